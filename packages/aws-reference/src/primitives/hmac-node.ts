import { Buffer } from 'node:buffer';
import type { KeyObject } from 'node:crypto';

/** Bytes of a block of SHA-256, and of its hash. */
const BLOCK = 64;
const HASH = 32;
/** Text that is taken: a StringToSign is some 150 bytes, that of a chunk some 350. */
const TEXT = 1024;

/**
 * HMAC-SHA256 (RFC 2104) for a key that is used again and again, out of two hashes at one call each:
 *
 * ```text
 * H(K ^ 5c5c… | H(K ^ 3636… | text))
 * ```
 *
 * `createHmac` makes a stream object for each signature, which takes twice as long. Both blocks of the key lie in memory of
 * this function alone.
 *
 * @param hash - SHA-256, as 64 hexadecimal digits.
 * @returns What gives 64 lower-case hexadecimal digits; `undefined` for a text that is too long here.
 */
export function hmacOfHashes(key: KeyObject, hash: (data: Uint8Array) => string): (text: string) => string | undefined {
  const inner = new Uint8Array(BLOCK + TEXT);
  const outer = Buffer.alloc(BLOCK + HASH);
  const bytes = key.export();
  // A longer key is hashed first.
  inner.set(bytes.length > BLOCK ? Buffer.from(hash(bytes), 'hex') : bytes);
  bytes.fill(0);
  for (let at = 0; at < BLOCK; at++) {
    outer[at] = (inner[at] ?? 0) ^ 0x5c;
    inner[at] = (inner[at] ?? 0) ^ 0x36;
  }
  const room = inner.subarray(BLOCK);
  const encoder = new TextEncoder();
  return (text) => {
    const { read, written } = encoder.encodeInto(text, room);
    if (read < text.length) return undefined;
    outer.write(hash(inner.subarray(0, BLOCK + written)), BLOCK, 'hex');
    return hash(outer);
  };
}
