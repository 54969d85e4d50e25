/**
 * The two spellings of an ECDSA signature. Signature Version 4A, the Encryption SDK and Node write DER, WebCrypto the bare
 * numbers:
 *
 * ```text
 * DER    30 len | 02 len r | 02 len s     8 to 72 bytes on P-256, to 104 on P-384, r and s as short as they can be
 * bare   r | s                            32 bytes each on P-256, 48 on P-384
 * ```
 */

/** Where the INTEGER at `start` ends; its value goes to the end of `into`. `undefined` when it is none. */
function readInteger(der: Uint8Array, start: number, into: Uint8Array): number | undefined {
  const [tag, length = 0, first = 0, second = 0] = der.subarray(start, start + 4);
  const end = start + 2 + length;
  if (tag !== 2 || length === 0 || end > der.length) return undefined;
  // Positive, not zero, and without a zero byte that keeps no sign.
  const padded = first === 0;
  if (first > 127 || (padded && (length === 1 || second < 128))) return undefined;
  const value = der.subarray(start + 2 + (padded ? 1 : 0), end);
  if (value.length > into.length) return undefined;
  into.set(value, into.length - value.length);
  return end;
}

/**
 * The bare numbers of a DER signature.
 *
 * @param size - Bytes of a number: 32 for P-256, 48 for P-384.
 * @returns `undefined` for everything that is not the one DER spelling of two positive numbers of up to `size` bytes: long
 * lengths, zeros too many, bytes after the end. Whether the numbers lie on the curve's order is for the verifier.
 */
export function bareFromDer(der: Uint8Array, size = 32): Uint8Array<ArrayBuffer> | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const bare = new Uint8Array(2 * size);
  const middle = readInteger(der, 2, bare.subarray(0, size));
  const end = middle === undefined ? undefined : readInteger(der, middle, bare.subarray(size));
  return end === der.length ? bare : undefined;
}

function integer(value: Uint8Array): number[] {
  const start = value.findIndex((byte) => byte !== 0);
  const digits = [...value.subarray(start)];
  if ((digits[0] ?? 0) > 127) digits.unshift(0);
  return [2, digits.length, ...digits];
}

/** DER of the bare numbers, 64 or 96 bytes, neither of them zero. */
export function derFromBare(bare: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = bare.length / 2;
  const content = [...integer(bare.subarray(0, size)), ...integer(bare.subarray(size))];
  return Uint8Array.of(0x30, content.length, ...content);
}
