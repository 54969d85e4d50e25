import { isBytes } from '../../bytes/collector.ts';
import { equalInConstantTime } from '../../bytes/equal.ts';
import { toHex } from '../../bytes/hex.ts';
import { refused } from '../chunks/refusal.ts';
import { type Decoder, refuser, type StreamVerifier, verifierOf } from '../chunks/verifier.ts';
import { SigV4Error } from '../error.ts';
import { createSigningKeyCache, type SigningKeyCache } from '../signing-key.ts';
import type { Credentials } from '../types.ts';
import type { Verified } from '../verify-request.ts';
import { type EventKeys, signEvent } from './event-chain.ts';
import { STREAMING_EVENTS } from './event-string-to-sign.ts';
import { decodeMessage, MAX_MESSAGE_LENGTH } from './message.ts';
import { messageReader } from './message-reader.ts';

/** What verifying a stream of messages takes. */
export interface EventStreamVerifyOptions {
  /** Those that verified the request. */
  readonly credentials: Credentials;
  /** Keeps signing keys between calls. */
  readonly keys?: SigningKeyCache | undefined;
  /** The verifier's clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
  /** How far the moment of a message may lie from now, in seconds. Left out: 900. */
  readonly maxSkewSeconds?: number | undefined;
  /** Bytes of a signed message, at most. Left out: 25,296,912, the largest there is. */
  readonly maxMessageLength?: number | undefined;
  /** Tell why a stream is refused. For logs and labs, not for the sender. */
  readonly explain?: boolean | undefined;
}

/** What is known of a stream that was verified to its end. */
export interface EventStreamSummary {
  /** Without the last one, which is empty. */
  readonly messages: number;
}

/** A signed message, taken apart. */
interface Envelope {
  readonly date: Date;
  /** 64 hexadecimal digits. */
  readonly signature: string;
  readonly payload: Uint8Array;
}

function readEnvelope(bytes: Uint8Array): Envelope {
  const { headers, payload } = decodeMessage(bytes);
  const date = headers.get(':date');
  const signature = headers.get(':chunk-signature');
  if (headers.size !== 2 || date?.type !== 'timestamp' || signature?.type !== 'binary') {
    throw refused('Malformed', ':date,:chunk-signature');
  }
  const year = date.value.getUTCFullYear();
  if (year < 1 || year > 9999) throw refused('Malformed', ':date');
  return { date: date.value, signature: toHex(signature.value), payload };
}

/** Verifies each message before it comes out. Keeps one message at most. */
function eventDecoder(keys: EventKeys, seed: string, options: EventStreamVerifyOptions): Decoder<EventStreamSummary> {
  const { now = () => new Date(), maxSkewSeconds = 900, maxMessageLength = MAX_MESSAGE_LENGTH } = options;
  const reader = messageReader(maxMessageLength);
  let previous = seed;
  let index = 0;
  let ended = false;

  const open = (bytes: Uint8Array): Uint8Array => {
    const { date, signature, payload } = readEnvelope(bytes);
    // `!(… <= …)` also refuses the NaN of an invalid clock.
    if (!(Math.abs(now().getTime() - date.getTime()) <= maxSkewSeconds * 1000)) throw refused('Skewed', ':date');
    previous = signEvent(keys, date, previous, payload);
    if (!equalInConstantTime(previous, signature)) throw refused('SignatureMismatch');
    return payload;
  };

  return {
    *write(piece) {
      if (!isBytes(piece))
        throw new SigV4Error('InvalidValue', 'verification', 'body', 'expected pieces of Uint8Array');
      for (let at = 0; at < piece.length; ) {
        if (ended) throw refused('TrailingBytes');
        at += reader.take(piece, at);
        const message = reader.next();
        if (message === undefined) continue;
        const payload = open(message);
        ended = payload.length === 0;
        if (ended) continue;
        index++;
        yield payload;
      }
    },
    end() {
      if (!ended) throw refused('Truncated');
      return [];
    },
    get index() {
      return index;
    },
    summary: () => ({ messages: index }),
  };
}

/**
 * Verifies a stream of signed messages while it flows: takes what arrived, cut anywhere, and gives the messages that
 * were signed, each one whole, none before its signature is verified.
 *
 * The stream is whole only when it ends without an error and `outcome` says `ok`: then the last, empty message was there.
 *
 * {@link https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html}
 *
 * @param verified - What `verifyRequest` found, with `allowStreamingPayload`.
 * @throws {@link SigV4Error} `InvalidValue` for credentials of another access key; never because of what arrived.
 */
export function verifyEventStream(
  verified: Verified,
  options: EventStreamVerifyOptions,
): StreamVerifier<EventStreamSummary> {
  const { credentials, keys = createSigningKeyCache(), explain } = options;
  if (credentials.accessKeyId !== verified.accessKeyId) {
    throw new SigV4Error('InvalidValue', 'verification', 'credentials', 'expected those that verified the request');
  }
  if (verified.hashedPayload !== STREAMING_EVENTS)
    return verifierOf(refuser(refused('Malformed', 'x-amz-content-sha256')), explain);
  const [, region = '', service = ''] = verified.credentialScope.split('/');
  return verifierOf(eventDecoder({ credentials, keys, region, service }, verified.signature, options), explain);
}
