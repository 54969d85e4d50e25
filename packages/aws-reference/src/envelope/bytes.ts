/** Numbers are big-endian in the message format. */

/** An unsigned number as bytes. */
export function uint(value: number, size: 1 | 2 | 4 | 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = size - 1, left = value; at >= 0; at--, left = Math.floor(left / 256)) bytes[at] = left % 256;
  return bytes;
}

/** Bytes as an unsigned number; exact up to 2^53 - 1. */
export function readUint(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}
