import { isBytes } from '../../bytes/collector.ts';
import { type Pipe, streamOf } from '../../streams/pipe.ts';
import { StreamRefusedError } from '../chunks/refusal.ts';
import { SigV4Error } from '../error.ts';
import { type ExplainedRequest, type SignedRequest, signRequest } from '../sign-request.ts';
import { createSigningKeyCache } from '../signing-key.ts';
import type { SigningOptions } from '../signing-options.ts';
import type { HttpRequest } from '../types.ts';
import { type EventKeys, signEvent } from './event-chain.ts';
import { STREAMING_EVENTS } from './event-string-to-sign.ts';
import { bytesOfHex } from './hex.ts';
import { encodeMessage, MAX_PAYLOAD_LENGTH } from './message.ts';
import { messageReader } from './message-reader.ts';

/** What signing a stream of messages takes. */
export interface EventStreamSigningOptions extends Omit<SigningOptions, 'payloadHash' | 'payloadHashHeader'> {
  /** The clock that dates the messages. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
}

/** A request without its body, and what turns messages into the body. */
export interface EventStreamRequest {
  /** Signed; its `signature` is the seed of the chain. With `explain` it has a `trace`. */
  readonly request: SignedRequest & Partial<Pick<ExplainedRequest, 'trace'>>;
  /** Encoded messages in, cut anywhere; signed messages out, each one whole. Keeps one message at most. */
  readonly encoder: TransformStream<Uint8Array, Uint8Array>;
}

/** Puts each message into a signed one, and ends with a signed one that is empty. */
function eventEncoder(keys: EventKeys, seed: string, now: () => Date): Pipe {
  let previous = seed;
  const messages = messageReader(MAX_PAYLOAD_LENGTH);
  const envelope = (payload: Uint8Array): Uint8Array => {
    const date = now();
    previous = signEvent(keys, date, previous, payload);
    return encodeMessage(
      [
        [':date', { type: 'timestamp', value: date }],
        [':chunk-signature', { type: 'binary', value: bytesOfHex(previous) }],
      ],
      payload,
    );
  };
  return {
    *write(piece) {
      if (!isBytes(piece)) throw invalid('expected pieces of Uint8Array');
      for (let at = 0; at < piece.length; ) {
        at += take(piece, at);
        const message = messages.next();
        if (message !== undefined) yield envelope(message);
      }
    },
    *end() {
      if (messages.pending) throw invalid('ends within a message, expected whole ones');
      yield envelope(new Uint8Array());
    },
  };

  function take(piece: Uint8Array, at: number): number {
    try {
      return messages.take(piece, at);
    } catch (cause) {
      const found = cause instanceof StreamRefusedError ? cause.message : 'unreadable';
      throw invalid(`${found}, expected encoded messages`, { cause });
    }
  }
}

function invalid(message: string, options?: ErrorOptions): SigV4Error {
  return new SigV4Error('InvalidValue', 'request', 'body', message, options);
}

/**
 * Signs a request whose body is a stream of messages (`application/vnd.amazon.eventstream`), each signed with the one
 * before it.
 *
 * Adds `x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-EVENTS`; the content type is the caller's.
 *
 * {@link https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html}
 *
 * @throws {@link SigV4Error} as {@link signRequest} does. The encoder's stream ends with one when it gets no messages.
 */
export function signEventStreamRequest(request: HttpRequest, options: EventStreamSigningOptions): EventStreamRequest {
  if (request.body !== undefined) throw invalid('present, expected none: messages go through the encoder');
  const { now = () => new Date(), ...signing } = options;
  const signed = signRequest(request, { ...signing, payloadHash: STREAMING_EVENTS });
  const keys = { ...signing, keys: signing.keys ?? createSigningKeyCache() };
  return { request: signed, encoder: streamOf(eventEncoder(keys, signed.signature, now)) };
}
