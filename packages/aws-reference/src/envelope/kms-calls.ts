import { utf8 } from '../bytes/utf8.ts';
import type { KmsOperations } from '../kms/types.ts';
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
}

export function clientFor(client: KmsClients, id: string): KmsOperations | undefined {
  return typeof client === 'function' ? client(regionOf(id)) : client;
}

/** Refuses what names no key. */
export function checkedKeyId(field: string, id: string): string {
  if (typeof id !== 'string' || id === '') throw invalid(field, 'expected a key id, key ARN, alias name or alias ARN');
  return id;
}

/** GenerateDataKey, or Encrypt of a data key that is there already. */
export async function encryptWithKms(
  KeyId: string,
  { client, grantTokens: GrantTokens }: KmsCallOptions,
  { algorithmSuite: { keyLength }, encryptionContext: EncryptionContext, dataKey }: KeyringEncryptRequest,
): Promise<EncryptedWith> {
  const kms = clientFor(client, KeyId);
  if (!kms) throw keyringFailed(`there is no client for the Region of ${KeyId}`);
  const call = { KeyId, EncryptionContext, GrantTokens };
  try {
    const made = dataKey
      ? { Plaintext: dataKey, ...(await kms.encrypt({ ...call, Plaintext: dataKey })) }
      : await kms.generateDataKey({ ...call, NumberOfBytes: keyLength });
    if (made.Plaintext.length !== keyLength)
      throw new Error(`found ${made.Plaintext.length} bytes, expected ${keyLength}`);
    if (!parseKeyArn(made.KeyId)) throw new Error(`found KeyId ${made.KeyId}, expected a key ARN`);
    const keyProviderInfo = utf8(made.KeyId);
    const key = { keyProviderId: KMS, keyProviderInfo, ciphertext: made.CiphertextBlob };
    return { dataKey: made.Plaintext, encryptedDataKeys: [key] };
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
  { client, grantTokens: GrantTokens }: KmsCallOptions,
  { algorithmSuite: { keyLength }, encryptionContext: EncryptionContext, encryptedDataKeys }: KeyringDecryptRequest,
  keyFor: (arn: string) => string | undefined,
  causes: unknown[],
): Promise<Uint8Array | undefined> {
  for (const key of encryptedDataKeys) {
    const arn = kmsKeyArn(key);
    const KeyId = arn && keyFor(arn);
    const kms = KeyId && clientFor(client, KeyId);
    if (!kms) continue;
    try {
      const answer = await kms.decrypt({ CiphertextBlob: key.ciphertext, KeyId, EncryptionContext, GrantTokens });
      if (answer.KeyId !== KeyId) throw new Error(`found KeyId ${answer.KeyId}, expected ${KeyId}`);
      if (answer.Plaintext.length !== keyLength)
        throw new Error(`found a data key of another length, expected ${keyLength}`);
      return answer.Plaintext;
    } catch (cause) {
      causes.push(cause);
    }
  }
  return undefined;
}
