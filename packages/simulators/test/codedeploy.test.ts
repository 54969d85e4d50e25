import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchSize, deploymentStatus, type MinimumHealthyHosts, minimumHealthyHosts } from '../src/index.ts';

// The API reference gives both rows: nine instances, at once, and how many must take the revision.
test.each([
  [9, { type: 'HOST_COUNT', value: 6 }, 3, 6],
  [9, { type: 'FLEET_PERCENT', value: 40 }, 5, 4],
] as const)('%i instances, %j: %i at once, at least %i healthy', (instances, minimum, atOnce, healthy) => {
  expect(minimumHealthyHosts(instances, minimum)).toBe(healthy);
  expect(batchSize(instances, minimum)).toBe(atOnce);
  expect(deploymentStatus(instances, minimum, healthy)).toBe('Succeeded');
  expect(deploymentStatus(instances, minimum, healthy - 1)).toBe('Failed');
});

const instances = fc.integer({ min: 1, max: 10_000 });
const percent = fc.integer({ min: 0, max: 99 });
const byPercent = (value: number): MinimumHealthyHosts => ({ type: 'FLEET_PERCENT', value });
const byCount = (value: number): MinimumHealthyHosts => ({ type: 'HOST_COUNT', value });

test('a percentage is the least count that is not below it', () => {
  fc.assert(
    fc.property(instances, percent, (n, p) => {
      const minimum = minimumHealthyHosts(n, byPercent(p));
      expect(minimum * 100).toBeGreaterThanOrEqual(n * p);
      expect((minimum - 1) * 100).toBeLessThan(n * p);
    }),
  );
});

test('a percentage means the same as the count it is converted to', () => {
  fc.assert(
    fc.property(instances, percent, (n, p) => {
      expect(batchSize(n, byPercent(p))).toBe(batchSize(n, byCount(minimumHealthyHosts(n, byPercent(p)))));
    }),
  );
});

test('a batch never takes the fleet below its minimum, and one more would', () => {
  const fleet = fc.record({ n: instances, value: fc.nat(10_000), lost: fc.nat(10_000) });
  fc.assert(
    fc.property(fleet, ({ n, value, lost }) => {
      const healthy = Math.max(0, n - lost);
      const batch = batchSize(n, byCount(value), healthy);
      if (healthy >= value) expect(healthy - batch).toBe(value);
      else expect(batch).toBe(0);
    }),
  );
});

test('a larger minimum never allows a larger batch', () => {
  fc.assert(
    fc.property(instances, percent, (n, p) => {
      expect(batchSize(n, byPercent(p + 1))).toBeLessThanOrEqual(batchSize(n, byPercent(p)));
    }),
  );
});

test('with the whole fleet as minimum nothing may be deployed', () => {
  expect(batchSize(4, byCount(4))).toBe(0);
  expect(batchSize(1, byPercent(1))).toBe(0);
});
