import { utf8 } from '../bytes/utf8.ts';
import type { EncryptOutput, KmsOperations } from '../kms/types.ts';
import { invalid } from './error.ts';
import { parseKeyArn, regionOf } from './key-arn.ts';
import {
  type EncryptedWith,
  type KeyringDecryptRequest,
  type KeyringEncryptRequest,
  keyringFailed,
} from './keyring.ts';
import type { EncryptedDataKey } from './message-header.ts';

/** `keyProviderId` of KMS. */
export const KMS = 'aws-kms';

/** A client for all keys, or one for each Region; `undefined` for a Region that is not to be called. */
export type KmsClients = KmsOperations | ((region: string | undefined) => KmsOperations | undefined);

export interface KmsCallOptions {
  readonly client: KmsClients;
  /** Sent with each call. */
  readonly grantTokens?: readonly string[] | undefined;
  /** Ends the call that is under way, and all later ones; what they were for fails with the signal's reason as its cause. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws {@link EnvelopeError} `KeyringFailed` when no client can be had: an ARN may name any Region. */
function clientFor(client: KmsClients, id: string): KmsOperations | undefined {
  try {
    return typeof client === 'function' ? client(regionOf(id)) : client;
  } catch (cause) {
    throw keyringFailed(noClient(id), cause);
  }
}

const noClient = (id: string): string => `there is no client for the Region of ${id}`;

/** Refuses what names no key. */
export function checkedKeyId(field: string, id: string): string {
  if (typeof id !== 'string' || id === '') throw invalid(field, 'expected a key id, key ARN, alias name or alias ARN');
  return id;
}

/**
 * What `use` makes of the plaintext of an answer.
 *
 * @throws what `use` throws, and for what is no data key of the suite; the plaintext is wiped then.
 */
function usingDataKey<T>(plaintext: Uint8Array, keyLength: number, use: (dataKey: Uint8Array) => T): T {
  if (!ArrayBuffer.isView(plaintext)) throw new Error('found a data key that is no Uint8Array');
  try {
    if (plaintext.length !== keyLength) throw new Error(`found a data key of another length, expected ${keyLength}`);
    return use(plaintext);
  } catch (error) {
    plaintext.fill(0);
    throw error;
  }
}

function encryptedDataKey({ KeyId, CiphertextBlob: ciphertext }: EncryptOutput): EncryptedDataKey {
  if (!parseKeyArn(KeyId)) throw new Error(`found KeyId ${KeyId}, expected a key ARN`);
  return { keyProviderId: KMS, keyProviderInfo: utf8(KeyId), ciphertext };
}

/** GenerateDataKey, or Encrypt of a data key that is there already. */
export async function encryptWithKms(
  KeyId: string,
  { client, grantTokens: GrantTokens, signal }: KmsCallOptions,
  { algorithmSuite: { keyLength }, encryptionContext: EncryptionContext, dataKey }: KeyringEncryptRequest,
): Promise<EncryptedWith> {
  const kms = clientFor(client, KeyId);
  if (!kms) throw keyringFailed(noClient(KeyId));
  const call = { KeyId, EncryptionContext, GrantTokens };
  try {
    signal?.throwIfAborted();
    if (dataKey) {
      const answer = await kms.encrypt({ ...call, Plaintext: dataKey }, { signal });
      return { dataKey, encryptedDataKeys: [encryptedDataKey(answer)] };
    }
    const answer = await kms.generateDataKey({ ...call, NumberOfBytes: keyLength }, { signal });
    return usingDataKey(answer.Plaintext, keyLength, (made) => ({
      dataKey: made,
      encryptedDataKeys: [encryptedDataKey(answer)],
    }));
  } catch (cause) {
    throw keyringFailed(`KMS key ${KeyId} ${dataKey ? 'encrypted' : 'made'} no data key`, cause);
  }
}

/** ARN of the KMS key of an encrypted data key; `undefined` when it is not one of KMS. */
export function kmsKeyArn({ keyProviderId, keyProviderInfo }: EncryptedDataKey): string | undefined {
  if (keyProviderId !== KMS) return undefined;
  const arn = new TextDecoder().decode(keyProviderInfo);
  return parseKeyArn(arn) && arn;
}

/**
 * Asks KMS for each encrypted data key until one is decrypted. What KMS answers goes to `causes`.
 *
 * @param keyFor - Key ARN to ask with, for the one that the message names; `undefined`: it is not ours.
 */
export async function decryptWithKms(
  { client, grantTokens: GrantTokens, signal }: KmsCallOptions,
  { algorithmSuite: { keyLength }, encryptionContext: EncryptionContext, encryptedDataKeys }: KeyringDecryptRequest,
  keyFor: (arn: string) => string | undefined,
  causes: unknown[],
): Promise<Uint8Array | undefined> {
  for (const key of encryptedDataKeys) {
    const arn = kmsKeyArn(key);
    const KeyId = arn && keyFor(arn);
    if (!KeyId) continue;
    try {
      signal?.throwIfAborted();
      const call = { CiphertextBlob: key.ciphertext, KeyId, EncryptionContext, GrantTokens };
      const answer = await clientFor(client, KeyId)?.decrypt(call, { signal });
      if (!answer) continue;
      return usingDataKey(answer.Plaintext, keyLength, (dataKey) => {
        if (answer.KeyId !== KeyId) throw new Error(`found KeyId ${answer.KeyId}, expected ${KeyId}`);
        return dataKey;
      });
    } catch (cause) {
      causes.push(cause);
      if (signal?.aborted) break;
    }
  }
  return undefined;
}
