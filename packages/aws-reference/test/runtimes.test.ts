import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { type OnPage, openModule } from '../../../scripts/lib/browser-page.ts';
import { callIn, otherRuntimes } from '../../../scripts/lib/other-runtimes.ts';
import type * as Suite from './portable/suite.ts';
import { type PortableCase, type Report, runPortableSuite } from './portable/suite.ts';
import { bundleFor, type Platform } from './support/bundle.ts';
import { SUITE_CASES, suiteOptions, suiteSteps } from './support/suite.ts';
import { suiteCases } from './support/vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const cases = vectors === '' ? [] : suiteCases(join(vectors, 'sigv4/aws-c-auth')).map(portable);
const reference = await runPortableSuite(cases);

const folder = mkdtempSync(join(tmpdir(), 'notebank-runtimes-'));
const bundleOf = (platform: Platform): string => join(folder, `${platform}.mjs`);

beforeAll(async () => {
  for (const platform of ['browser', 'node'] as const) {
    await bundleFor(platform, join(import.meta.dirname, 'portable/suite.ts'), bundleOf(platform));
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

describe.each(otherRuntimes())('$name', (runtime) => {
  it.skipIf(runtime.path === undefined)('does the same with node:crypto', { timeout: 90_000 }, () => {
    expectSame(callIn(runtime, bundleOf('node'), 'runPortableSuite', [cases]));
  });

  it.skipIf(runtime.path === undefined)('does the same with the hashing of browsers', { timeout: 90_000 }, () => {
    expectSame(callIn(runtime, bundleOf('browser'), 'runPortableSuite', [cases]));
  });
});

const executablePath = await findBrowserForTests();

it.skipIf(executablePath === undefined)(
  `a browser does the same (${executablePath ?? HOW_TO_GET_A_BROWSER})`,
  { timeout: 90_000 },
  async () => {
    await using opened = await openModule(executablePath ?? '', readFileSync(bundleOf('browser'), 'utf8'));
    const report = await opened.page.evaluate(
      async (given) => (await (globalThis as unknown as OnPage<typeof Suite>).loaded).runPortableSuite(given),
      cases,
    );
    expect(opened.printed).toEqual([]);
    expectSame(report);
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
