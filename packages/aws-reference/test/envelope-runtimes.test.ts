// The envelope in other runtimes and in a browser. Messages of others are opened there, and theirs here.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { type OnPage, openModule } from '../../../scripts/lib/browser-page.ts';
import { callIn, otherRuntimes } from '../../../scripts/lib/other-runtimes.ts';
import { decrypt, inspect } from '../src/envelope/index.ts';
import type * as Portable from './portable/envelope.ts';
import { bytesOf, type EnvelopeInput, type EnvelopeReport, PLAINTEXT, roundTripKeys } from './portable/envelope.ts';
import { bundleFor, type Platform } from './support/bundle.ts';
import { RSA_KEYS, SUITES } from './support/envelope.ts';
import { COMMITMENT_CASES, INVALID_CASES, NET_RAW_CASES, portableCases } from './support/envelope-vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const input: EnvelopeInput = {
  ...portableCases(vectors === '' ? undefined : join(vectors, 'encryption-sdk')),
  rsa: RSA_KEYS[0],
};

const folder = mkdtempSync(join(tmpdir(), 'notebank-envelope-'));
const bundleOf = (platform: Platform): string => join(folder, `${platform}.mjs`);

beforeAll(async () => {
  for (const platform of ['browser', 'node'] as const) {
    await bundleFor(platform, join(import.meta.dirname, 'portable/envelope.ts'), bundleOf(platform));
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

it.skipIf(vectors === '')('every message with raw keys is among the cases', () => {
  expect(input.cases).toHaveLength(NET_RAW_CASES + INVALID_CASES + COMMITMENT_CASES);
  expect(new Set(input.cases.map(({ name }) => name)).size).toBe(input.cases.length);
});

/** What a runtime lacks, and the errors that tell of it. */
interface Lacks {
  readonly aes192: boolean;
  readonly pkcs1: boolean;
}
const NO_AES_192 =
  /^UnsupportedError: AES-192 is missing in .+: take a key of 128 or 256 bits, or do this in Node\.js$/;
const NO_PKCS1 =
  /^UnsupportedError: (?:Decryption with )?RSAES-PKCS1-v1_5 is missing in .+: use OAEP, or (?:do this in Node\.js|a newer Node\.js)$/;

/** Everything holds but what the runtime lacks, which is refused with a way out. */
async function expectHolds(report: EnvelopeReport, lacks: Lacks): Promise<void> {
  for (const { id, keyLength } of SUITES) {
    if (lacks.aes192 && keyLength === 24) expect(report.roundTrips[id]).toMatch(NO_AES_192);
    else expect([id, report.roundTrips[id]]).toEqual([id, 'ok']);
  }
  const { PKCS1, ...oaep } = report.paddings;
  expect(PKCS1).toMatch(lacks.pkcs1 ? NO_PKCS1 : /^ok$/);
  const ok = 'ok';
  expect(oaep).toEqual({ 'OAEP-SHA-1': ok, 'OAEP-SHA-256': ok, 'OAEP-SHA-384': ok, 'OAEP-SHA-512': ok });
  expectOpened(report, lacks);
  await expectReadable(report, lacks.aes192 ? SUITES.filter(({ keyLength }) => keyLength !== 24) : SUITES);
}

function expectOpened({ opened }: EnvelopeReport, { aes192 }: Lacks): void {
  const unsupported: string[] = [];
  for (const { name, plaintext, message } of input.cases) {
    const needs192 = inspect(message).header?.algorithmSuite.keyLength === 24;
    if (aes192 && needs192 && opened[name]?.startsWith('UnsupportedError')) {
      expect(opened[name]).toMatch(NO_AES_192);
      unsupported.push(name);
    } else expect([name, opened[name]]).toEqual([name, plaintext ? 'ok' : expect.stringMatching(/^DecryptError: /)]);
  }
  const valid = new Set(input.cases.filter(({ plaintext }) => plaintext).map(({ name }) => name));
  // Three suites, nine messages each.
  expect(unsupported.filter((name) => valid.has(name))).toHaveLength(aes192 && vectors !== '' ? 27 : 0);
}

/** What was encrypted there is decrypted here. */
async function expectReadable({ sealed }: EnvelopeReport, suites: typeof SUITES): Promise<void> {
  expect(Object.keys(sealed)).toEqual(suites.map(({ id }) => `${id}`));
  const options = { keys: roundTripKeys(), commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' } as const;
  for (const message of Object.values(sealed)) {
    const { plaintext, encryptionContext } = await decrypt(bytesOf(message), options);
    expect(plaintext).toEqual(PLAINTEXT);
    expect(encryptionContext.a).toBe('\u{1f600}');
  }
}

describe.each(otherRuntimes())('$name', (runtime) => {
  const run = (platform: Platform): EnvelopeReport => callIn(runtime, bundleOf(platform), 'runEnvelopeSuite', [input]);

  it.skipIf(runtime.path === undefined)('holds with node:crypto', { timeout: 90_000 }, async () => {
    await expectHolds(run('node'), {
      aes192: runtime.kind === 'deno',
      // Not decrypted where the runtime's library would tell good paddings from bad ones.
      pkcs1: runtime.kind === 'bun' || runtime.name.startsWith('Node 22'),
    });
  });

  it.skipIf(runtime.path === undefined)('holds with WebCrypto', { timeout: 90_000 }, async () => {
    await expectHolds(run('browser'), { aes192: false, pkcs1: true });
  });
});

const executablePath = await findBrowserForTests();

it.skipIf(executablePath === undefined)(
  `holds in a browser (${executablePath ?? HOW_TO_GET_A_BROWSER})`,
  { timeout: 90_000 },
  async () => {
    const script = readFileSync(bundleOf('browser'), 'utf8');
    expect(script).not.toContain('node:crypto');
    await using opened = await openModule(executablePath ?? '', script);
    const report = await opened.page.evaluate(
      async (given) => (await (globalThis as unknown as OnPage<typeof Portable>).loaded).runEnvelopeSuite(given),
      input,
    );
    expect(opened.printed).toEqual([]);
    await expectHolds(report, { aes192: true, pkcs1: true });
    expect(report.paddings.PKCS1).toContain(' is missing in Mozilla/5.0 ');
  },
);
