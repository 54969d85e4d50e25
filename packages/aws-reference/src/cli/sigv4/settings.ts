import { endpointScope } from '../../sigv4/diagnose/endpoint.ts';
import { timeOfAmzDate } from '../../sigv4/diagnose/moment.ts';
import type { PathRules, ScopeInput } from '../../sigv4/index.ts';
import { choice } from '../shared/arguments.ts';
import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import { claimedBy, hostOf, type SourceRequest } from './request-source.ts';

/** Where a value came from; `undefined`: somebody gave it. */
interface Sourced {
  readonly value: string | undefined;
  readonly from?: string;
}

/**
 * Region and service: as given, of the environment, of the host, or as the request itself claims. What nobody gave is
 * told on the standard error.
 *
 * @param claimFirst - The scope that a signed request claims comes before environment and host.
 * @throws {@link Problem} for one that is nowhere.
 */
export function scopeOf(values: Values, source: SourceRequest, terminal: Terminal, claimFirst = false): ScopeInput {
  const host = hostOf(source);
  const endpoint = endpointScope(host);
  const claimed = claimedBy(source);
  const claim = (value: string | undefined): Sourced => ({ value, from: 'the scope that the request claims' });
  const { AWS_REGION, AWS_DEFAULT_REGION } = terminal.io.env;
  const regions: Sourced[] = [
    { value: values.region },
    { value: source.region },
    { value: AWS_REGION },
    { value: AWS_DEFAULT_REGION },
    { value: endpoint?.region, from: `the host ${host}` },
  ];
  const services: Sourced[] = [
    { value: values.service },
    { value: source.service },
    { value: endpoint?.service, from: `the host ${host}` },
  ];
  const at = claimFirst ? 1 : Number.POSITIVE_INFINITY;
  const region = pick(
    regions.toSpliced(at, 0, claim(claimed?.region)),
    'region',
    'Give --region, or set AWS_REGION.',
    terminal,
  );
  const service = pick(
    services.toSpliced(at, 0, claim(claimed?.service)),
    'service',
    'Give --service, such as s3 or execute-api.',
    terminal,
  );
  const other = endpoint !== undefined && !endpoint.regionAssumed && endpoint.region !== region && !claimFirst;
  if (other)
    terminal.note(
      `Region ${region} is taken, and the host says ${endpoint.region}: give --region ${endpoint.region} if that is meant`,
    );
  return { region, service };
}

function pick(values: readonly Sourced[], name: 'region' | 'service', mend: string, terminal: Terminal): string {
  const found = values.find(({ value }) => value);
  if (found?.value === undefined) throw new Problem(name, 'missing, and the host does not tell', 'one', mend);
  if (found.from !== undefined) terminal.note(`${name} ${found.value} derived from ${found.from}`);
  return found.value;
}

/**
 * The moment of `--date`, or else now.
 *
 * @throws {@link Problem}
 */
export function dateOf({ date }: Values, terminal: Terminal): Date {
  if (date === undefined) return terminal.io.now?.() ?? new Date();
  const amz = timeOfAmzDate(date);
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(date)
    ? Date.parse(date)
    : Number.NaN;
  const time = Number.isNaN(amz) ? iso : amz;
  if (Number.isNaN(time)) throw new Problem('--date', `\`${date}\``, '20150830T123600Z or 2015-08-30T12:36:00Z');
  return new Date(time);
}

/** How the path becomes its CanonicalUri, where somebody said so. */
export function pathRules({ 'encode-path': encodePath, 'normalize-path': normalizePath }: Values): PathRules {
  return {
    normalizePath,
    encodePath: encodePath === undefined ? undefined : choice('encode-path', encodePath, ['once', 'twice']),
  };
}
