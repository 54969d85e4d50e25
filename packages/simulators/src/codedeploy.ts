import type { Simulator } from './simulator.ts';

/** How a deployment configuration for EC2 or on-premises instances states its minimum. */
export type MinimumHealthyHostsType = 'HOST_COUNT' | 'FLEET_PERCENT';

export interface MinimumHealthyHosts {
  readonly type: MinimumHealthyHostsType;
  /** Instances for `HOST_COUNT`, percent of the fleet (0 to 99) for `FLEET_PERCENT`. */
  readonly value: number;
}

/**
 * Instances that must stay healthy during a deployment to `instances` instances.
 *
 * A percentage is converted when the deployment starts, and fractions of an instance are rounded up.
 * {@link https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_MinimumHealthyHosts.html}
 */
export function minimumHealthyHosts(instances: number, minimum: MinimumHealthyHosts): number {
  // Multiplied before it is divided: 0.29 * 100 is 28.999999999999996, and a fraction that is none would be rounded up.
  return minimum.type === 'HOST_COUNT' ? minimum.value : Math.ceil((instances * minimum.value) / 100);
}

/**
 * Instances that a deployment may take out of service at the same time: `healthy - minimumHealthyHosts`, never below 0.
 * With 0 the deployment fails at once.
 *
 * @param healthy - Healthy instances of the fleet when the batch starts. Default: all of them.
 * {@link https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html}
 */
export function batchSize(instances: number, minimum: MinimumHealthyHosts, healthy = instances): number {
  return Math.max(0, healthy - minimumHealthyHosts(instances, minimum));
}

/**
 * Status of a finished deployment: it succeeded when at least the minimum of instances took the revision. Zero as
 * minimum asks for none. Not modelled: `CodeDeployDefault.OneAtATime`, which forgives the last instance only.
 *
 * @param succeeded - Instances that took the revision, 0 to `instances`.
 */
export function deploymentStatus(
  instances: number,
  minimum: MinimumHealthyHosts,
  succeeded: number,
): 'Succeeded' | 'Failed' {
  return succeeded >= minimumHealthyHosts(instances, minimum) ? 'Succeeded' : 'Failed';
}

const SOURCES = [
  'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_MinimumHealthyHosts.html',
  'https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html',
];

const PARAMS = {
  instances: { type: 'integer', min: 1, max: 10_000, what: 'instances in the deployment' },
  type: { type: 'choice', values: ['HOST_COUNT', 'FLEET_PERCENT'], what: 'how the minimum is stated' },
  value: { type: 'integer', min: 0, max: 10_000, what: 'the minimum: instances, or percent of the fleet' },
} as const satisfies Simulator['params'];

function minimumOf(values: Readonly<Record<string, number | string>>): MinimumHealthyHosts {
  return { type: values.type as MinimumHealthyHostsType, value: Number(values.value) };
}

export const codedeployMinimumHealthyHosts: Simulator = {
  title: 'CodeDeploy: minimum healthy hosts',
  returns: 'Instances that must stay healthy.',
  sources: SOURCES,
  params: PARAMS,
  compute: (values) => minimumHealthyHosts(Number(values.instances), minimumOf(values)),
};

export const codedeployBatchSize: Simulator = {
  title: 'CodeDeploy: instances deployed to at once',
  returns: 'Instances that may be out of service at the same time, in a fleet that is healthy at the start.',
  sources: SOURCES,
  params: PARAMS,
  compute: (values) => batchSize(Number(values.instances), minimumOf(values)),
};
