import { type MacKey, mac, macKey } from '#cipher';
import { concat } from '../bytes/concat.ts';
import type { HashName } from '../primitives/cipher-types.ts';

/** Bytes of each hash. */
const HASH_SIZE: Readonly<Record<HashName, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** The pseudorandom key between both steps of HKDF, ready for HMAC. */
export interface PseudorandomKey {
  readonly hash: HashName;
  readonly key: MacKey;
}

/**
 * HKDF-Extract (RFC 5869, section 2.2).
 *
 * @param salt - Not secret. Empty: as many zeros as the hash has bytes, which HMAC takes for the same.
 */
export async function hkdfExtract(hash: HashName, salt: Uint8Array, keyMaterial: Uint8Array): Promise<PseudorandomKey> {
  const bytes = await mac(await macKey(hash, salt), keyMaterial);
  const key = await macKey(hash, bytes);
  bytes.fill(0);
  return { hash, key };
}

/**
 * HKDF-Expand (section 2.3).
 *
 * @param length - Bytes: up to 255 times those of the hash.
 * @throws RangeError when that is too long.
 */
export async function hkdfExpand(
  { hash, key }: PseudorandomKey,
  info: Uint8Array,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const size = HASH_SIZE[hash];
  if (length > 255 * size) throw new RangeError(`length: ${length}, expected at most ${255 * size}`);
  const output = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array();
  for (let at = 0; at < length; at += size) {
    block = await mac(key, concat([block, info, Uint8Array.of(at / size + 1)]));
    output.set(block.subarray(0, length - at), at);
  }
  block.fill(0);
  return output;
}
