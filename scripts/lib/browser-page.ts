import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { chromium, type Page } from 'playwright-core';

/** A page of a browser that loads a module. */
export interface ModulePage extends AsyncDisposable {
  readonly page: Page;
  /** What the console printed and what was thrown and not caught, in order. */
  readonly printed: readonly string[];
}

/** The exports of the module, in what runs on the page: `globalThis as unknown as OnPage<typeof module>`. */
export interface OnPage<Exports> {
  readonly loaded: Promise<Exports>;
}

const HTML = '<!doctype html><title>Module</title><script type="module">globalThis.loaded = import("/it.js")</script>';

/**
 * Opens a page with a module. It comes from the loopback interface, which browsers trust with WebCrypto.
 *
 * @param script - An ES module without imports: what a bundler makes.
 */
export async function openModule(executablePath: string, script: string): Promise<ModulePage> {
  const server = createServer(({ url }, answer) => {
    const isScript = url === '/it.js';
    answer.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`);
    answer.end(isScript ? script : HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath,
    // The sandbox of Chromium does not start for root, as in most containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage();
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  page.on('pageerror', (error) => printed.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    page,
    printed,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
