import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { fetchRuntime, findRuntime, type RuntimePackage } from './runtimes.ts';

/** The oldest Node that the packages take, and the newest. The tests themselves run in the one between. */
const NODES: readonly RuntimePackage[] = [
  { name: 'node', version: '22.18.0' },
  { name: 'node', version: '26.10.0' },
];

/** Used where they are at hand; the slow tests bring them. */
const OTHERS: readonly RuntimePackage[] = [
  { name: 'bun', version: '1.4.5' },
  { name: 'deno', version: '2.9.6' },
];

/** A runtime that tests call modules in. */
export interface OtherRuntime {
  /** For titles of tests; says why it is skipped, if it is. */
  readonly name: string;
  readonly kind: RuntimePackage['name'];
  /** `undefined`: it is not here. */
  readonly path: string | undefined;
}

/**
 * This Node, the oldest and the newest Node, Bun and Deno.
 *
 * @param slow - Brings Bun and Deno from npm; else they are used where they are at hand.
 */
export function otherRuntimes(slow = process.env.NOTEBANK_SLOW === '1'): OtherRuntime[] {
  return [
    { name: `Node ${process.versions.node}, this one`, kind: 'node', path: process.execPath },
    ...NODES.map((one) => named(one, fetchRuntime(one), 'npm could not bring it')),
    ...OTHERS.map((one) =>
      named(one, slow ? fetchRuntime(one) : findRuntime(one), 'not on the path; the slow tests bring it'),
    ),
  ];
}

function named({ name: kind, version }: RuntimePackage, path: string | undefined, missing: string): OtherRuntime {
  const name = kind === 'node' ? `Node ${version}` : kind;
  return { name: path === undefined ? `${name} (skipped: ${missing})` : name, kind, path };
}

/**
 * Calls an export of a module in another runtime. Arguments and result travel as JSON.
 *
 * @param module - Path of an ES module that the runtime can load as it is.
 * @throws Error with what the process printed, when it failed.
 */
export function callIn<Result>(
  { path, kind }: OtherRuntime,
  module: string,
  name: string,
  args: readonly unknown[],
): Result {
  if (path === undefined) throw new Error(`${kind} is not here`);
  const options = kind === 'deno' ? ['run', '--allow-all', '--quiet'] : [];
  const script = join(import.meta.dirname, 'call-export.mjs');
  const { status, stdout, stderr, error } = spawnSync(path, [...options, script, pathToFileURL(module).href, name], {
    input: JSON.stringify(args),
    encoding: 'utf8',
    timeout: 90_000,
    maxBuffer: 2 ** 28,
    // Nothing of the variables that the tests themselves run with.
    env: { PATH: process.env.PATH, HOME: dirname(module) },
  });
  if (status !== 0) throw new Error(`${path} ended with ${status}: ${stderr}`, { cause: error });
  return JSON.parse(stdout) as Result;
}
