import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, it } from 'vitest';
import { Html } from './html.ts';

/** Folder of the app. */
export const APP = resolve(import.meta.dirname, '../../..');

/** The built site. `NOTEBANK_DIST` names another one, so that a test can be tried while a build runs. */
export const DIST = resolve(process.env.NOTEBANK_DIST ?? join(APP, 'dist'));

/** Whether there is something to test: `npm test` builds before. */
export const isBuilt = existsSync(join(DIST, 'sitemap-index.xml'));

/** A suite about the built site. Without one it is skipped and says so. */
export function describeSite(title: string, define: (site: Site) => void | Promise<void>): void {
  if (isBuilt) describe(title, () => define(new Site(DIST)));
  else
    describe.skip(`${title} (skipped: no built site, run \`npm run build\` first)`, () => it('needs a site', () => {}));
}

/** A built site on disk. */
export class Site {
  readonly folder: string;
  /** `https://notebank.example` */
  readonly origin: string;
  /** `/`, or `/learn/` */
  readonly base: string;
  readonly #pages = new Map<string, Html>();

  constructor(folder: string) {
    this.folder = folder;
    const index = /<loc>(.*?)<\/loc>/.exec(this.read('sitemap-index.xml'))?.[1];
    if (index === undefined) throw new Error(`${folder}/sitemap-index.xml: expected <loc>, found none`);
    const { origin, pathname } = new URL(index);
    this.origin = origin;
    this.base = pathname.slice(0, pathname.lastIndexOf('/') + 1);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Files by their path below the folder, with `/`, sorted. */
  files(pattern: string): string[] {
    return globSync(pattern, { cwd: this.folder })
      .map((path) => path.replaceAll('\\', '/'))
      .sort();
  }

  /** Addresses of all pages below the base path, also of `404.html`. */
  get pages(): string[] {
    return this.files('**/*.html').map((file) => file.replace(/(^|\/)index\.html$/, '$1'));
  }

  /** Addresses of the sitemap below the base path: `''`, `notes/`, `q/some-id/`. */
  get sitemap(): string[] {
    const maps = locations(this.read('sitemap-index.xml')).map((url) => this.#below(url));
    return maps.flatMap((map) => locations(this.read(map)).map((url) => this.#below(url)));
  }

  /** The page at an address below the base path, parsed once. */
  page(path: string): Html {
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const known = this.#pages.get(file) ?? new Html(this.read(file));
    this.#pages.set(file, known);
    return known;
  }

  /**
   * Path of a file below the folder that an address of the site names, or `undefined` when it leads elsewhere.
   *
   * @param from - Page that the address stands on, below the base path.
   */
  fileOf(href: string, from: string): { readonly path: string; readonly anchor: string } | undefined {
    const url = new URL(href, `${this.origin}${this.base}${from}`);
    if (url.origin !== this.origin || !/^https?:$/.test(url.protocol)) return undefined;
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith(this.base)) return { path: `outside of ${this.base}: ${path}`, anchor: '' };
    const below = path.slice(this.base.length);
    return {
      path: below === '' || below.endsWith('/') ? `${below}index.html` : below,
      anchor: decodeURIComponent(url.hash.slice(1)),
    };
  }

  #below(url: string): string {
    const { pathname } = new URL(url);
    if (!pathname.startsWith(this.base)) throw new Error(`sitemap: expected an address below ${this.base}, got ${url}`);
    return decodeURIComponent(pathname.slice(this.base.length));
  }
}

function locations(xml: string): string[] {
  return [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
}
