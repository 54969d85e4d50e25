/** Codes of {@link BankError}. */
export type BankErrorCode = 'NO_BANK' | 'INVALID_BANK' | 'USAGE' | 'STALE_LOCK' | 'MISSING_MEDIA' | 'EXISTS' | 'NOT_FOUND';

/** The one error class of this package. */
export class BankError extends Error {
  override readonly name = 'BankError';
  readonly code: BankErrorCode;

  /**
   * @param code - Stable: programs may branch on it.
   * @param message - Place, what was found, what was expected, how to mend it.
   */
  constructor(code: BankErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
