import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { environment, root } from './run.ts';

/** One number of a benchmark. */
export interface Figure {
  /** `cold load and check, against a bare parse`. */
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MiB' | 'kB' | 'ratio' | 'count';
  /** Largest value that is accepted. Left out where the number is only told. */
  readonly limit?: number;
  /** Smallest value that is accepted, for what should be large. */
  readonly floor?: number;
}

export interface BenchResult {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** What it was measured beside: `remark-parse 11.0.0`. */
  readonly peers: readonly string[];
}

export interface BenchOptions {
  /** Small inputs: shows that the benchmark runs, says nothing about speed. Limits are not held against it. */
  readonly quick: boolean;
}

/** A module `packages/*\/bench/*.bench.ts`. */
export interface BenchModule {
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Middle of the samples; the mean of the two middle ones for an even number. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[middle - 1];
  if (upper === undefined) throw new RangeError('"samples" expected at least one, got none');
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

/**
 * Times contenders side by side: each round runs every one, every other round in reverse, so that a slow moment of the
 * machine hits all of them. Resolves to the samples of each, in milliseconds.
 */
export async function interleave<Names extends string>(
  contenders: Readonly<Record<Names, () => unknown>>,
  rounds: number,
): Promise<Record<Names, number[]>> {
  const names = Object.keys(contenders) as Names[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Names, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      globalThis.gc?.();
      const begin = performance.now();
      await contenders[name]();
      samples[name].push(performance.now() - begin);
    }
  }
  return samples;
}

/** What a command took. */
export interface Usage {
  readonly code: number;
  /** Both streams in order. */
  readonly output: string;
  readonly seconds: number;
  /** Peak of the resident memory of the command and its children together, in MiB. */
  readonly peakMiB: number;
}

/** Rare enough to cost the measured command nothing: each Node process tells its own peak besides. */
const SAMPLE_EVERY_MS = 250;

/**
 * Runs a command in a process of its own and measures time and memory.
 *
 * Memory is the larger of two: what every Node process below says about its own peak, and, where there is `/proc`, the
 * sum over all of them, sampled.
 */
export async function measure(
  command: string,
  args: readonly string[],
  options: { readonly folder?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-bench-'));
  const hook = pathToFileURL(join(root, 'scripts', 'lib', 'report-memory.mjs')).href;
  const nodeOptions = `${options.env?.NODE_OPTIONS ?? process.env.NODE_OPTIONS ?? ''} --import=${hook}`.trim();
  const extra = { ...options.env, NODE_OPTIONS: nodeOptions, NOTEBANK_MEMORY_FOLDER: folder };
  const env = environment(extra, options.folder);
  try {
    const begin = performance.now();
    const child = spawn(command, args, {
      cwd: join(root, options.folder ?? '.'),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    let sampled = 0;
    const timer = setInterval(() => {
      if (child.pid !== undefined) sampled = Math.max(sampled, treeMiB(child.pid));
    }, SAMPLE_EVERY_MS);
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? 1));
    }).finally(() => clearInterval(timer));
    const seconds = (performance.now() - begin) / 1000;
    return { code, output, seconds, peakMiB: Math.max(sampled, reportedMiB(folder)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Largest peak that a Node process wrote on its way out. */
function reportedMiB(folder: string): number {
  const peaks = globSync('*.txt', { cwd: folder }).map(
    (file) => Number(readFileSync(join(folder, file), 'utf8')) / 1024,
  );
  return Math.max(0, ...peaks);
}

/** Resident memory of a process and everything below it, from `/proc`; 0 where there is none. */
function treeMiB(pid: number): number {
  const parents = new Map<number, { parent: number; kib: number }>();
  for (const path of globSync('/proc/[0-9]*/status')) {
    try {
      const status = readFileSync(path, 'utf8');
      const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      parents.set(field('Pid'), { parent: field('PPid'), kib: field('VmRSS') });
    } catch {
      // The process ended between the listing and the reading.
    }
  }
  let kib = 0;
  for (const [candidate, { kib: own }] of parents) {
    let at: number | undefined = candidate;
    while (at !== undefined && at !== pid && at !== 0) at = parents.get(at)?.parent;
    if (at === pid) kib += own;
  }
  return kib / 1024;
}

/** Whether a figure keeps to its limit. One without a limit does. */
export function holds({ value, limit, floor }: Figure): boolean {
  return (limit === undefined || value <= limit) && (floor === undefined || value >= floor);
}

/** A benchmark as text: one line a figure. */
export function formatResult(result: BenchResult, options: BenchOptions): string {
  const lines = result.figures.map((figure) => {
    const { name, value, unit, limit, floor } = figure;
    const bound = limit !== undefined ? ` (at most ${limit})` : floor !== undefined ? ` (at least ${floor})` : '';
    const sign = options.quick || holds(figure) ? ' ' : '✗';
    return `${sign} ${name}: ${format(value)}${unit === 'ratio' || unit === 'count' ? '' : ` ${unit}`}${bound}`;
  });
  const peers = result.peers.length === 0 ? [] : [`  beside ${result.peers.join(', ')}`];
  return [result.name, ...lines, ...peers].join('\n');
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
