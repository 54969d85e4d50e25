import { concat } from '../bytes/concat.ts';
import { utf8 } from '../bytes/utf8.ts';
import type { EncryptionContext } from '../kms/types.ts';
import { uint } from './bytes.ts';
import { EnvelopeError, invalid } from './error.ts';

/** Under it, signed messages carry the key that verifies them: a compressed point in Base64. */
export const PUBLIC_KEY = 'aws-crypto-public-key';

/** No pair. */
export const NO_CONTEXT: EncryptionContext = /* @__PURE__ */ Object.freeze(Object.create(null));

/** A context that nobody changes, and that inherits nothing: `__proto__` is a key like another. */
export function contextOf(pairs: Iterable<readonly [string, string]>): EncryptionContext {
  let context: Record<string, string> | undefined;
  for (const [key, value] of pairs) {
    context ??= Object.create(null) as Record<string, string>;
    context[key] = value;
  }
  return context ? Object.freeze(context) : NO_CONTEXT;
}

/** The pairs of a context whose key passes. */
export function pairsWith(context: EncryptionContext, passes: (key: string) => boolean): EncryptionContext {
  return contextOf(Object.entries(context).filter(([key]) => passes(key)));
}

const isPlain = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Object]';

/**
 * Copies a caller's context.
 *
 * @throws {@link EnvelopeError} `ReservedKey`, `InvalidValue` for what is no text or cannot be written in UTF-8.
 */
export function checkedContext(context: EncryptionContext): EncryptionContext {
  // A Map has no entries of its own: as a context it would ask for nothing.
  if (!isPlain(context)) throw invalid('encryptionContext', 'expected a plain object of texts');
  const pairs = Object.entries(context);
  for (const [key, value] of pairs) {
    if (key.startsWith('aws-crypto-')) {
      const message = `key ${JSON.stringify(key)} is reserved, expected none that begins with aws-crypto-`;
      throw new EnvelopeError('ReservedKey', 'encryptionContext', message);
    }
    if (typeof value !== 'string' || !key.isWellFormed() || !value.isWellFormed()) {
      throw invalid('encryptionContext', `key ${JSON.stringify(key)}: expected texts without lone surrogates`);
    }
  }
  return contextOf(pairs);
}

/** UTF-8 bytes after their number. */
export function sized(field: string, text: string | Uint8Array): readonly Uint8Array[] {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  if (bytes.length > 65_535) throw invalid(field, `${bytes.length} bytes, expected at most 65535`);
  return [uint(bytes.length, 2), bytes];
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * The context as bytes, in the order of the UTF-8 bytes of its keys; nothing for an empty one.
 *
 * ```text
 * count u16 | (key length u16 | key | value length u16 | value)*
 * ```
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html#header-aad}
 *
 * @throws {@link EnvelopeError} `InvalidValue` when it does not fit into 65,535 bytes.
 */
export function serialiseContext(context: EncryptionContext): Uint8Array<ArrayBuffer> {
  const pairs = Object.entries(context).map(([key, value]) => [utf8(key), value] as const);
  if (pairs.length === 0) return new Uint8Array();
  const parts = pairs
    .sort(([a], [b]) => compareBytes(a, b))
    .flatMap(([key, value]) => [...sized('encryptionContext', key), ...sized('encryptionContext', value)]);
  const bytes = concat([uint(pairs.length, 2), ...parts]);
  // So that the count, too, is one of 16 bits.
  sized('encryptionContext', bytes);
  return bytes;
}
