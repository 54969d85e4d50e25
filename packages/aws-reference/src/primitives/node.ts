import crypto, { type KeyObject } from 'node:crypto';
import { hmacOfHashes } from './hmac-node.ts';

/**
 * The two functions of Signature Version 4 with `node:crypto`: SHA-256 and HMAC-SHA256, synchronous.
 *
 * An HMAC key is always a `KeyObject`: on Node 24 `createHmac` with raw bytes takes eight times as long. One-shot
 * `crypto.hash` spares the stream object that `createHash` makes; a runtime without it (older Deno, Bun) takes the latter.
 */
const oneShot = crypto.hash as typeof crypto.hash | undefined;

/** A key that HMAC-SHA256 was prepared for. What it is differs by runtime: only this module looks inside. */
export interface HmacKey {
  readonly key: KeyObject;
  /** Whether a signature was made with it: the next one is worth a preparation. */
  used: boolean;
  again?: (text: string) => string | undefined;
}

/** SHA-256 of bytes or of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256Hex: (data: string | Uint8Array) => string =
  oneShot === undefined
    ? (data) => crypto.createHash('sha256').update(data).digest('hex')
    : (data) => oneShot('sha256', data, 'hex');

/** Prepares a key of any length. */
export function hmacKey(bytes: Uint8Array): HmacKey {
  return { key: crypto.createSecretKey(bytes), used: false };
}

/** HMAC-SHA256 of bytes or of a text in UTF-8: 32 bytes. */
export function hmac({ key }: HmacKey, data: string | Uint8Array): Uint8Array {
  return crypto.createHmac('sha256', key).update(data).digest();
}

/** HMAC-SHA256 as 64 lower-case hexadecimal digits. */
export function hmacHex(key: HmacKey, data: string | Uint8Array): string {
  if (oneShot && key.used && typeof data === 'string') {
    key.again ??= hmacOfHashes(key.key, sha256Hex);
    const hex = key.again(data);
    if (hex !== undefined) return hex;
  }
  key.used = true;
  return crypto.createHmac('sha256', key.key).update(data).digest('hex');
}

/** SHA-256 over pieces. */
export interface Sha256 {
  update(data: Uint8Array): void;
  /** 64 lower-case hexadecimal digits. Ends the hash. */
  digestHex(): string;
}

/** Begins a SHA-256 over pieces, for bodies that never lie in memory as a whole. */
export function sha256(): Sha256 {
  const hash = crypto.createHash('sha256');
  return { update: (data) => void hash.update(data), digestHex: () => hash.digest('hex') };
}
