/** Codes of {@link BankError}. */
export type BankErrorCode = 'NO_BANK' | 'INVALID_BANK' | 'EXPORT' | 'USAGE' | 'EXISTS';

/** What this package throws. Problems of content are data and are not thrown. */
export class BankError extends Error {
  override readonly name: string = 'BankError';
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
