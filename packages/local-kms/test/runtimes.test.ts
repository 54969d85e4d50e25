// The same life of a key in other runtimes and in a browser: every answer is the same, byte for byte.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { type OnPage, openModule } from '../../../scripts/lib/browser-page.ts';
import { callIn, otherRuntimes } from '../../../scripts/lib/other-runtimes.ts';
import type * as Scenario from './portable/scenario.ts';
import { runScenario, type Told } from './portable/scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'notebank-local-kms-'));
const PLATFORMS = ['node', 'browser'] as const;
type Platform = (typeof PLATFORMS)[number];
const bundleOf = (platform: Platform): string => join(folder, `${platform}.mjs`);

beforeAll(async () => {
  for (const platform of PLATFORMS) {
    await build({
      ...{ entryPoints: [join(import.meta.dirname, 'portable/scenario.ts')], outfile: bundleOf(platform) },
      ...{ bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' },
      platform,
      conditions: ['@notebank/source', platform],
    });
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const here = await runScenario();

function expectSame({ answers, digest, messages }: Told): void {
  expect(answers).toEqual(here.answers);
  expect(digest).toBe(here.digest);
  expect(messages).toEqual(here.messages);
}

it('lives here as it should', () => {
  const { answers, messages } = here;
  expect(answers).toHaveLength(18);
  const refusals = answers.flatMap((answer) => /^KmsError (\w+):/.exec(answer)?.[1] ?? []);
  expect(refusals).toEqual([
    ...['InvalidCiphertextException', 'InvalidCiphertextException', 'DisabledException'],
    ...['KMSInvalidStateException', 'InvalidSignatureException'],
  ]);
  expect(messages).toEqual({
    ...{ whole: 'ok', streamed: 'ok', discovered: 'ok', multiRegion: 'ok' },
    filtered: 'DecryptError: message: cannot be decrypted with these keys and this encryption context',
  });
});

it('needs nothing of Node in a browser', () => {
  expect(readFileSync(bundleOf('browser'), 'utf8')).not.toMatch(/\b(?:node:|Buffer|process\.)/);
});

describe.each(otherRuntimes())('$name', (runtime) => {
  it.skipIf(runtime.path === undefined).each(PLATFORMS)('answers the same, bundled for %s', (platform) => {
    expectSame(callIn(runtime, bundleOf(platform), 'runScenario', []));
  });
});

const executablePath = await findBrowserForTests();

it.skipIf(executablePath === undefined)(
  `a browser answers the same (${executablePath ?? HOW_TO_GET_A_BROWSER})`,
  { timeout: 90_000 },
  async () => {
    await using opened = await openModule(executablePath ?? '', readFileSync(bundleOf('browser'), 'utf8'));
    const told = await opened.page.evaluate(async () =>
      (await (globalThis as unknown as OnPage<typeof Scenario>).loaded).runScenario(),
    );
    expect(opened.printed).toEqual([]);
    expectSame(told);
  },
);
