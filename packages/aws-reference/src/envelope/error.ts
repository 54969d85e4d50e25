/**
 * What went wrong, stable across versions:
 *
 * - `Malformed`: the message breaks the format; `offset` tells where.
 * - `Truncated`: the message ends too early; `offset` is where the missing field begins.
 * - `TrailingBytes`: bytes follow the message; `offset` is the first of them.
 * - `InvalidValue`: an option cannot be used; `field` names it.
 * - `ReservedKey`: an encryption context of the caller holds a key that begins with `aws-crypto-`.
 * - `CommitmentPolicy`: the policy does not allow the algorithm suite.
 * - `SignedMessage`: `decryptUnsignedOnly` met a message with a signature.
 * - `LimitExceeded`: the option that `field` names forbids so much.
 * - `KeyringFailed`: no data key could be made or encrypted; the `cause` tells why.
 * - `DecryptionFailed`: see {@link DecryptError}.
 */
export type EnvelopeErrorCode =
  | 'Malformed'
  | 'Truncated'
  | 'TrailingBytes'
  | 'InvalidValue'
  | 'ReservedKey'
  | 'CommitmentPolicy'
  | 'SignedMessage'
  | 'LimitExceeded'
  | 'KeyringFailed'
  | 'DecryptionFailed';

/** The error of this entry. Its message says what was found and what was expected; never a secret. */
export class EnvelopeError extends Error {
  override readonly name: string = 'EnvelopeError';
  readonly code: EnvelopeErrorCode;
  /** An option of the caller, or a field of the message. */
  readonly field: string;
  /** Where in the message, in bytes from its beginning. */
  readonly offset: number | undefined;

  constructor(
    code: EnvelopeErrorCode,
    field: string,
    message: string,
    { offset, ...options }: ErrorOptions & { offset?: number } = {},
  ) {
    super(`${field}${offset === undefined ? '' : ` at byte ${offset}`}: ${message}`, options);
    this.code = code;
    this.field = field;
    this.offset = offset;
  }
}

/**
 * A message that cannot be decrypted. Wrong key, wrong encryption context, changed message: one error with one message,
 * because whoever forges messages must not learn how far they came. What KMS answered is in `cause`.
 */
export class DecryptError extends EnvelopeError {
  override readonly name = 'DecryptError';

  constructor(options?: ErrorOptions) {
    super('DecryptionFailed', 'message', 'cannot be decrypted with these keys and this encryption context', options);
  }
}

/** Refuses an option. */
export function invalid(field: string, message: string): EnvelopeError {
  return new EnvelopeError('InvalidValue', field, message);
}

/** Refuses an amount; `field` is the option that allows more. */
export function tooMuch(field: string, message: string): EnvelopeError {
  return new EnvelopeError('LimitExceeded', field, message);
}
