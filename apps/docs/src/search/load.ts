import { Engine, type Index } from './engine.ts';
import { type SearchTerms, Vocabulary } from './terms.ts';

/** Number of pages by value, by name of the filter. */
export type FilterCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Loaded {
  readonly engine: Engine;
  readonly vocabulary: Vocabulary;
  readonly filters: FilterCounts;
}

interface Pagefind {
  createInstance(options: Record<string, unknown>): Index & { init(): Promise<void>; filters(): Promise<FilterCounts> };
}

/**
 * Fetches index and terms.
 *
 * @param base - Base path of the site, ending with `/`.
 * @throws when the site was built without them, as the development server does.
 */
export async function loadSearch(base: string): Promise<Loaded> {
  const [module, terms] = await Promise.all([
    import(/* @vite-ignore */ `${base}pagefind/pagefind.js`) as Promise<Pagefind>,
    fetchTerms(`${base}search/terms.json`),
  ]);
  const index = module.createInstance({});
  await index.init();
  const vocabulary = new Vocabulary(terms);
  return { engine: new Engine(index, vocabulary), vocabulary, filters: await index.filters() };
}

async function fetchTerms(url: string): Promise<SearchTerms> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: expected the terms of the search, got status ${response.status}`);
  return (await response.json()) as SearchTerms;
}
