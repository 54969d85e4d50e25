import type { ReEncryptInput, ReEncryptOutput } from '@notebank/aws-reference/kms';
import { encryptUnder } from '../ciphertext.ts';
import { findKey, keyArn } from '../key-id.ts';
import { checkUsable } from '../key-state.ts';
import { plaintextOf, sourceKey } from './decrypt.ts';
import {
  BOOLEAN,
  CIPHERTEXT,
  CONTEXT,
  checkAlgorithm,
  checkDryRun,
  ENCRYPTION_ALGORITHM,
  GRANT_TOKENS,
  KEY_ID,
  type Operation,
  REQUIRED_KEY_ID,
  SYMMETRIC_DEFAULT,
} from './operation.ts';

export interface LocalReEncryptInput extends ReEncryptInput {
  readonly SourceEncryptionAlgorithm?: string | undefined;
  readonly DestinationEncryptionAlgorithm?: string | undefined;
  readonly DryRun?: boolean | undefined;
}

export interface LocalReEncryptOutput extends ReEncryptOutput {
  readonly SourceEncryptionAlgorithm: string;
  readonly DestinationEncryptionAlgorithm: string;
  readonly SourceKeyMaterialId: string;
  readonly DestinationKeyMaterialId: string;
}

/** Decrypts and encrypts inside KMS: the plaintext never leaves it. */
export const reEncrypt: Operation<LocalReEncryptInput, LocalReEncryptOutput> = {
  members: {
    CiphertextBlob: CIPHERTEXT,
    SourceKeyId: KEY_ID,
    SourceEncryptionContext: CONTEXT,
    SourceEncryptionAlgorithm: ENCRYPTION_ALGORITHM,
    DestinationKeyId: REQUIRED_KEY_ID,
    DestinationEncryptionContext: CONTEXT,
    DestinationEncryptionAlgorithm: ENCRYPTION_ALGORITHM,
    GrantTokens: GRANT_TOKENS,
    DryRun: BOOLEAN,
  },
  async run(service, input) {
    const source = sourceKey(service, input.CiphertextBlob, input.SourceKeyId, 'ReEncryptFrom');
    const key = findKey(service, input.DestinationKeyId, 'ReEncryptTo');
    checkUsable(service, source.key);
    checkUsable(service, key);
    checkAlgorithm(input.SourceEncryptionAlgorithm);
    checkAlgorithm(input.DestinationEncryptionAlgorithm);
    const plaintext = await plaintextOf(source, input.SourceEncryptionContext);
    checkDryRun(input.DryRun);
    const CiphertextBlob = await encryptUnder(key, plaintext, input.DestinationEncryptionContext, service.random);
    plaintext.fill(0);
    return {
      CiphertextBlob,
      SourceKeyId: keyArn(service, source.key.keyId),
      KeyId: keyArn(service, key.keyId),
      SourceEncryptionAlgorithm: SYMMETRIC_DEFAULT,
      DestinationEncryptionAlgorithm: SYMMETRIC_DEFAULT,
      SourceKeyMaterialId: source.parsed.materialId,
      DestinationKeyMaterialId: key.materials.at(-1)?.id ?? '',
    };
  },
};
