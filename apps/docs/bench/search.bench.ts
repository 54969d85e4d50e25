import { join } from 'node:path';
import type { BenchResult, Figure } from '../../../scripts/lib/bench.ts';
import { evaluate } from '../search/evaluate.ts';

const DIST = join(import.meta.dirname, '../dist');

/** What the frozen queries must reach on the test split, per class and all together. */
const FLOOR = { class: 0.7, all: 0.8 };

/** Relevance of the built site's search on the test split, beside Pagefind alone over the same index. */
export async function run(): Promise<BenchResult> {
  const { rows } = await evaluate(DIST, ['test']);
  const figures = rows
    .filter(({ system }) => system !== 'pagefind-grouped')
    .flatMap((row): Figure[] => {
      const name = `${row.system}, ${row.class}`;
      const floor = row.system === 'notebank' ? { floor: row.class === 'all' ? FLOOR.all : FLOOR.class } : {};
      const mrr: Figure = { name: `MRR@10: ${name}`, value: row.mrr10, unit: 'ratio', ...floor };
      if (row.class !== 'all') return [mrr];
      return [
        mrr,
        { name: `Success@1: ${name}`, value: row.success1, unit: 'ratio' },
        { name: `Success@5: ${name}`, value: row.success5, unit: 'ratio' },
        { name: `queries without a result: ${name}`, value: row.zero, unit: 'count' },
        { name: `p95: ${name}`, value: row.p95, unit: 'ms' },
      ];
    });
  return { name: 'Search, frozen queries, test split', figures, peers: ['pagefind 1.6.0, same index'] };
}
