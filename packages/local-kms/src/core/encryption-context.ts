import type { EncryptionContext } from '@notebank/aws-reference/kms';
import { type Bytes, compareBytes, concat, uint32 } from './bytes.ts';

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * An encryption context as additional authenticated data: the number of pairs, then key and value with their lengths,
 * sorted by the UTF-8 bytes of the keys. The same map gives the same bytes in whatever order it was written; no other
 * map does.
 */
export function contextBytes(context: EncryptionContext = {}): Bytes {
  const pairs = Object.entries(context)
    .map(([key, value]) => [encoder.encode(key), encoder.encode(value)] as const)
    .sort(([a], [b]) => compareBytes(a, b));
  return concat(uint32(pairs.length), ...pairs.flat().flatMap((text) => [uint32(text.length), text]));
}
