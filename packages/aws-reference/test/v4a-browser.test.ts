import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import type * as V4a from '../src/sigv4/v4a/index.ts';
import { createKeyPairCache, presignUrl, signRequest, verifyRequest } from '../src/sigv4/v4a/index.ts';
import { SUITE_PUBLIC_KEY } from './support/v4a.ts';

const executablePath = findBrowser();

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const service = 'execute-api';
const date = new Date('2026-03-04T05:06:07Z');
const keys = createKeyPairCache();
const request = { method: 'PUT', url: 'https://example.amazonaws.com/a%20b?c=d', body: 'text' };

/** What the bundle puts on the page. */
type OnPage = typeof globalThis & { readonly v4a: typeof V4a };

describe.skipIf(executablePath === undefined)(`in a browser (${executablePath ?? HOW_TO_GET_A_BROWSER})`, () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, '../src/sigv4/v4a/index.ts')],
      ...{ bundle: true, write: false, format: 'iife', globalName: 'v4a', platform: 'browser', logLevel: 'silent' },
      conditions: ['@notebank/source'],
    });
    const script = outputFiles[0]?.text ?? '';
    expect(script).not.toContain('node:crypto');
    server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>v4a</title><script>${script.replaceAll('</script', '<\\/script')}</script>`);
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

  it('derives the public key of the suite', async () => {
    const publicKey = await page.evaluate(
      async (credentials) => (await (globalThis as OnPage).v4a.deriveSigningKeyPair(credentials)).publicKey,
      credentials,
    );
    expect(publicKey).toEqual(SUITE_PUBLIC_KEY);
  });

  it('signs what Node verifies, in header and query', async () => {
    const [signed, url] = await page.evaluate(
      async ({ request, credentials, service, time }) => {
        const { signRequest, presignUrl } = (globalThis as OnPage).v4a;
        const options = { credentials, service, date: new Date(time), regionSet: '*', expiresInSeconds: 60 };
        return [await signRequest(request, options), await presignUrl(request, options)] as const;
      },
      { request, credentials, service, time: date.getTime() },
    );
    const verifier = { credentials: () => credentials, region: 'us-east-1', service, date, keys };
    expect(await verifyRequest(signed, verifier)).toMatchObject({ ok: true, via: 'header' });
    expect(await verifyRequest({ ...request, url }, verifier)).toMatchObject({ ok: true, via: 'query' });
  });

  it('verifies what Node signs, and refuses it changed', async () => {
    const options = { credentials, service, date, regionSet: 'us-*', keys, expiresInSeconds: 60 };
    const url = await presignUrl(request, options);
    const answers = await page.evaluate(
      async ({ sent, credentials, service, time }) => {
        const { verifyRequest } = (globalThis as OnPage).v4a;
        const verifier = { credentials: () => credentials, region: 'us-east-1', service, date: new Date(time) };
        return Promise.all(sent.map(async (one) => (await verifyRequest(one, verifier)).ok));
      },
      {
        sent: [
          await signRequest(request, options),
          { ...request, url },
          { ...request, url: url.replace('c=d', 'c=e') },
        ],
        ...{ credentials, service, time: date.getTime() },
      },
    );
    expect(answers).toEqual([true, true, false]);
  });
});
