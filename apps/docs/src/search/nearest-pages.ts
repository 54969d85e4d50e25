import { h } from './dom.ts';
import { grouped, LIMITS } from './engine.ts';
import { loadSearch } from './load.ts';

export interface NearestOptions {
  /** Base path of the site, ending with `/`. */
  readonly base: string;
  readonly query: string;
  /** Gets a heading and a list of links; stays as it is when nothing is found or the index cannot be loaded. */
  readonly into: HTMLElement;
  /** Links to show. Default: 5. */
  readonly limit?: number;
}

/** Lists the pages that a query finds, as the page for a missing address does with its words. */
export async function showNearest({ base, query, into, limit = 5 }: NearestOptions): Promise<void> {
  try {
    const { engine } = await loadSearch(base);
    const { hits } = await engine.search(query);
    const pages = await Promise.all(
      grouped(hits, { ...LIMITS, Note: limit })
        .slice(0, limit)
        .map((hit) => hit.data()),
    );
    if (pages.length === 0) return;
    const links = pages.map(({ url, meta }) => h('li', {}, h('a', { href: url }, meta.title ?? url)));
    into.append(
      h('section', { class: 'section' }, h('h2', {}, 'Perhaps one of these'), h('ul', { class: 'links' }, ...links)),
    );
  } catch {
    // The page says what else to do; a search that cannot be loaded adds nothing.
  }
}
