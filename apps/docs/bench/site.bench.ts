import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchOptions, type BenchResult, measure } from '../../../scripts/lib/bench.ts';
import { readBudgets } from '../../../scripts/lib/budgets.ts';
import { writeContent } from '../../../scripts/lib/generate-content.ts';
import { root } from '../../../scripts/lib/run.ts';
import { measureSite, type SiteSizes } from '../../../scripts/lib/site-sizes.ts';

const APP = dirname(dirname(fileURLToPath(import.meta.url)));

/** What builds leave in the app, and what is no part of it. */
const NOT_COPIED = new Set(['.astro', 'bench', 'dist', 'node_modules', 'test']);

/** A cold build of a large site: time, memory, and whether pages grow with the site. */
export async function run({ quick }: BenchOptions): Promise<BenchResult> {
  const [notes, questions] = quick ? [20, 40] : [1000, 2000];
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'site-bench-'));
  try {
    const app = copyApp(join(folder, 'app'));
    const content = join(folder, 'content');
    writeContent(content, { notes, questions });
    const env = { NOTEBANK_CONTENT: content, NOTEBANK_BASE: '/' };
    const usage = await measure('astro', ['build'], { folder: relative(root, app), env });
    if (usage.code !== 0) throw new Error(`astro build failed:\n${usage.output.slice(-4000)}`);
    const sizes = measureSite(join(app, 'dist'), '/');
    return {
      name: `Cold build of ${notes} notes and ${questions} question pages`,
      figures: [
        { name: 'wall time', value: usage.seconds, unit: 's', limit: 75 },
        { name: 'peak memory of all processes', value: usage.peakMiB, unit: 'MiB', limit: 3072 },
        size(sizes, 'note-html-with-quiz'),
        size(sizes, 'note-html-without-quiz'),
        size(sizes, 'question-html'),
      ],
      peers: [`astro ${versionOf('astro')}`, `@astrojs/starlight ${versionOf('@astrojs/starlight')}`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copies the app without what builds left, so that its build is a cold one and the caches of the real app stay.
 * Its `node_modules` is a folder of links: the same packages, other caches.
 */
function copyApp(to: string): string {
  cpSync(APP, to, { recursive: true, filter: (path) => !NOT_COPIED.has(relative(APP, path)) });
  mkdirSync(join(to, 'node_modules'));
  for (const name of readdirSync(join(APP, 'node_modules'))) {
    if (name === '.bin' || !name.startsWith('.'))
      symlinkSync(join(APP, 'node_modules', name), join(to, 'node_modules', name));
  }
  return to;
}

/** The largest page of a type, with the budget that the real site has too. */
function size(sizes: SiteSizes, name: string) {
  const limit = readBudgets().get(name)?.kB;
  return {
    name: `${name}, gzip`,
    value: sizes[name]?.kB ?? 0,
    unit: 'kB',
    ...(limit === undefined ? {} : { limit }),
  } as const;
}

function versionOf(name: string): string {
  const path = join(APP, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
