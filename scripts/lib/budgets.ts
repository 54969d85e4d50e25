import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';
import type { SiteSizes } from './site-sizes.ts';

/** A number that a size must not pass, and why it is this number. */
export interface Budget {
  readonly kB: number;
  readonly reason: string;
}

/** A budget beside what was measured. */
export interface BudgetFinding {
  readonly name: string;
  readonly kB: number;
  readonly page: string;
  readonly budget: number;
  readonly kept: boolean;
}

/** The budgets of `budgets.json`. @throws Error that names an entry without a number or a reason. */
export function readBudgets(): ReadonlyMap<string, Budget> {
  const entries = JSON.parse(readFileSync(join(root, 'budgets.json'), 'utf8')) as Record<string, unknown>;
  const budgets = new Map<string, Budget>();
  for (const [name, entry] of Object.entries(entries)) {
    if (name === '//') continue;
    const { kB, reason } = entry as Partial<Budget>;
    if (typeof kB !== 'number' || typeof reason !== 'string' || reason === '') {
      throw new Error(`budgets.json: "${name}" expected {"kB": number, "reason": text}`);
    }
    budgets.set(name, { kB, reason });
  }
  return budgets;
}

/**
 * Holds sizes against budgets.
 *
 * @throws Error when one side has a name that the other lacks, because a budget that measures nothing is always kept.
 */
export function compareBudgets(sizes: SiteSizes, budgets: ReadonlyMap<string, Budget>): BudgetFinding[] {
  const unmatched = [...new Set([...Object.keys(sizes), ...budgets.keys()])].filter(
    (name) => !(name in sizes && budgets.has(name)),
  );
  if (unmatched.length > 0)
    throw new Error(`budgets.json: expected the names that are measured, differs in ${unmatched.join(', ')}`);
  return Object.entries(sizes).map(([name, { kB, page }]) => {
    const budget = budgets.get(name)?.kB ?? 0;
    return { name, kB, page, budget, kept: kB > 0 && kB <= budget };
  });
}
