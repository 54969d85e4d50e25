import type { EncryptInput, EncryptOutput } from '@notebank/aws-reference/kms';
import { encryptUnder } from '../ciphertext.ts';
import { findKey, keyArn } from '../key-id.ts';
import { checkUsable } from '../key-state.ts';
import {
  BOOLEAN,
  CONTEXT,
  type CryptoExtras,
  checkAlgorithm,
  checkDryRun,
  ENCRYPTION_ALGORITHM,
  GRANT_TOKENS,
  type Operation,
  PLAINTEXT,
  REQUIRED_KEY_ID,
  SYMMETRIC_DEFAULT,
} from './operation.ts';

export interface LocalEncryptInput extends EncryptInput, CryptoExtras {}

export interface LocalEncryptOutput extends EncryptOutput {
  readonly EncryptionAlgorithm: string;
}

export const encrypt: Operation<LocalEncryptInput, LocalEncryptOutput> = {
  members: {
    KeyId: REQUIRED_KEY_ID,
    Plaintext: PLAINTEXT,
    EncryptionContext: CONTEXT,
    GrantTokens: GRANT_TOKENS,
    EncryptionAlgorithm: ENCRYPTION_ALGORITHM,
    DryRun: BOOLEAN,
  },
  async run(service, { KeyId, Plaintext, EncryptionContext, EncryptionAlgorithm, DryRun }) {
    const key = findKey(service, KeyId, 'Encrypt');
    checkUsable(service, key);
    checkAlgorithm(EncryptionAlgorithm);
    checkDryRun(DryRun);
    const CiphertextBlob = await encryptUnder(key, Plaintext, EncryptionContext, service.random);
    return { CiphertextBlob, KeyId: keyArn(service, key.keyId), EncryptionAlgorithm: SYMMETRIC_DEFAULT };
  },
};
