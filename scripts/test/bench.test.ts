import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatResult, holds, interleave, measure, median } from '../lib/bench.ts';

test('the median lies in the middle, whatever the order', () => {
  const samples = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(samples, (values) => {
      const middle = median(values);
      const below = values.filter((value) => value <= middle).length;
      const above = values.filter((value) => value >= middle).length;
      expect(Math.min(below, above)).toBeGreaterThanOrEqual(values.length / 2);
    }),
  );
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('"samples" expected at least one, got none');
});

test('contenders take turns, every other round in reverse', async () => {
  const order: string[] = [];
  const contender = (name: string) => () => {
    order.push(name);
  };
  const samples = await interleave({ a: contender('a'), b: contender('b') }, 3);
  expect(order.join('')).toBe('abbaab');
  expect([samples.a.length, samples.b.length]).toEqual([3, 3]);
});

test('the memory of a child process and its exit code are measured', async () => {
  const hold = 'const b = Buffer.alloc(200 * 2 ** 20, 1); console.log(b.length); process.exit(3)';
  const big = await measure(process.execPath, ['-e', hold]);
  const small = await measure(process.execPath, ['-e', '']);
  expect(big).toMatchObject({ code: 3, output: '209715200\n' });
  expect(big.peakMiB - small.peakMiB).toBeGreaterThan(150);
  expect(big.peakMiB - small.peakMiB).toBeLessThan(400);
});

test('figures are held against their limits', () => {
  const figure = { name: 'load', value: 1.5, unit: 'ratio' } as const;
  expect([holds(figure), holds({ ...figure, limit: 1.5 }), holds({ ...figure, limit: 1.4 })]).toEqual([
    true,
    true,
    false,
  ]);
  expect([holds({ ...figure, floor: 1.5 }), holds({ ...figure, floor: 1.6 })]).toEqual([true, false]);
});

test('a result names its figures, its limits and its peers', () => {
  const result = {
    name: 'Load',
    figures: [
      { name: 'cold', value: 1.234, unit: 'ratio', limit: 1.2 },
      { name: 'peak', value: 512.34, unit: 'MiB', limit: 600 },
      { name: 'files', value: 10_000, unit: 'count' },
    ],
    peers: ['remark-parse 11.0.0'],
  } as const;
  expect(formatResult(result, { quick: false })).toBe(
    'Load\n✗ cold: 1.23 (at most 1.2)\n  peak: 512.3 MiB (at most 600)\n  files: 10000\n  beside remark-parse 11.0.0',
  );
  expect(formatResult(result, { quick: true })).not.toContain('✗');
});
