import type { SigningKeyCache } from './signing-key.ts';
import type { Credentials, PathRules, ScopeInput } from './types.ts';

/** What every way of signing takes. */
export interface SigningOptions extends ScopeInput, PathRules {
  readonly credentials: Credentials;
  /** The moment of signing. Left out: now. */
  readonly date?: Date | undefined;
  /**
   * HashedPayload to sign instead of the body's hash: `UNSIGNED-PAYLOAD`, 64 hexadecimal digits of a body that is not
   * at hand, or a `STREAMING-…` constant. A header `x-amz-content-sha256` of the request means the same.
   */
  readonly payloadHash?: string | undefined;
  /** Send HashedPayload as `x-amz-content-sha256`. Left out: for S3, and whenever `payloadHash` is given. */
  readonly payloadHashHeader?: boolean | undefined;
  /** `appended`: the session token travels unsigned, as AWS IoT wants it. Left out: `signed`. */
  readonly sessionToken?: 'signed' | 'appended' | undefined;
  /** Names of headers to leave out of the signature. `host` and `x-amz-*` cannot be. */
  readonly unsignedHeaders?: readonly string[] | undefined;
  /** Names of headers to sign although they may change on the way: `user-agent`. */
  readonly signedHeaders?: readonly string[] | undefined;
  /** Keeps signing keys between calls. {@link createSigner} has one of its own. */
  readonly keys?: SigningKeyCache | undefined;
  /** Return every intermediate as `trace`. */
  readonly explain?: boolean | undefined;
  /** Show keys and session token in the trace. For published example credentials, never for real ones. */
  readonly reveal?: boolean | undefined;
}
