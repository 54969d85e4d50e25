import { utf8 } from '../../bytes/utf8.ts';
import { refused } from '../chunks/refusal.ts';
import { SigV4Error } from '../error.ts';
import { bytesOfHex } from './hex.ts';

/** Value of a header of a message, with its type. */
export type MessageHeaderValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  /** Signed integers of 1, 2 and 4 bytes. */
  | { readonly type: 'byte' | 'short' | 'integer'; readonly value: number }
  /** A signed integer of 8 bytes. */
  | { readonly type: 'long'; readonly value: bigint }
  /** At most 32,767 bytes. */
  | { readonly type: 'binary'; readonly value: Uint8Array }
  /** At most 32,767 bytes of UTF-8. */
  | { readonly type: 'string'; readonly value: string }
  /** Milliseconds are kept. */
  | { readonly type: 'timestamp'; readonly value: Date }
  /** `01234567-89ab-cdef-0123-456789abcdef`. */
  | { readonly type: 'uuid'; readonly value: string };

/** Headers of a message in their order: a `Map`, or pairs. Names have 1 to 255 bytes of UTF-8, each its own. */
export type MessageHeaders = Iterable<readonly [name: string, value: MessageHeaderValue]>;

const invalid = (name: string, expected: string): SigV4Error =>
  new SigV4Error('InvalidValue', 'request', `headers.${name}`, `expected ${expected}`);

/** Text as UTF-8, no longer than `limit` bytes. */
function text(name: string, value: string, limit: number): Uint8Array<ArrayBuffer> {
  const bytes = utf8(value);
  if (bytes.length > limit || !value.isWellFormed()) throw invalid(name, `at most ${limit} bytes of well-formed text`);
  return bytes;
}

/** An integer of `size` bytes, in network byte order. */
function integer(name: string, value: bigint, size: number): Uint8Array<ArrayBuffer> {
  if (BigInt.asIntN(size * 8, value) !== value) throw invalid(name, `a signed integer of ${size} bytes`);
  return Uint8Array.from({ length: size }, (_, at) => Number((value >> BigInt(8 * (size - 1 - at))) & 255n));
}

/** Two bytes of length, then the value. */
function sized(type: number, bytes: Uint8Array): number[] {
  return [type, bytes.length >> 8, bytes.length & 255, ...bytes];
}

const SIZES = { byte: 1, short: 2, integer: 4 } as const;
const CODES = { byte: 2, short: 3, integer: 4 } as const;

/** Type and value of a header. */
function encodeValue(name: string, header: MessageHeaderValue): Iterable<number> {
  switch (header.type) {
    case 'boolean':
      return [header.value ? 0 : 1];
    case 'long':
      return [5, ...integer(name, header.value, 8)];
    case 'binary':
      if (header.value.length > 32_767) throw invalid(name, 'at most 32767 bytes');
      return sized(6, header.value);
    case 'string':
      return sized(7, text(name, header.value, 32_767));
    case 'timestamp':
      if (Number.isNaN(header.value.getTime())) throw invalid(name, 'a valid date');
      return [8, ...integer(name, BigInt(header.value.getTime()), 8)];
    case 'uuid':
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(header.value)) throw invalid(name, 'a UUID');
      return [9, ...bytesOfHex(header.value.replaceAll('-', ''))];
    default:
      if (!Number.isInteger(header.value)) throw invalid(name, 'an integer');
      return [CODES[header.type], ...integer(name, BigInt(header.value), SIZES[header.type])];
  }
}

/**
 * Headers as they lie in a message: for each, length of the name, name, type, value.
 *
 * {@link https://smithy.io/2.0/aws/amazon-eventstream.html#headers-format}
 *
 * @throws {@link SigV4Error} `InvalidValue` for a name or value that cannot be written.
 */
export function encodeHeaders(headers: MessageHeaders): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const seen = new Set<string>();
  for (const [name, value] of headers) {
    if (name === '' || seen.has(name)) throw invalid(name, 'names that are not empty, each once');
    seen.add(name);
    const encoded = text(name, name, 255);
    bytes.push(encoded.length, ...encoded);
    for (const byte of encodeValue(name, value)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** Reads bytes in order. */
interface Reader {
  readonly left: number;
  /** @throws when there are not so many. */
  bytes(count: number): Uint8Array;
  integer(size: number): bigint;
}

function readerOf(bytes: Uint8Array): Reader {
  let at = 0;
  const take = (count: number): Uint8Array => {
    at += count;
    if (at > bytes.length) throw refused('Malformed', 'headers');
    return bytes.subarray(at - count, at);
  };
  return {
    get left() {
      return bytes.length - at;
    },
    bytes: take,
    integer: (size) => take(size).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
  };
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused('Malformed', 'headers');
  }
}

function readUuid(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function readSized(reader: Reader): Uint8Array {
  const length = Number(reader.integer(2));
  if (length > 32_767) throw refused('Malformed', 'headers');
  return reader.bytes(length);
}

function readValue(reader: Reader): MessageHeaderValue {
  const signed = (size: number): bigint => BigInt.asIntN(size * 8, reader.integer(size));
  const code = Number(reader.integer(1));
  switch (code) {
    case 0:
    case 1:
      return { type: 'boolean', value: code === 0 };
    case 2:
      return { type: 'byte', value: Number(signed(1)) };
    case 3:
      return { type: 'short', value: Number(signed(2)) };
    case 4:
      return { type: 'integer', value: Number(signed(4)) };
    case 5:
      return { type: 'long', value: signed(8) };
    case 6:
      return { type: 'binary', value: new Uint8Array(readSized(reader)) };
    case 7:
      return { type: 'string', value: readText(readSized(reader)) };
    case 8:
      return { type: 'timestamp', value: readDate(signed(8)) };
    case 9:
      return { type: 'uuid', value: readUuid(reader.bytes(16)) };
    default:
      throw refused('Malformed', 'headers');
  }
}

function readDate(milliseconds: bigint): Date {
  const date = new Date(Number(milliseconds));
  if (Number.isNaN(date.getTime())) throw refused('Malformed', 'headers');
  return date;
}

/**
 * Headers of a message, by name, in their order.
 *
 * @throws {@link StreamRefusedError} `Malformed`.
 */
export function decodeHeaders(bytes: Uint8Array): Map<string, MessageHeaderValue> {
  const reader = readerOf(bytes);
  const headers = new Map<string, MessageHeaderValue>();
  while (reader.left > 0) {
    const name = readText(reader.bytes(Number(reader.integer(1))));
    if (name === '' || headers.has(name)) throw refused('Malformed', 'headers');
    headers.set(name, readValue(reader));
  }
  return headers;
}
