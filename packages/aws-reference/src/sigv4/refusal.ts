/**
 * Why a request was refused:
 *
 * - `MissingSignature`: neither `Authorization` header nor `X-Amz-Signature`.
 * - `Malformed`: the request or what belongs to its signature cannot be read, or stands there twice.
 * - `UnsupportedAlgorithm`: another algorithm than the one that is verified.
 * - `WrongScope`: date, Region, service or terminator of the credential scope.
 * - `Skewed`: signed too far from now. `Expired`, `NotYetValid`: outside the life of a presigned URL.
 * - `HeadersNotSigned`: `host`, an `x-amz-*` header or a required one is not in SignedHeaders.
 * - `PayloadMismatch`: the body is not the one whose hash was signed.
 * - `UnsignedPayload`, `StreamingPayload`: the body is not covered, and the verifier did not allow that.
 * - `UnknownKey`: no credentials for the access key id. `InvalidToken`: not the session token of these credentials.
 *   `ExpiredToken`: the credentials are over.
 * - `SignatureMismatch`: everything could be read and the signature is another one.
 */
export type RefusalReason =
  | 'MissingSignature'
  | 'Malformed'
  | 'UnsupportedAlgorithm'
  | 'WrongScope'
  | 'Skewed'
  | 'Expired'
  | 'NotYetValid'
  | 'HeadersNotSigned'
  | 'PayloadMismatch'
  | 'UnsignedPayload'
  | 'StreamingPayload'
  | 'UnknownKey'
  | 'InvalidToken'
  | 'ExpiredToken'
  | 'SignatureMismatch';

/** A refusal, for the verifier's own eyes: told to the sender, it helps whoever tries keys. Plain data, no secret. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** What it is about: a header or parameter, or the names of those that are not signed, with commas. */
  readonly field?: string;
  /** `Skewed`, `NotYetValid`: age of the signature, negative when it lies ahead. `Expired`: time since the end. */
  readonly seconds?: number;
}
