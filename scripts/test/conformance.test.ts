import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { inconsistencies } from '../lib/conformance.ts';
import { VECTOR_SETS } from '../lib/vector-sets.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';

test('results that cannot be true are told', () => {
  const result = { suite: 'a', cases: 3, passed: 1, failed: 1, skipped: 1 };
  expect(inconsistencies([result, { ...result, suite: 'b' }])).toEqual([]);
  expect(inconsistencies([{ ...result, cases: 4 }, result])).toEqual([
    'a: 1 passed, 1 failed and 1 skipped, expected 4 cases in all',
    'a: reported twice, expected one result a suite',
  ]);
});

test.skipIf(vectors === '').each(VECTOR_SETS)('vectors: $folder is present', ({ folder }) => {
  expect(existsSync(join(vectors, folder))).toBe(true);
});
