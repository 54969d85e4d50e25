/** What can be wrong with a response. */
export type QuizErrorCode = 'wrong-kind' | 'wrong-type' | 'unknown-id' | 'repeated-id' | 'not-a-number';

/** A response that does not fit its question. Thrown for mistakes of the calling code, not for wrong answers. */
export class QuizError extends Error {
  override readonly name = 'QuizError';
  readonly code: QuizErrorCode;
  /** Path of the offending field, such as `response.chosen[1]`. */
  readonly field: string;
  readonly found: string;
  readonly expected: string;

  constructor(code: QuizErrorCode, field: string, found: string, expected: string) {
    super(`"${field}" expected ${expected}, found ${found}`);
    this.code = code;
    this.field = field;
    this.found = found;
    this.expected = expected;
  }
}
