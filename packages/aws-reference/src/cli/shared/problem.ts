/** Exit code of what was refused or diagnosed. */
export const REFUSED = 1;
/** Exit code of wrong arguments or input. */
export const USAGE = 2;

/** Arguments or input that cannot be used: where, what was found, what was expected, how to mend it. Never a secret. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(place: string, found: string, expected: string, mend = '') {
    super(`${place}: ${found}, expected ${expected}.${mend === '' ? '' : ` ${mend}`}`);
  }
}
