import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../bytes/hex.ts';
import { utf8 } from '../bytes/utf8.ts';

/**
 * SHA-256 and HMAC-SHA256 for browsers, Workers and everything else without `node:crypto`: synchronous JavaScript.
 *
 * WebCrypto would make every step asynchronous and costs a trip to another thread for a hundred bytes; for those the
 * whole signature in JavaScript is faster than one such trip.
 */

/** HMAC states with the key already mixed in: a cached key then costs two blocks less at each use. */
export type HmacKey = ReturnType<typeof nobleHmac.create>;

const bytesOf = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? utf8(data) : data);

/** SHA-256 of bytes or of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return toHex(nobleSha256(bytesOf(data)));
}

/** Prepares a key of any length. */
export function hmacKey(bytes: Uint8Array): HmacKey {
  return nobleHmac.create(nobleSha256, bytes);
}

/** HMAC-SHA256 of bytes or of a text in UTF-8: 32 bytes. */
export function hmac(key: HmacKey, data: string | Uint8Array): Uint8Array {
  return key.clone().update(bytesOf(data)).digest();
}

/** HMAC-SHA256 as 64 lower-case hexadecimal digits. */
export function hmacHex(key: HmacKey, data: string | Uint8Array): string {
  return toHex(hmac(key, data));
}

/** SHA-256 over pieces. */
export interface Sha256 {
  update(data: Uint8Array): void;
  /** 64 lower-case hexadecimal digits. Ends the hash. */
  digestHex(): string;
}

/** Begins a SHA-256 over pieces, for bodies that never lie in memory as a whole. */
export function sha256(): Sha256 {
  const hash = nobleSha256.create();
  return { update: (data) => void hash.update(data), digestHex: () => toHex(hash.digest()) };
}
