import { type AesKey, aesKey } from '#cipher';
import { concat } from '../bytes/concat.ts';
import { utf8 } from '../bytes/utf8.ts';
import type { AlgorithmSuite } from './algorithm-suite.ts';
import { uint } from './bytes.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';

const DERIVEKEY = /* @__PURE__ */ utf8('DERIVEKEY');
const COMMITKEY = /* @__PURE__ */ utf8('COMMITKEY');

/** Keys of one message. */
export interface MessageKey {
  /** Encrypts the body and authenticates the header. */
  readonly key: AesKey;
  /** 32 bytes where the suite commits. */
  readonly commitKey: Uint8Array | undefined;
}

/**
 * Derives the keys of a message from its data key.
 *
 * ```text
 * no KDF    the data key
 * version 1 HKDF(data key, salt: zeros,      info: suite id | message id)
 * version 2 HKDF(data key, salt: message id, info: suite id | "DERIVEKEY"), and with info "COMMITKEY" the commitment
 * ```
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html}
 *
 * @param dataKey - As long as the suite says. Not wiped here.
 */
export async function messageKey(
  { id, kdf, committing, keyLength }: AlgorithmSuite,
  dataKey: Uint8Array,
  messageId: Uint8Array,
): Promise<MessageKey> {
  if (kdf === undefined) return { key: await aesKey(dataKey), commitKey: undefined };
  const prk = await hkdfExtract(kdf, committing ? messageId : new Uint8Array(), dataKey);
  const info = concat([uint(id, 2), committing ? DERIVEKEY : messageId]);
  const derived = await hkdfExpand(prk, info, keyLength);
  const commitKey = committing ? await hkdfExpand(prk, COMMITKEY, 32) : undefined;
  const key = await aesKey(derived);
  derived.fill(0);
  return { key, commitKey };
}
