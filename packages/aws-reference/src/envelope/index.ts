export type { EncryptionContext } from '../kms/types.ts';
export type { RsaPadding } from '../primitives/cipher-types.ts';
export { UnsupportedError } from '../primitives/unsupported.ts';
export { ALGORITHM_SUITES, type AlgorithmSuite, type AlgorithmSuiteId } from './algorithm-suite.ts';
export { type CachingMaterials, type CachingOptions, cachingMaterials } from './caching-materials.ts';
export type { CommitmentPolicy } from './commitment-policy.ts';
export { type Decrypted, decrypt } from './decrypt.ts';
export {
  type AuthenticHeader,
  type DecryptStream,
  type DecryptStreamOptions,
  decryptStream,
} from './decrypt-stream.ts';
export { encrypt } from './encrypt.ts';
export { type EncryptStreamOptions, encryptStream } from './encrypt-stream.ts';
export { serialiseContext } from './encryption-context.ts';
export { DecryptError, EnvelopeError, type EnvelopeErrorCode } from './error.ts';
export { type InspectedField, type InspectedFrame, type Inspection, inspect } from './inspect.ts';
export type { EncryptedWith, Keyring, KeyringDecryptRequest, KeyringEncryptRequest } from './keyring.ts';
export type { KmsCallOptions, KmsClients } from './kms-calls.ts';
export {
  type DiscoveryFilter,
  type KmsDiscoveryOptions,
  type KmsKeyringOptions,
  kmsDiscoveryKeyring,
  kmsKeyring,
  kmsMultiRegionKeyring,
} from './kms-keyring.ts';
export type { EnvelopeOptions, StreamOptions } from './limits.ts';
export {
  type DecryptionMaterials,
  type DecryptionRequest,
  defaultMaterials,
  type EncryptionMaterials,
  type EncryptionRequest,
  type KeySource,
  type MaterialsManager,
} from './materials.ts';
export type { EncryptedDataKey, MessageHeader } from './message-header.ts';
export { type MultiKeyringOptions, multiKeyring } from './multi-keyring.ts';
export type { DecryptOptions } from './open-message.ts';
export { type RawAesOptions, rawAesKeyring } from './raw-aes.ts';
export { type RawRsaOptions, rawRsaKeyring } from './raw-rsa.ts';
export { requiredContextMaterials } from './required-context.ts';
export type { EncryptOptions } from './start-message.ts';
