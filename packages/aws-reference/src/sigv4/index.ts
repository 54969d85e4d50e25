// The steps in the order of the algorithm.
export { amzDate, parseAmzDate } from './amz-date.ts';
export { type AuthorizationParts, authorizationHeader } from './authorization-header.ts';
export { type CanonicalHeaders, canonicalHeaders } from './canonical-headers.ts';
export { canonicalQueryString } from './canonical-query-string.ts';
export { type CanonicalRequestParts, canonicalRequest } from './canonical-request.ts';
export { canonicalUri } from './canonical-uri.ts';
export { credentialScope, type Scope } from './credential-scope.ts';
// What they speak of.
export { SigV4Error, type SigV4ErrorCode, type SigV4Step } from './error.ts';
export type { HeaderDecision, HeaderReason, SigningTrace, TracedKeys } from './explain.ts';
export { EMPTY_PAYLOAD_HASH, hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
export { type ExplainedUrl, MAX_EXPIRES_IN_SECONDS, type PresignOptions, presignUrl } from './presign-url.ts';
export type { Refusal, RefusalReason } from './refusal.ts';
// What is made of them.
export { type ExplainedRequest, type SignedRequest, signRequest } from './sign-request.ts';
export { signature } from './signature.ts';
export { type CallOptions, type CredentialsInput, createSigner, type Signer, type SignerOptions } from './signer.ts';
export { createSigningKeyCache, type SigningKeyCache, signingKey } from './signing-key.ts';
export type { SigningOptions } from './signing-options.ts';
export { ALGORITHM, type StringToSignParts, stringToSign } from './string-to-sign.ts';
export type { Credentials, HeadersInput, HttpRequest, PathRules, ScopeInput } from './types.ts';
export { uriEncode } from './uri-encode.ts';
export type { VerificationOptions } from './verification-rules.ts';
export { type Refused, type Verification, type Verified, type VerifyOptions, verifyRequest } from './verify-request.ts';
