import { sha256Hex } from '#primitives';
import { signature } from '../signature.ts';
import { ALGORITHM } from '../string-to-sign.ts';
import { encodeHeaders } from './message-headers.ts';

/** HashedPayload of a request whose body is a stream of signed messages. */
export const STREAMING_EVENTS = 'STREAMING-AWS4-HMAC-SHA256-EVENTS';

/** What the StringToSign of a message is made of. */
export interface EventParts {
  /** Moment of the message, not of the request: `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  /** Its date is that of the message. */
  readonly credentialScope: string;
  /** Of the message before, as hexadecimal digits; of the request itself for the first message. */
  readonly previousSignature: string;
  /** The encoded headers that are signed: {@link dateHeader}. */
  readonly headers: Uint8Array;
  /** The message to sign, as bytes: none for the last one. */
  readonly payload: Uint8Array;
}

/** The encoded header `:date`: 15 bytes, the last 8 of them milliseconds since 1970. */
export function dateHeader(date: Date): Uint8Array<ArrayBuffer> {
  return encodeHeaders([[':date', { type: 'timestamp', value: date }]]);
}

/**
 * StringToSign of a message: algorithm, moment, scope, the signature before, the hash of the signed headers and the hash
 * of the payload, a line each.
 *
 * {@link https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html}
 */
export function eventStringToSign(parts: EventParts): string {
  const { amzDate, credentialScope, previousSignature, headers, payload } = parts;
  return `${ALGORITHM}-PAYLOAD\n${amzDate}\n${credentialScope}\n${previousSignature}\n${sha256Hex(headers)}\n${sha256Hex(payload)}`;
}

/**
 * Signature of a message, the next one's `previousSignature`. It travels as 32 bytes in `:chunk-signature`.
 *
 * @param signingKey - 32 bytes, for the date of the message.
 * @returns 64 lower-case hexadecimal digits.
 */
export function eventSignature(signingKey: Uint8Array, parts: EventParts): string {
  return signature(signingKey, eventStringToSign(parts));
}
