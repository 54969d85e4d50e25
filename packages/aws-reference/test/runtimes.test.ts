import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { fetchRuntime, findRuntime, type RuntimePackage } from '../../../scripts/lib/runtimes.ts';
import { type PortableCase, type Report, runPortableSuite } from './portable/suite.ts';
import { SUITE_CASES, suiteOptions, suiteSteps } from './support/suite.ts';
import { suiteCases } from './support/vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const slow = process.env.NOTEBANK_SLOW === '1';

/** The oldest Node that the package takes, and the newest. The tests themselves run in the one between. */
const NODES: readonly RuntimePackage[] = [
  { name: 'node', version: '22.18.0' },
  { name: 'node', version: '26.10.0' },
];
/** Used where they are at hand; the slow tests bring them. */
const OTHERS: readonly RuntimePackage[] = [
  { name: 'bun', version: '1.4.5' },
  { name: 'deno', version: '2.9.6' },
];

const cases = vectors === '' ? [] : suiteCases(join(vectors, 'sigv4/aws-c-auth')).map(portable);
const reference = await runPortableSuite(cases);

/** Which primitives a bundle has. */
const CONDITIONS = { browser: ['@notebank/source', 'browser'], node: ['@notebank/source', 'node'] } as const;
type Platform = keyof typeof CONDITIONS;

const folder = mkdtempSync(join(tmpdir(), 'notebank-runtimes-'));
const bundleOf = (platform: Platform): string => join(folder, `${platform}.mjs`);

beforeAll(async () => {
  for (const platform of ['browser', 'node'] as const) {
    await build({
      entryPoints: [join(import.meta.dirname, 'portable/suite.ts')],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      platform,
      conditions: [...CONDITIONS[platform]],
      outfile: bundleOf(platform),
      logLevel: 'error',
    });
    const data = join(folder, 'cases.json');
    writeFileSync(data, JSON.stringify(cases));
    writeFileSync(
      join(folder, `run-${platform}.mjs`),
      `import { readFileSync } from 'node:fs';
import { runPortableSuite } from ${JSON.stringify(bundleOf(platform))};
console.log(JSON.stringify(await runPortableSuite(JSON.parse(readFileSync(${JSON.stringify(data)}, 'utf8')))));`,
    );
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Everything holds, it is as much as here, and each signature and message is the same byte for byte. */
function expectSame({ outcomes, digest }: Report): void {
  expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(outcomes).toHaveLength(reference.outcomes.length);
  expect(outcomes).toEqual(reference.outcomes);
  expect(digest).toBe(reference.digest);
}

it('the portable suite holds here', () => {
  expect(reference.outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
  const names = reference.outcomes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  // Seven examples of ten steps, a derivation, 200 round trips, 11 mistakes, 3 requests, 5 other entry points.
  expect(names).toHaveLength(7 * 10 + 1 + 200 + 11 + 3 + 5 + 2 * cases.length);
  expect(cases).toHaveLength(vectors === '' ? 0 : SUITE_CASES);
});

/** Runs a bundle in another process. */
function runIn(path: string, args: readonly string[], platform: Platform): Report {
  const run = spawnSync(path, [...args, join(folder, `run-${platform}.mjs`)], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 2 ** 26,
    env: { PATH: process.env.PATH, HOME: folder },
  });
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Report;
}

const processes = [
  { name: `Node ${process.versions.node}, this one`, path: process.execPath, args: [], missing: '' },
  ...NODES.map((runtime) => ({
    name: `Node ${runtime.version}`,
    path: fetchRuntime(runtime),
    args: [],
    missing: 'npm could not bring it',
  })),
  ...OTHERS.map((runtime) => ({
    name: runtime.name,
    path: slow ? fetchRuntime(runtime) : findRuntime(runtime),
    args: runtime.name === 'deno' ? ['run', '--allow-all', '--quiet'] : [],
    missing: 'not on the path; the slow tests bring it',
  })),
].map(({ missing, ...one }) => ({
  ...one,
  name: one.path === undefined ? `${one.name} (skipped: ${missing})` : one.name,
}));

describe.each(processes)('$name', ({ path, args }) => {
  it.skipIf(path === undefined)('does the same with node:crypto', { timeout: 90_000 }, () => {
    expectSame(runIn(path ?? '', args, 'node'));
  });

  it.skipIf(path === undefined)('does the same with the hashing of browsers', { timeout: 90_000 }, () => {
    expectSame(runIn(path ?? '', args, 'browser'));
  });
});

const executablePath = await findBrowserForTests();

it.skipIf(executablePath === undefined)(
  `a browser does the same (${executablePath ?? HOW_TO_GET_A_BROWSER})`,
  { timeout: 90_000 },
  async () => {
    const script = readFileSync(bundleOf('browser'), 'utf8');
    const html = '<!doctype html><title>Suite</title><script type="module">window.suite = import("/suite.js")</script>';
    const server = createServer(({ url }, answer) => {
      const isScript = url === '/suite.js';
      answer.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
      answer.end(isScript ? script : html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath: executablePath ?? '',
      // The sandbox of Chromium does not start for root, as in most containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage();
      const printed: string[] = [];
      page.on('console', (message) => printed.push(message.text()));
      page.on('pageerror', (error) => printed.push(String(error)));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const report = await page.evaluate(async (given) => {
        const { suite } = window as unknown as { suite: Promise<{ runPortableSuite: typeof runPortableSuite }> };
        return (await suite).runPortableSuite(given);
      }, cases);
      expect(printed).toEqual([]);
      expectSame(report);
    } finally {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    }
  },
);

function portable(one: ReturnType<typeof suiteCases>[number]): PortableCase {
  const { canonicalRequest, stringToSign, signature } = suiteSteps(one, 'header');
  const query = suiteSteps(one, 'query');
  const { date, ...options } = suiteOptions(one);
  return {
    name: one.name,
    request: one.request,
    options: { ...options, date: (date ?? new Date()).toISOString() },
    header: [canonicalRequest, stringToSign, signature],
    query: [query.canonicalRequest, query.stringToSign, query.signature],
  };
}
