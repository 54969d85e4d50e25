import { join } from 'node:path';
import { type Bank, readBank } from '@notebank/question-bank';
import { APP, readPlace } from './place.ts';

/** What was parsed before, by content hash. */
const CACHE = join(APP, 'node_modules/.cache/notebank/bank.json');

/** Bumped by the development server when a file of the bank changes. See `integrations/reload.ts`. */
const GENERATION = Symbol.for('notebank.bank.generation');

interface Memo {
  readonly generation: number;
  readonly bank: Promise<Bank>;
}

let memo: Memo | undefined;

/**
 * The bank, read once per build. In development it is read again after a file of it has changed.
 *
 * @throws BankError when a file of the bank breaks a rule: its message is the report.
 */
export function getBank(): Promise<Bank> {
  const generation = (globalThis as { [GENERATION]?: number })[GENERATION] ?? 0;
  if (memo === undefined || memo.generation !== generation) {
    memo = { generation, bank: readBank(readPlace().root, { cache: CACHE }) };
  }
  return memo.bank;
}

/** Tells {@link getBank} that what it holds is out of date. */
export function outdateBank(): void {
  const scope = globalThis as { [GENERATION]?: number };
  scope[GENERATION] = (scope[GENERATION] ?? 0) + 1;
}
