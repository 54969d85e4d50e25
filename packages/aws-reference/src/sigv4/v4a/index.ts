// The steps in the order of the algorithm.
export { ALGORITHM } from './algorithm.ts';
export { credentialScope, type Scope } from './credential-scope.ts';
export {
  createKeyPairCache,
  deriveSigningKeyPair,
  importPublicKey,
  type KeyPairCache,
  type PublicKey,
  type SigningKeyPair,
  type VerificationKey,
} from './key-pair.ts';
export type { SigningOptions } from './options.ts';
// What is made of them.
export { type PresignOptions, presignUrl } from './presign-url.ts';
export { keyDerivationInput, privateKeyBytes } from './private-key.ts';
export { type RegionSet, regionSet, regionSetHolds } from './region-set.ts';
export { signRequest } from './sign-request.ts';
export { PADDED_SIGNATURE_LENGTH, padSignature, signature, unpadSignature, verifySignature } from './signature.ts';
export { type KeySource, type PublicCredentials, type VerifyOptions, verifyRequest } from './verify-request.ts';
