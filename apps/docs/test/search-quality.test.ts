import { describe, expect, it } from 'vitest';
import { evaluate, isBuilt, type Row } from '../search/evaluate.ts';
import { DIST } from './e2e/support/site.ts';

describe.runIf(isBuilt(DIST))('search over the built site', () => {
  it('finds the expected page: MRR@10 of each class >= 0.70, of all >= 0.80, on the test split', {
    timeout: 120_000,
  }, async () => {
    const { rows } = await evaluate(DIST, ['test']);
    const ours = rows.filter(({ system }) => system === 'notebank');
    const missed = ours.filter((row) => row.mrr10 < (row.class === 'all' ? 0.8 : 0.7)).map(describeRow);
    expect(missed).toEqual([]);
    expect(ours.map((row) => row.class)).toHaveLength(7);
    expect(ours.at(-1)?.zero).toBe(0);
    // Should Pagefind alone become as good, this search could go.
    const plain = rows.find((row) => row.system === 'pagefind' && row.class === 'all');
    expect(ours.at(-1)?.mrr10).toBeGreaterThan(plain?.mrr10 ?? 1);
  });
});

function describeRow(row: Row): string {
  return `${row.class}: MRR@10 ${row.mrr10.toFixed(3)} over ${row.queries} queries`;
}
