import { aesKey, open, randomBytes, seal } from '#cipher';
import { concat } from '../bytes/concat.ts';
import { sameBytes } from '../bytes/equal.ts';
import { utf8 } from '../bytes/utf8.ts';
import { uint } from './bytes.ts';
import { serialiseContext } from './encryption-context.ts';
import { invalid } from './error.ts';
import { checkedNamespace } from './key-namespace.ts';
import type { Keyring } from './keyring.ts';
import { checkedBytes } from './limits.ts';

export interface RawAesOptions {
  /** Goes into the message as `keyProviderId`. Not `aws-kms`. */
  readonly keyNamespace: string;
  /** Tells this key from others of the namespace. Goes into the message too. */
  readonly keyName: string;
  /** 16, 24 or 32 bytes. Copied: they may be wiped afterwards. */
  readonly wrappingKey: Uint8Array;
}

/**
 * A keyring that encrypts data keys with an AES key of the caller. As IVs are random, a wrapping key should encrypt at most
 * 2^32 data keys (NIST SP 800-38D, section 8.3).
 *
 * ```text
 * keyProviderInfo  key name | 128 u32, bits of the tag | 12 u32, bytes of the IV | IV
 * ciphertext       data key, encrypted | tag
 * ```
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-raw-aes-keyring.html}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function rawAesKeyring({ keyNamespace, keyName, wrappingKey }: RawAesOptions): Keyring {
  checkedNamespace(keyNamespace, keyName);
  if (![16, 24, 32].includes(checkedBytes('wrappingKey', wrappingKey).length)) {
    throw invalid('wrappingKey', `${wrappingKey.length} bytes, expected 16, 24 or 32`);
  }
  const key = Promise.resolve(aesKey(wrappingKey));
  // Told to whoever uses the keyring.
  key.catch(() => {});
  const prefix = concat([utf8(keyName), uint(128, 4), uint(12, 4)]);
  return Object.freeze<Keyring>({
    async onEncrypt({ algorithmSuite: { keyLength }, encryptionContext, dataKey: given }) {
      const random = randomBytes(given ? 12 : 12 + keyLength);
      const iv = random.subarray(0, 12);
      const dataKey = given ?? random.subarray(12);
      const ciphertext = new Uint8Array(dataKey.length + 16);
      await seal(await key, iv, serialiseContext(encryptionContext), dataKey, ciphertext, 0);
      const keyProviderInfo = concat([prefix, iv]);
      return { dataKey, encryptedDataKeys: [{ keyProviderId: keyNamespace, keyProviderInfo, ciphertext }] };
    },
    async onDecrypt({ algorithmSuite: { keyLength }, encryptionContext, encryptedDataKeys }) {
      const aad = serialiseContext(encryptionContext);
      for (const { keyProviderId, keyProviderInfo: info, ciphertext } of encryptedDataKeys) {
        const ours = keyProviderId === keyNamespace && info.length === prefix.length + 12;
        if (!ours || !sameBytes(info.subarray(0, -12), prefix) || ciphertext.length !== keyLength + 16) continue;
        const prepared = await key;
        const dataKey = new Uint8Array(keyLength);
        try {
          await open(prepared, info.subarray(-12), aad, ciphertext, dataKey, 0);
          return dataKey;
        } catch {
          // Another one may be ours too.
        }
      }
      return undefined;
    },
  });
}
