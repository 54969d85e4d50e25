import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../../../../scripts/lib/browser.ts';
import { type StaticServer, serveStatic } from '../../../../../scripts/lib/static-server.ts';
import { DIST, isBuilt, Site } from './site.ts';

const executablePath = findBrowser();

/** Why browser tests are skipped, or nothing. */
export const WHY_SKIPPED = executablePath === undefined ? HOW_TO_GET_A_BROWSER : undefined;

/** Chromium as the tests drive it, also as root. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
  return chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-dev-shm-usage', ...args] });
}

/** A site that is served, and a browser to read it with. */
export interface Reader {
  readonly site: Site;
  /** Address of a path below the base path. */
  url(path: string): string;
  /** A page in a context of its own. Close `page.context()` when done. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

export interface ReaderOptions {
  /** Folder of the site. Called once, before the first test. Default: the built site. */
  readonly folder?: () => Promise<string> | string;
}

/**
 * A suite that reads a served site in one browser. It is skipped, with the reason as part of its title, when there is no
 * site or no browser.
 */
export function describeInBrowser(title: string, define: (reader: Reader) => void, options: ReaderOptions = {}): void {
  const why = WHY_SKIPPED ?? (isBuilt ? undefined : 'no built site, run `npm run build` first');
  if (why !== undefined) {
    describe.skip(`${title} (skipped: ${why})`, () => it('needs a site and a browser', () => {}));
    return;
  }
  describe(title, { timeout: 120_000 }, () => {
    let browser: Browser;
    let server: StaticServer;
    let site: Site;
    beforeAll(async () => {
      site = new Site((await options.folder?.()) ?? DIST);
      server = await serveStatic({ folder: site.folder, base: site.base });
      browser = await launchBrowser();
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    define({
      get site() {
        return site;
      },
      url: (path) => server.address + path,
      // Without motion nothing is measured half-way through a fade.
      open: async (context) => (await browser.newContext({ reducedMotion: 'reduce', ...context })).newPage(),
    });
  });
}
