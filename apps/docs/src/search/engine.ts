import { parseQuery, probesOf, type Query } from './query.ts';
import { type Evidence, type Found, type Ranked, rank } from './rank.ts';
import { nearest } from './spelling.ts';
import type { NameMatch, Vocabulary } from './terms.ts';
import { isStopWord, nameKey } from './text.ts';

/** Kinds of pages in the index, in the order in which results show them. */
export const TYPES = ['Note', 'Term', 'Lab', 'Question', 'Exam'] as const;
export type Type = (typeof TYPES)[number];

/** Values by name of a filter: `exam`, `area`, `service`. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** What Pagefind tells about a page. */
export interface PageData {
  readonly url: string;
  readonly content: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly anchors: readonly {
    readonly element: string;
    readonly id: string;
    readonly text: string;
    readonly location: number;
  }[];
}

interface IndexHit extends Found {
  data(): Promise<PageData>;
}

/** The part of Pagefind that is used. */
export interface Index {
  search(
    term: string | null,
    options?: { readonly filters?: Record<string, unknown> },
  ): Promise<{ readonly results: readonly IndexHit[]; readonly unfilteredResultCount: number }>;
}

export interface Hit extends Ranked {
  readonly type: Type;
  data(): Promise<PageData>;
}

/** A word that was not in the index, and the one that was searched instead. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

export interface Outcome {
  /** Best first. */
  readonly hits: readonly Hit[];
  readonly replaced: readonly Replacement[];
}

const NOTHING: Outcome = { hits: [], replaced: [] };

/** Searches by the index and the terms. One object serves all queries of a page: it remembers look-ups. */
export class Engine {
  readonly #index: Index;
  readonly #vocabulary: Vocabulary;
  readonly #lookups = new Map<string, Promise<readonly IndexHit[]>>();
  #types: Promise<ReadonlyMap<string, Type>> | undefined;

  constructor(index: Index, vocabulary: Vocabulary) {
    this.#index = index;
    this.#vocabulary = vocabulary;
  }

  /**
   * @param filters - Pages must have one value of each filter that has any.
   * @param options - `literal` leaves words that the index lacks as they are.
   */
  async search(typed: string, filters: Filters = {}, options: { readonly literal?: boolean } = {}): Promise<Outcome> {
    const query = parseQuery(typed);
    if (query.tokens.length === 0) return NOTHING;
    if (query.phrase !== undefined) return this.#phrase(query, query.phrase, filters);
    const exact = await Promise.all(query.tokens.map(({ word }) => this.#holds(word)));
    const { corrected, replaced } =
      options.literal === true ? { corrected: query, replaced: [] } : this.#correct(query, exact);
    const held = await Promise.all(corrected.tokens.map(({ word }) => this.#holds(word)));
    const probes = probesOf(corrected, this.#vocabulary, held);
    const evidence = await Promise.all(
      probes.map(async ({ word, weight, token }): Promise<Evidence> => {
        const trusted = token === undefined || (await this.#holds(word));
        const named = token === undefined || this.#vocabulary.knows(word) ? 1 : UNNAMED;
        return { weight: (trusted ? weight : weight * GUESS) * named, token, found: await this.#look(word, filters) };
      }),
    );
    const words = corrected.tokens.map(({ word }) => word);
    const names = this.#vocabulary.namesIn(words);
    const pins = [...this.#vocabulary.errorsIn(typed), ...pinned(names, corrected)];
    const ranked = rank(evidence, { pages: this.#vocabulary.pages, tokens: words, names, pins: new Set(pins) });
    return {
      hits: await this.#hits(
        ranked,
        probes.map(({ word }) => word),
        filters,
      ),
      replaced,
    };
  }

  async #phrase(query: Query, phrase: string, filters: Filters): Promise<Outcome> {
    const term = `"${phrase}"`;
    const found = await this.#look(term, filters);
    const pins = this.#vocabulary.errorsIn(phrase);
    const options = { pages: this.#vocabulary.pages, tokens: [query.text], names: [], pins: new Set(pins) };
    return { hits: await this.#hits(rank([{ weight: 1, token: 0, found }], options), [term], filters), replaced: [] };
  }

  /** Words that neither the index nor any name holds, replaced by the nearest word of a name or heading. */
  #correct(query: Query, exact: readonly boolean[]): { corrected: Query; replaced: Replacement[] } {
    const replaced: Replacement[] = [];
    const corrected = query.tokens.map((token, index) => {
      if (exact[index] === true || isStopWord(token.word)) return token;
      const to = nearest(token.word, this.#vocabulary.words);
      if (to === undefined) return token;
      replaced.push({ from: token.word, to });
      return { word: to, parts: [to], camel: false };
    });
    return { corrected: { ...query, tokens: corrected }, replaced };
  }

  /** Whether a name or the index holds the word, not only a longer or shorter one that begins alike. */
  async #holds(word: string): Promise<boolean> {
    return this.#vocabulary.knows(word) || (await this.#look(`"${word}"`, {})).length > 0;
  }

  #look(term: string, filters: Filters): Promise<readonly IndexHit[]> {
    const chosen = Object.fromEntries(
      Object.entries(filters)
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, { any: values }]),
    );
    const key = JSON.stringify([term, chosen]);
    const known = this.#lookups.get(key);
    if (known) return known;
    const found = this.#index.search(term, { filters: chosen }).then(({ results }) => results);
    found.catch(() => this.#lookups.delete(key));
    if (this.#lookups.size > 500) this.#lookups.clear();
    this.#lookups.set(key, found);
    return found;
  }

  async #hits(ranked: readonly Ranked[], terms: readonly string[], filters: Filters): Promise<Hit[]> {
    const types = await this.#typeOfPages();
    const data = new Map<string, IndexHit>();
    for (const term of terms) for (const hit of await this.#look(term, filters)) data.set(hit.id, hit);
    return ranked.flatMap((each) => {
      const hit = data.get(each.id);
      return hit === undefined ? [] : [{ ...each, type: types.get(each.id) ?? 'Note', data: () => hit.data() }];
    });
  }

  /** The index tells types only of pages that were loaded, so each type is asked for once. */
  #typeOfPages(): Promise<ReadonlyMap<string, Type>> {
    this.#types ??= Promise.all(
      TYPES.map(async (type) => {
        const { results } = await this.#index.search(null, { filters: { type } });
        return results.map(({ id }) => [id, type] as const);
      }),
    ).then((pairs) => new Map(pairs.flat()));
    return this.#types;
  }
}

/** Weight of words that stand in no name and no heading. */
const UNNAMED = 0.6;

/** Weight of pages that only hold a word which begins alike. */
const GUESS = 0.3;

/** Pages that the whole query names. */
function pinned(names: readonly NameMatch[], query: Query): string[] {
  const whole = query.tokens.map(({ word }) => word).join(' ');
  const full = names.filter(
    ({ words, own }) => own && (words.join(' ') === whole || words.join(' ') === nameKey(query.text)),
  );
  return full.flatMap(({ page }) => (page === undefined ? [] : [page]));
}

/** The hits in the order in which they are shown: by type, best first within. */
export function grouped(hits: readonly Hit[], limits: Readonly<Record<Type, number>>): Hit[] {
  return TYPES.flatMap((type) => hits.filter((hit) => hit.type === type).slice(0, limits[type]));
}

/** Results of each type that are shown together. */
export const LIMITS: Readonly<Record<Type, number>> = { Note: 8, Term: 2, Lab: 2, Question: 5, Exam: 2 };
