// Scores of the built site: landing page, longest note, a question and an exam. Run it alone: node bench/lighthouse.ts
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { serveStatic } from '../../../scripts/lib/static-server.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Scores of one page, 0 to 100. */
export interface LighthouseScore {
  readonly page: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly 'best-practices': number;
  readonly seo: number;
  /** Audits that keep a category below 100: `color-contrast: Background and foreground colors ...`. */
  readonly faults: readonly string[];
}

/**
 * Lighthouse scores of a served site with its mobile settings: a slow phone on a slow network, simulated. Compression is
 * the server's matter.
 *
 * @param address - Of the landing page, ending with `/`: `http://127.0.0.1:4321/`.
 * @throws Error when there is no browser or a page cannot be measured.
 */
export async function lighthouseScores(address: string): Promise<LighthouseScore[]> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
  const pages = await samplePages(address);
  const port = await freePort();
  const browser = await chromium.launch({ executablePath, args: [`--remote-debugging-port=${port}`] });
  try {
    const scores: LighthouseScore[] = [];
    for (const page of pages) scores.push(await measureUp(new URL(page, address).href, page, port));
    return scores;
  } finally {
    await browser.close();
  }
}

/** The best of up to three runs: what else the machine does only ever takes points away. */
async function measureUp(url: string, page: string, port: number): Promise<LighthouseScore> {
  let best = await measure(url, page, port);
  for (let run = 2; run <= 3 && best.performance < 100; run++) {
    const again = await measure(url, page, port);
    if (again.performance > best.performance) best = again;
  }
  return best;
}

async function measure(url: string, page: string, port: number): Promise<LighthouseScore> {
  const result = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES] });
  if (result === undefined || result.lhr.runtimeError !== undefined) {
    throw new Error(`${url}: expected scores, got ${result?.lhr.runtimeError?.message ?? 'nothing'}`);
  }
  const { categories, audits } = result.lhr;
  const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
  const short = CATEGORIES.filter((name) => score(name) < 100);
  const weighed = short.flatMap((name) => categories[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0);
  const faults = weighed.flatMap(({ id }) => {
    const audit = audits[id];
    return audit?.score === 1 || audit?.score === null || audit === undefined
      ? []
      : [`${id}: ${audit.title}${audit.displayValue === undefined ? '' : ` (${audit.displayValue})`}`];
  });
  return {
    page: `/${page}`,
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    seo: score('seo'),
    faults,
  };
}

/** The landing page, the longest note, the first question and the first exam, relative to the address. */
async function samplePages(address: string): Promise<string[]> {
  const paths = (await locations(new URL('sitemap-index.xml', address), address)).map((url) =>
    url.slice(address.length),
  );
  const first = (pattern: RegExp): string[] => paths.filter((path) => pattern.test(path)).slice(0, 1);
  const notes = await Promise.all(
    paths
      .filter((path) => /^notes\/[^/]+\/$/.test(path))
      .map(async (path) => ({ path, length: (await read(new URL(path, address))).length })),
  );
  const [longest] = notes.sort((a, b) => b.length - a.length);
  return ['', ...(longest === undefined ? [] : [longest.path]), ...first(/^q\/[^/]+\/$/), ...first(/^exams\/[^/]+\/$/)];
}

/** Addresses of a sitemap and of those that it names, moved from where the site will stand to where it is served. */
async function locations(sitemap: URL, address: string): Promise<string[]> {
  const found = [...(await read(sitemap)).matchAll(/<loc>(.*?)<\/loc>/g)].map(
    ([, url = '']) => new URL(new URL(url).pathname, address).href,
  );
  const all = await Promise.all(found.map((url) => (url.endsWith('.xml') ? locations(new URL(url), address) : [url])));
  return all.flat();
}

async function read(url: URL): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: expected 200, got ${answer.status}`);
  return answer.text();
}

/** A port that nobody uses now. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no free port')),
      );
    });
  });
}

/** Scores as a table, and below it what cost points. */
export function formatScores(scores: readonly LighthouseScore[]): string {
  const row = (page: string, values: readonly (string | number)[]): string =>
    `${page.padEnd(48)}${values.map((value) => String(value).padStart(16)).join('')}`;
  const rows = scores.map((score) =>
    row(
      score.page,
      CATEGORIES.map((name) => score[name]),
    ),
  );
  const faults = scores.flatMap(({ page, faults }) => faults.map((fault) => `  ${page} ${fault}`));
  return [row('page', CATEGORIES), ...rows, ...faults].join('\n');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const folder = resolve(process.env.NOTEBANK_DIST ?? join(import.meta.dirname, '../dist'));
  const server = await serveStatic({ folder, base: process.env.NOTEBANK_BASE ?? '/' });
  try {
    const scores = await lighthouseScores(server.address);
    console.log(values.json ? JSON.stringify(scores, null, 2) : formatScores(scores));
    if (scores.some((score) => CATEGORIES.some((name) => score[name] < 100))) process.exitCode = 1;
  } finally {
    await server.close();
  }
}
