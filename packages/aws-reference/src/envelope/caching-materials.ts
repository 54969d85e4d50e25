import { mac, macKey, randomBytes } from '#cipher';
import { toBase64 } from '../bytes/base64.ts';
import { concat } from '../bytes/concat.ts';
import { utf8 } from '../bytes/utf8.ts';
import { uint } from './bytes.ts';
import { serialiseContext, sized } from './encryption-context.ts';
import { invalid } from './error.ts';
import { checkedCount } from './limits.ts';
import {
  type DecryptionMaterials,
  type EncryptionMaterials,
  type KeySource,
  type MaterialsManager,
  materialsOf,
} from './materials.ts';
import { materialsStore } from './materials-store.ts';

export interface CachingOptions {
  /** Seconds that a data key is used for. Above 0. */
  readonly maxAgeSeconds: number;
  /** Messages that are encrypted with a data key: 1 to 4,294,967,296, which is also what is taken when it is left out. */
  readonly maxMessages?: number | undefined;
  /** Bytes that are encrypted with a data key. Left out: 9,007,199,254,740,991. */
  readonly maxBytes?: number | undefined;
  /** Data keys that are kept, at most; the oldest goes first. Left out: 1,000. */
  readonly capacity?: number | undefined;
  /** Milliseconds, as `Date.now` has them. */
  readonly now?: (() => number) | undefined;
}

/** A manager with a cache. */
export interface CachingMaterials extends MaterialsManager {
  /** Forgets and wipes all data keys, also those that are on their way. */
  clear(): void;
}

/**
 * Uses a data key for several messages, so that its keyring is asked less often. Saves calls to KMS; pays with data keys
 * that lie in memory and with what one of them could betray. A data key is used for `maxAgeSeconds`; it is wiped by the
 * next use of the cache after that, or by `clear`.
 *
 * Encryption takes a kept data key of the same algorithm suite and encryption context, decryption one of the same
 * encrypted data keys too. Suites without key derivation are never cached (each message needs a key of its own), nor are
 * streams that do not tell their length.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/data-key-caching.html}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function cachingMaterials(keys: KeySource, options: CachingOptions): CachingMaterials {
  const manager = materialsOf(keys);
  const { maxAgeSeconds, now = Date.now } = options;
  if (!(maxAgeSeconds > 0)) throw invalid('maxAgeSeconds', `${maxAgeSeconds}, expected more than 0`);
  const maxMessages = checkedCount('maxMessages', options.maxMessages ?? 2 ** 32, 2 ** 32);
  const maxBytes = checkedCount('maxBytes', options.maxBytes ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const capacity = checkedCount('capacity', options.capacity ?? 1000, Number.MAX_SAFE_INTEGER);
  const idKey = Promise.resolve(macKey('SHA-512', randomBytes(64)));
  // Told to whoever uses the cache.
  idKey.catch(() => {});
  /** As short as a hash, whatever a message brings along; nobody else can make two that are the same. */
  const idOf = async (parts: readonly Uint8Array[]): Promise<string> => toBase64(await mac(await idKey, concat(parts)));
  const encrypting = materialsStore<EncryptionMaterials>(maxAgeSeconds, capacity, now);
  const decrypting = materialsStore<DecryptionMaterials>(maxAgeSeconds, capacity, now);

  return Object.freeze<CachingMaterials>({
    async getEncryptionMaterials(request) {
      const { algorithmSuite, encryptionContext, plaintextLength: length } = request;
      if (!algorithmSuite.kdf || length === undefined || length > maxBytes)
        return await manager.getEncryptionMaterials(request);
      const id = await idOf([uint(algorithmSuite.id, 2), serialiseContext(encryptionContext)]);
      const kept = encrypting.get(id);
      if (kept && kept.messages < maxMessages && kept.bytes + length <= maxBytes) {
        kept.messages++;
        kept.bytes += length;
        return { ...kept.materials, dataKey: new Uint8Array(kept.dataKey) };
      }
      const { generation } = encrypting;
      const materials = await manager.getEncryptionMaterials(request);
      encrypting.set(id, materials, length, generation);
      return materials;
    },
    async getDecryptionMaterials(request) {
      const { algorithmSuite, encryptionContext, encryptedDataKeys, reproducedEncryptionContext } = request;
      if (!algorithmSuite.kdf) return await manager.getDecryptionMaterials(request);
      const keyParts = encryptedDataKeys.flatMap(({ keyProviderId, keyProviderInfo, ciphertext }) =>
        [utf8(keyProviderId), keyProviderInfo, ciphertext].flatMap((part) => sized('encryptedDataKeys', part)),
      );
      const contexts = [encryptionContext, reproducedEncryptionContext].flatMap((context) =>
        sized('encryptionContext', serialiseContext(context)),
      );
      const id = await idOf([uint(algorithmSuite.id, 2), ...contexts, ...keyParts]);
      const kept = decrypting.get(id);
      if (kept) return { ...kept.materials, dataKey: new Uint8Array(kept.dataKey) };
      const { generation } = decrypting;
      const materials = await manager.getDecryptionMaterials(request);
      decrypting.set(id, materials, 0, generation);
      return materials;
    },
    clear() {
      encrypting.clear();
      decrypting.clear();
    },
  });
}
