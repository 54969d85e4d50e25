import { refused } from '../chunks/refusal.ts';
import { SigV4Error } from '../error.ts';
import { crc32 } from './crc32.ts';
import { decodeHeaders, encodeHeaders, type MessageHeaders, type MessageHeaderValue } from './message-headers.ts';

/** Two lengths and their checksum come first, the checksum of the whole last. */
export const PRELUDE_LENGTH = 12;
const CHECKSUM_LENGTH = 4;
/** Encoded headers of a message, at most: 128 KiB. */
export const MAX_HEADERS_LENGTH = 131_072;
/** Payload of a message, at most: 24 MiB. */
export const MAX_PAYLOAD_LENGTH = 25_165_824;
/** A whole message, at most. */
export const MAX_MESSAGE_LENGTH = PRELUDE_LENGTH + MAX_HEADERS_LENGTH + MAX_PAYLOAD_LENGTH + CHECKSUM_LENGTH;

/** A message, taken apart. */
export interface Message {
  readonly headers: ReadonlyMap<string, MessageHeaderValue>;
  readonly payload: Uint8Array;
}

/** What a prelude says. In bytes. */
export interface Prelude {
  /** Of the message, prelude and checksums included. */
  readonly totalLength: number;
  readonly headersLength: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A message of `application/vnd.amazon.eventstream`: total length, length of headers, CRC-32 of both, headers, payload,
 * CRC-32 of all before. Integers of four bytes, in network byte order.
 *
 * {@link https://smithy.io/2.0/aws/amazon-eventstream.html#message-format}
 *
 * @param payload - At most 25,165,824 bytes.
 * @throws {@link SigV4Error} `InvalidValue` for what no message can hold.
 */
export function encodeMessage(headers: MessageHeaders, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoded = encodeHeaders(headers);
  if (encoded.length > MAX_HEADERS_LENGTH || payload.length > MAX_PAYLOAD_LENGTH) {
    const found = `headers of ${encoded.length} and payload of ${payload.length} bytes`;
    const expected = `at most ${MAX_HEADERS_LENGTH} and ${MAX_PAYLOAD_LENGTH}`;
    throw new SigV4Error('InvalidValue', 'request', 'message', `${found}, expected ${expected}`);
  }
  const bytes = new Uint8Array(PRELUDE_LENGTH + encoded.length + payload.length + CHECKSUM_LENGTH);
  const view = viewOf(bytes);
  view.setUint32(0, bytes.length);
  view.setUint32(4, encoded.length);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  bytes.set(encoded, PRELUDE_LENGTH);
  bytes.set(payload, PRELUDE_LENGTH + encoded.length);
  view.setUint32(bytes.length - CHECKSUM_LENGTH, crc32(bytes.subarray(0, -CHECKSUM_LENGTH)));
  return bytes;
}

/**
 * The lengths that a message begins with, once their checksum is verified.
 *
 * @param bytes - At least the first 12 of a message.
 * @param maxLength - Bytes of a message, at most.
 * @throws {@link StreamRefusedError} `ChecksumMismatch`, `Malformed`, `TooLarge`.
 */
export function readPrelude(bytes: Uint8Array, maxLength: number = MAX_MESSAGE_LENGTH): Prelude {
  const view = viewOf(bytes);
  const totalLength = view.getUint32(0);
  const headersLength = view.getUint32(4);
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8))) throw refused('ChecksumMismatch', 'prelude');
  const payloadLength = totalLength - headersLength - PRELUDE_LENGTH - CHECKSUM_LENGTH;
  if (payloadLength < 0) throw refused('Malformed', 'prelude');
  if (headersLength > MAX_HEADERS_LENGTH || payloadLength > MAX_PAYLOAD_LENGTH || totalLength > maxLength) {
    throw refused('TooLarge', 'message');
  }
  return { totalLength, headersLength };
}

/**
 * Takes a message apart. Both checksums are verified; they tell damage, not forgery.
 *
 * @param bytes - One whole message.
 * @returns The payload is a view of `bytes`.
 * @throws {@link StreamRefusedError} `Malformed`, `ChecksumMismatch`, `TooLarge`.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  if (bytes.length < PRELUDE_LENGTH + CHECKSUM_LENGTH) throw refused('Malformed', 'prelude');
  const { totalLength, headersLength } = readPrelude(bytes);
  if (bytes.length !== totalLength) throw refused('Malformed', 'message');
  const end = totalLength - CHECKSUM_LENGTH;
  if (viewOf(bytes).getUint32(end) !== crc32(bytes.subarray(0, end))) throw refused('ChecksumMismatch', 'message');
  const split = PRELUDE_LENGTH + headersLength;
  return { headers: decodeHeaders(bytes.subarray(PRELUDE_LENGTH, split)), payload: bytes.subarray(split, end) };
}
