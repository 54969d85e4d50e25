import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import type * as Envelope from './portable/envelope.ts';
import { roundTrips } from './portable/envelope.ts';
import { RSA_KEYS, SUITES } from './support/envelope.ts';
import { NET_RAW_CASES, netCases } from './support/envelope-vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const executablePath = findBrowser();

/** What the bundle puts on the page. */
type OnPage = typeof globalThis & { readonly envelope: typeof Envelope };

it('every suite comes back here', async () => {
  expect(await roundTrips()).toEqual(Object.fromEntries(SUITES.map(({ id }) => [id, 'ok'])));
});

describe.skipIf(executablePath === undefined)(`in a browser (${executablePath ?? HOW_TO_GET_A_BROWSER})`, () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, 'portable/envelope.ts')],
      ...{
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'envelope',
        platform: 'browser',
        logLevel: 'silent',
      },
      conditions: ['@notebank/source'],
    });
    const script = outputFiles[0]?.text ?? '';
    expect(script).not.toContain('node:crypto');
    server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>envelope</title><script>${script.replaceAll('</script', '<\\/script')}</script>`,
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      // The sandbox of Chromium does not start for root, as in most containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const NO_AES_192 =
    /^UnsupportedError: AES-192 is missing in Mozilla.*: take a key of 128 or 256 bits, or do this in Node\.js$/;

  it('every suite comes back but those of AES-192, which are refused with a way out', async () => {
    const found = await page.evaluate(() => (globalThis as OnPage).envelope.roundTrips());
    for (const { id, keyLength } of SUITES) {
      if (keyLength === 24) expect(found[id]).toMatch(NO_AES_192);
      else expect([id, found[id]]).toEqual([id, 'ok']);
    }
  });

  it('OAEP comes back with each hash, PKCS #1 v1.5 is refused with a way out', async () => {
    const [publicKey, privateKey] = [RSA_KEYS[0].publicKey, RSA_KEYS[0].privateKey];
    const paddings = ['OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512', 'PKCS1'] as const;
    const found = await page.evaluate(
      ([publicKey, privateKey, paddings]) =>
        Promise.all(paddings.map((padding) => (globalThis as OnPage).envelope.withRsa(publicKey, privateKey, padding))),
      [publicKey, privateKey, paddings] as const,
    );
    expect(found.slice(0, 4)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(found[4]).toMatch(
      /^UnsupportedError: RSAES-PKCS1-v1_5 is missing in Mozilla.*: use OAEP, or do this in Node\.js$/,
    );
  });

  it.skipIf(vectors === '')('messages of the Encryption SDK are decrypted, but those of AES-192', async () => {
    const folder = join(vectors, 'encryption-sdk/v4-Net-4.0.1');
    const raw = netCases(folder).filter(({ keys }) => keys);
    expect(raw).toHaveLength(NET_RAW_CASES);
    const cases = raw.map(({ name, message, plaintext, encryptionContext }) => ({
      ...{ name, message: [...message], plaintext: [...plaintext], encryptionContext },
    }));
    const { keys } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as {
      keys: Record<string, { material: string }>;
    };
    const material = (name: string): string => keys[name]?.material ?? '';
    const found = await page.evaluate(([cases, keys]) => (globalThis as OnPage).envelope.openCases(cases, keys), [
      cases,
      {
        ...{ namespace: 'aws-raw-vectors-persistant', aesName: 'aes-256', rsaName: 'rsa-4096-private' },
        ...{ aes: [...Buffer.from(material('aes-256'), 'base64')], rsa: material('rsa-4096-private') },
      },
    ] as const);
    const is192 = cases.map(
      ({ name }) => name.startsWith('0046') || name.startsWith('0146') || name.startsWith('0346'),
    );
    expect(is192.filter(Boolean)).toHaveLength(27);
    for (const [at, { name }] of cases.entries()) {
      if (is192[at]) expect(found[at]).toMatch(NO_AES_192);
      else expect([name, found[at]]).toEqual([name, 'ok']);
    }
  });
});
