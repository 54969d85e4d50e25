import { BankError } from '../errors.ts';

/** What keeps a bank from being exported, at its place. */
export interface ExportProblem {
  /** File of the bank, relative to its root. */
  readonly path: string;
  /** What is there, without "Unexpected". */
  readonly found: string;
  /** What should be there, without "expected". */
  readonly expected: string;
  /** How to mend it, as an instruction. */
  readonly mend: string;
}

/** Thrown by exporters, once, with everything that is wrong. Its code is `EXPORT`. */
export class ExportError extends BankError {
  override readonly name = 'ExportError';
  readonly problems: readonly ExportProblem[];

  constructor(problems: readonly ExportProblem[]) {
    super('EXPORT', problems.map(formatExportProblem).join('\n'));
    this.problems = problems;
  }
}

/** `path: Unexpected X, expected Y. How to mend it.` */
export function formatExportProblem({ path, found, expected, mend }: ExportProblem): string {
  return `${path}: Unexpected ${found}, expected ${expected}. ${mend}`;
}
