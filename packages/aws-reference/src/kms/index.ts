export { MAX_CIPHERTEXT_BYTES, MAX_PLAINTEXT_BYTES } from './byte-limits.ts';
export { createKmsClient, type KmsClientOptions } from './client.ts';
export { KmsError, type KmsErrorDetails } from './error.ts';
export { type AwsSdkAggregate, type AwsSdkClient, type AwsSdkCommands, fromAwsSdk } from './from-aws-sdk.ts';
export type { RetryOptions } from './retry.ts';
export type {
  DecryptInput,
  DecryptOutput,
  DescribeKeyInput,
  DescribeKeyOutput,
  EncryptInput,
  EncryptionContext,
  EncryptOutput,
  GenerateDataKeyInput,
  GenerateDataKeyOutput,
  GenerateDataKeyWithoutPlaintextOutput,
  KeyMetadata,
  KeyState,
  KmsCall,
  KmsClient,
  KmsOperations,
  KmsRequestOptions,
  ReEncryptInput,
  ReEncryptOutput,
} from './types.ts';
