import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  type BenchOptions,
  type BenchResult,
  interleave,
  measure,
  median,
  type Usage,
} from '../../../scripts/lib/bench.ts';
import { writeContent } from '../../../scripts/lib/generate-content.ts';

const WORKER = fileURLToPath(new URL('load-worker.ts', import.meta.url));

/** Loading a large bank beside a bare parse of the same files, each in a process of its own. */
export async function run({ quick }: BenchOptions): Promise<BenchResult> {
  const questions = quick ? 300 : 10_000;
  const rounds = quick ? 1 : 3;
  const folder = mkdtempSync(join(tmpdir(), 'notebank-load-'));
  try {
    const bank = join(folder, 'content');
    const cache = join(folder, 'cache');
    writeContent(bank, { notes: 200, questions, questionBytes: 2048 });
    let peakMiB = 0;
    const seconds: Record<'parse' | 'load', number[]> = { parse: [], load: [] };
    await interleave(
      {
        parse: async () => seconds.parse.push((await work('parse', bank)).seconds),
        load: async () => {
          const done = await work('load', bank);
          seconds.load.push(done.seconds);
          peakMiB = Math.max(peakMiB, done.usage.peakMiB);
        },
      },
      rounds,
    );
    await work('load', bank, cache);
    const unchanged: { readonly seconds: number; readonly usage: Usage }[] = [];
    for (let round = 0; round < rounds; round++) unchanged.push(await work('load', bank, cache));
    const [parse, load] = [median(seconds.parse), median(seconds.load)];
    return {
      name: `Loading and checking ${questions} questions of 2 KB`,
      figures: [
        { name: 'cold, beside a bare parse', value: load / parse, unit: 'ratio', limit: 1.4 },
        { name: 'cold', value: load, unit: 's' },
        { name: 'bare parse', value: parse, unit: 's' },
        { name: 'peak memory, cold', value: peakMiB, unit: 'MiB', limit: 600 },
        {
          name: 'unchanged, from the cache',
          value: median(unchanged.map(({ seconds: value }) => value)),
          unit: 's',
          limit: 2,
        },
        {
          name: 'peak memory, unchanged',
          value: Math.max(...unchanged.map(({ usage }) => usage.peakMiB)),
          unit: 'MiB',
          limit: 600,
        },
      ],
      peers: [`remark-parse ${versionOf('remark-parse')} with GFM tables and task lists`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function work(job: string, ...rest: string[]): Promise<{ readonly seconds: number; readonly usage: Usage }> {
  const usage = await measure(process.execPath, [WORKER, job, ...rest]);
  if (usage.code !== 0) throw new Error(`${job} failed:\n${usage.output}`);
  return { seconds: (JSON.parse(usage.output) as { seconds: number }).seconds, usage };
}

function versionOf(name: string): string {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
