import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as entry from '../src/index.ts';
import { evaluate, type Param, SimulatorError, simulators } from '../src/index.ts';

test('the public API', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'SimulatorError',
    'batchSize',
    'deploymentStatus',
    'evaluate',
    'minimumHealthyHosts',
    'simulators',
  ]);
});

test('the names of simulators, which questions hold, do not change', () => {
  expect(Object.keys(simulators)).toEqual(['codedeploy-batch-size', 'codedeploy-minimum-healthy-hosts']);
});

const anyOf = (param: Param) =>
  param.type === 'integer' ? fc.integer({ min: param.min, max: param.max }) : fc.constantFrom(...param.values);

test.each(Object.entries(simulators))('%s gives one number for any values of its parameters', (name, simulator) => {
  const values = fc.record(
    Object.fromEntries(Object.entries(simulator.params).map(([key, param]) => [key, anyOf(param)])),
  ) as fc.Arbitrary<Record<string, number | string>>;
  fc.assert(
    fc.property(values, (params) => {
      const result = evaluate(name, params);
      expect(Number.isFinite(result)).toBe(true);
      expect(evaluate(name, { ...params })).toBe(result);
    }),
  );
});

test.each(Object.entries(simulators))('%s is plain data beside its function, and names its sources', (_, simulator) => {
  const { compute, ...data } = simulator;
  expect(typeof compute).toBe('function');
  expect(structuredClone(data)).toEqual(data);
  for (const source of simulator.sources) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  expect(simulator.sources.length).toBeGreaterThan(0);
});

const good = { instances: 9, type: 'HOST_COUNT', value: 6 };

test.each([
  [
    'unknown-simulator',
    'toString',
    good,
    '"toString" expected one of codedeploy-batch-size, codedeploy-minimum-healthy-hosts, got another name',
  ],
  [
    'unknown-param',
    'codedeploy-batch-size',
    { ...good, zone: 1 },
    '"zone" expected one of instances, type, value, got another parameter',
  ],
  [
    'missing-param',
    'codedeploy-batch-size',
    { instances: 9, value: 6 },
    '"type" expected one of HOST_COUNT, FLEET_PERCENT, got nothing',
  ],
  [
    'wrong-type',
    'codedeploy-batch-size',
    { ...good, instances: '9' },
    '"instances" expected a whole number from 1 to 10000, got "9"',
  ],
  [
    'out-of-range',
    'codedeploy-batch-size',
    { ...good, instances: 0 },
    '"instances" expected a whole number from 1 to 10000, got 0',
  ],
  [
    'out-of-range',
    'codedeploy-batch-size',
    { ...good, instances: 1.5 },
    '"instances" expected a whole number from 1 to 10000, got 1.5',
  ],
  [
    'wrong-type',
    'codedeploy-batch-size',
    { ...good, type: 1 },
    '"type" expected one of HOST_COUNT, FLEET_PERCENT, got 1',
  ],
  [
    'out-of-range',
    'codedeploy-batch-size',
    { ...good, type: 'host' },
    '"type" expected one of HOST_COUNT, FLEET_PERCENT, got "host"',
  ],
] as const)('%s of %s', (code, name, params, message) => {
  const call = () => evaluate(name, params as Record<string, number | string>);
  expect(call).toThrow(SimulatorError);
  expect(call).toThrow(expect.objectContaining({ code, message }));
});
