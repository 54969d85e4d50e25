import { sameBytes } from './equal.ts';

/**
 * The two spellings of an ECDSA signature. Signature Version 4A, the Encryption SDK and Node write DER, WebCrypto the bare
 * numbers:
 *
 * ```text
 * DER    30 len | 02 len r | 02 len s     8 to 72 bytes on P-256, to 104 on P-384, r and s as short as they can be
 * bare   r | s                            32 bytes each on P-256, 48 on P-384
 * ```
 */

/**
 * The bare numbers of a DER signature.
 *
 * @param size - Bytes of a number: 32 for P-256, 48 for P-384.
 * @returns `undefined` for everything that is not the one DER spelling of two numbers of up to `size` bytes, none of them
 * negative: long lengths, zeros too many, bytes after the end. Whether the numbers lie on the curve's order is for the
 * verifier.
 */
export function bareFromDer(der: Uint8Array, size = 32): Uint8Array<ArrayBuffer> | undefined {
  const bare = new Uint8Array(2 * size);
  const middle = 4 + (der[3] ?? 0);
  for (const [index, integer] of [der.subarray(4, middle), der.subarray(middle + 2)].entries()) {
    const value = integer.subarray(-size);
    bare.set(value, (index + 1) * size - value.length);
  }
  // Taken from wherever the numbers should stand: only what has one spelling comes back the same.
  return sameBytes(derFromBare(bare), der) ? bare : undefined;
}

function integer(value: Uint8Array): number[] {
  const start = value.findIndex((byte) => byte !== 0);
  const digits = [...value.subarray(start)];
  if ((digits[0] ?? 0) > 127) digits.unshift(0);
  return [2, digits.length, ...digits];
}

/** DER of the bare numbers, 64 or 96 bytes. */
export function derFromBare(bare: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = bare.length / 2;
  const content = [...integer(bare.subarray(0, size)), ...integer(bare.subarray(size))];
  return Uint8Array.of(0x30, content.length, ...content);
}
