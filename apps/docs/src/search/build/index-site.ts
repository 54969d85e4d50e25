import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Bank } from '@notebank/question-bank';
import * as pagefind from 'pagefind';
import type { SearchTerms } from '../terms.ts';
import { type PageRecord, pageRecords, textRecords } from './records.ts';
import { searchTerms } from './terms.ts';

/** Written into `pagefind/` below the output folder. The user interfaces that Pagefind brings are left out. */
const WANTED =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|.*\.pf_(?:meta|index|fragment|filter)|wasm\.en\.pagefind)$/;

/** Begins every file of the index, once it is unpacked. */
const SIGNATURE = 'pagefind_dcd';

/**
 * Indexes a built site: notes, current practice questions, exams and glossary terms, in one language. Writes
 * `pagefind/` and `search/terms.json`.
 *
 * @param folder - Output folder of the site.
 * @returns what it wrote into `search/terms.json`.
 * @throws {@link Error} when a page that the bank asks for is missing, or Pagefind reports an error.
 */
export async function indexSite(folder: string, bank: Bank): Promise<SearchTerms> {
  try {
    const { index, errors } = await pagefind.createIndex({ forceLanguage: 'en' });
    if (index === undefined) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
    await inBatches(pageRecords(bank), async (page) =>
      refuse(await index.addHTMLFile({ url: page.url, content: documentOf(page, readPage(folder, page)) }), page.url),
    );
    await inBatches(textRecords(bank), async ({ url, text, meta, filters }) =>
      refuse(
        await index.addCustomRecord({
          url,
          content: text,
          language: 'en',
          meta: { ...meta },
          filters: mutable(filters),
        }),
        url,
      ),
    );
    const written = await index.getFiles();
    refuse(written, 'index');
    const ids = writeIndex(join(folder, 'pagefind'), written.files);
    const terms = searchTerms(bank, ids);
    mkdirSync(join(folder, 'search'), { recursive: true });
    writeFileSync(join(folder, 'search/terms.json'), JSON.stringify(terms));
    return terms;
  } finally {
    await pagefind.close();
  }
}

/** Pagefind is another process: it works on one page while the next is on its way. Bounded, as pages may be many. */
async function inBatches<T>(items: readonly T[], add: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += 64) await Promise.all(items.slice(start, start + 64).map(add));
}

function refuse({ errors }: { readonly errors: readonly string[] }, what: string): void {
  if (errors.length > 0) throw new Error(`Pagefind, ${what}: ${errors.join('; ')}`);
}

function mutable(filters: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [...values]]));
}

function readPage(folder: string, { file }: PageRecord): string {
  const path = join(folder, file);
  if (!existsSync(path)) throw new Error(`${file}: expected a page to index, found none`);
  return readFileSync(path, 'utf8');
}

/**
 * What Pagefind reads of a page: its `main`, and the facts as attributes of empty elements, so that no excerpt shows
 * them.
 *
 * @throws {@link Error} when the page has no `main`.
 */
export function documentOf({ file, meta, filters }: PageRecord, html: string): string {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1];
  if (main === undefined) throw new Error(`${file}: expected <main>, found none`);
  const facts = [
    ...Object.entries(meta).map(([name, value]) => fact('meta', name, value)),
    ...Object.entries(filters).flatMap(([name, values]) => values.map((value) => fact('filter', name, value))),
  ];
  return `<!doctype html><html lang="en"><body>${facts.join('')}<main>${main}</main></body></html>`;
}

function fact(kind: 'meta' | 'filter', name: string, value: string): string {
  const text = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return value === '' ? '' : `<span data-pagefind-${kind}="${name}[data-v]" data-v="${text}"></span>`;
}

/** Writes the index and returns the id of every page in it, by address. */
function writeIndex(
  folder: string,
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Map<string, string> {
  rmSync(folder, { recursive: true, force: true });
  const ids = new Map<string, string>();
  for (const { path, content } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!WANTED.test(name)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    if (name.endsWith('.pf_fragment')) {
      for (const [id, url] of fragmentsIn(name.slice(0, -'.pf_fragment'.length), content)) ids.set(url, id);
    }
  }
  return ids;
}

interface Fragment {
  readonly url: string;
}

/** A file holds one page under its own name, or several by their ids. */
function fragmentsIn(name: string, content: Uint8Array): (readonly [id: string, url: string])[] {
  const bytes = content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : Buffer.from(content);
  if (bytes.subarray(0, SIGNATURE.length).toString() !== SIGNATURE) {
    throw new Error(`${name}: expected a file of Pagefind 1.6 that begins with ${SIGNATURE}`);
  }
  const data = JSON.parse(bytes.subarray(SIGNATURE.length).toString('utf8')) as
    | Fragment
    | Readonly<Record<string, Fragment>>;
  if (isFragment(data)) return [[name, data.url]];
  return Object.entries(data).map(([id, { url }]) => [id, url] as const);
}

function isFragment(data: Fragment | Readonly<Record<string, Fragment>>): data is Fragment {
  return typeof data.url === 'string';
}
