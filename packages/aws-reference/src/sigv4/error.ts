/**
 * What went wrong, stable across versions:
 *
 * - `MissingValue`: region, service, host, credentials or another needed value is absent or empty.
 * - `InvalidValue`: a value is there and cannot be used: its field is named.
 * - `InvalidText`: a lone surrogate or a control character, which no request can carry.
 * - `InvalidDate`: no valid moment.
 * - `AlreadySigned`: the request has the header or query parameters of a signature.
 * - `CredentialsExpired`: the credentials ended before the moment of signing.
 * - `CredentialsUnavailable`: the provider of credentials failed; its error is the `cause`.
 */
export type SigV4ErrorCode =
  | 'MissingValue'
  | 'InvalidValue'
  | 'InvalidText'
  | 'InvalidDate'
  | 'AlreadySigned'
  | 'CredentialsExpired'
  | 'CredentialsUnavailable';

/** The step at which it went wrong, in the order of the algorithm. */
export type SigV4Step =
  | 'credentials'
  | 'request'
  | 'canonical-request'
  | 'string-to-sign'
  | 'signing-key'
  | 'signature'
  | 'verification';

/** The one error of the signer. Its message says what was found, what was expected and how to mend it; never a secret. */
export class SigV4Error extends Error {
  declare readonly name: 'SigV4Error';
  declare readonly code: SigV4ErrorCode;
  declare readonly step: SigV4Step;
  /** What the caller has to mend: `region`, `headers.host`, `credentials.secretAccessKey`. */
  declare readonly field: string;

  constructor(code: SigV4ErrorCode, step: SigV4Step, field: string, message: string, options?: ErrorOptions) {
    super(`${field}: ${message}`, options);
    Object.assign(this, { name: 'SigV4Error', code, step, field });
  }
}
