import type { DecryptInput, DecryptOutput, EncryptionContext } from '@notebank/aws-reference/kms';
import type { Bytes } from '../bytes.ts';
import { decryptUnder, type ParsedCiphertext, parseCiphertext } from '../ciphertext.ts';
import { Fault } from '../fault.ts';
import { findKey, keyArn } from '../key-id.ts';
import { checkUsable } from '../key-state.ts';
import type { Service } from '../service.ts';
import type { KeyRecord } from '../state.ts';
import {
  BOOLEAN,
  CIPHERTEXT,
  CONTEXT,
  type CryptoExtras,
  checkAlgorithm,
  checkDryRun,
  ENCRYPTION_ALGORITHM,
  GRANT_TOKENS,
  KEY_ID,
  type Operation,
  SYMMETRIC_DEFAULT,
} from './operation.ts';

/** A ciphertext together with its key. */
export interface Source {
  readonly key: KeyRecord;
  readonly parsed: ParsedCiphertext;
}

/**
 * The key that a ciphertext names, which must be the given one when one is given.
 *
 * @throws {@link Fault} `InvalidCiphertextException` for what KMS never wrote, `IncorrectKeyException` for another key,
 *   `AccessDeniedException` for a key that is not here: KMS does not tell whether it exists elsewhere.
 */
export function sourceKey(service: Service, blob: Uint8Array, given: string | undefined, operation: string): Source {
  const wanted = given === undefined ? undefined : findKey(service, given, operation);
  const parsed = parseCiphertext(blob);
  if (parsed === undefined) throw new Fault('InvalidCiphertextException');
  if (wanted !== undefined && wanted.keyId !== parsed.keyId) {
    throw new Fault(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  const key = service.state.keys.get(parsed.keyId);
  if (key !== undefined) return { key, parsed };
  throw new Fault(
    'AccessDeniedException',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  );
}

/** @throws {@link Fault} `InvalidCiphertextException`, without a word about what is wrong. */
export async function plaintextOf({ key, parsed }: Source, context: EncryptionContext | undefined): Promise<Bytes> {
  const plaintext = await decryptUnder(key, parsed, context);
  if (plaintext === undefined) throw new Fault('InvalidCiphertextException');
  return plaintext;
}

export interface LocalDecryptInput extends DecryptInput, CryptoExtras {}

export interface LocalDecryptOutput extends DecryptOutput {
  readonly EncryptionAlgorithm: string;
  readonly KeyMaterialId: string;
}

export const decrypt: Operation<LocalDecryptInput, LocalDecryptOutput> = {
  members: {
    CiphertextBlob: CIPHERTEXT,
    KeyId: KEY_ID,
    EncryptionContext: CONTEXT,
    GrantTokens: GRANT_TOKENS,
    EncryptionAlgorithm: ENCRYPTION_ALGORITHM,
    DryRun: BOOLEAN,
  },
  async run(service, { CiphertextBlob, KeyId, EncryptionContext, EncryptionAlgorithm, DryRun }) {
    const source = sourceKey(service, CiphertextBlob, KeyId, 'Decrypt');
    checkUsable(service, source.key);
    checkAlgorithm(EncryptionAlgorithm);
    const Plaintext = await plaintextOf(source, EncryptionContext);
    checkDryRun(DryRun);
    return {
      KeyId: keyArn(service, source.key.keyId),
      Plaintext,
      EncryptionAlgorithm: SYMMETRIC_DEFAULT,
      KeyMaterialId: source.parsed.materialId,
    };
  },
};
