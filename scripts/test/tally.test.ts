import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, nothing, tallyLine, tallyStates, tallyVitest, type VitestReport } from '../lib/tally.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((value) => ({ status: value })),
});
const report = (success: boolean, ...testResults: VitestReport['testResults']): VitestReport => ({
  success,
  testResults,
});

test('counts tests by their status, and everything neither passed nor failed as skipped', () => {
  const run = report(false, file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo', 'pending'));
  expect(tallyVitest(run)).toEqual({ passed: 2, failed: 1, skipped: 3 });
});

test('a file that could not be loaded is one failure', () => {
  expect(tallyVitest(report(false, file('failed'), file('passed', 'passed')))).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test('a run that failed without a failed test is one failure', () => {
  expect(tallyVitest(report(false, file('passed', 'passed')))).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run without a report is one failure', () => {
  expect(tallyVitest(undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('states are counted and sums keep every number', () => {
  const states = fc.array(fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const));
  fc.assert(
    fc.property(states, states, (first, second) => {
      expect(add(tallyStates(first), tallyStates(second))).toEqual(tallyStates([...first, ...second]));
      expect(add(tallyStates(first), nothing)).toEqual(tallyStates(first));
    }),
  );
});

test('the last line', () => {
  expect(tallyLine({ passed: 12, failed: 0, skipped: 3 })).toBe('12 passed, 0 failed, 3 skipped');
});
