import { codedeployBatchSize, codedeployMinimumHealthyHosts } from './codedeploy.ts';
import { checkParams, type ParamValues, type Simulator, SimulatorError } from './simulator.ts';

export {
  batchSize,
  deploymentStatus,
  type MinimumHealthyHosts,
  type MinimumHealthyHostsType,
  minimumHealthyHosts,
} from './codedeploy.ts';
export {
  type ChoiceParam,
  type IntegerParam,
  type Param,
  type ParamValue,
  type ParamValues,
  type Simulator,
  SimulatorError,
  type SimulatorErrorCode,
} from './simulator.ts';

/** Simulators by the name that `compute.simulator` of a numeric question gives. */
export const simulators: Readonly<Record<string, Simulator>> = Object.freeze({
  'codedeploy-batch-size': codedeployBatchSize,
  'codedeploy-minimum-healthy-hosts': codedeployMinimumHealthyHosts,
});

/**
 * The number that a simulator gives for values of its parameters.
 *
 * @param name - A key of {@link simulators}.
 * @param values - One for every parameter, no other.
 * @throws {@link SimulatorError} when the name is unknown or a value is missing, unknown, of another type or out of range.
 * @example
 * ```ts
 * evaluate('codedeploy-batch-size', { instances: 9, type: 'FLEET_PERCENT', value: 40 }); // 5
 * ```
 */
export function evaluate(name: string, values: ParamValues): number {
  const simulator = Object.hasOwn(simulators, name) ? simulators[name] : undefined;
  if (simulator === undefined) {
    throw new SimulatorError('unknown-simulator', name, `one of ${Object.keys(simulators).join(', ')}`, 'another name');
  }
  checkParams(simulator.params, values);
  return simulator.compute(values);
}
