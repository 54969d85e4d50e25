import { distance } from './spelling.ts';
import { isStopWord, nameKey, tokens, wordsOf } from './text.ts';

/**
 * What the search knows besides the index: names, spellings, errors. The build writes it, the client loads it with the
 * first search. Keys are short because readers download them.
 */
export interface SearchTerms {
  readonly version: 1;
  /** Pages in the index. */
  readonly pages: number;
  /** Notes and exams, in reading order. */
  readonly targets: readonly Target[];
  /** Glossary: a term, then what else it is called. `t` is the place of its note in `targets`. */
  readonly glossary: readonly { readonly n: readonly string[]; readonly t?: number }[];
  /** Words of headings that no name holds, apart by spaces. */
  readonly words: string;
}

/** A page that a query may name. */
export interface Target {
  /** Id of the page in the index. */
  readonly i: string;
  /** Title first, then what else it is called. */
  readonly n: readonly string[];
  /** Exact error strings that it explains. */
  readonly e?: readonly string[];
}

/** A name that was found in a query. */
export interface NameMatch {
  /** Words of the query that it covers. */
  readonly words: readonly string[];
  /** Page it names, if it names one. */
  readonly page: string | undefined;
  /** A glossary name is a hint at a note; the note's own names are more. */
  readonly own: boolean;
  /** Words that mean the same. */
  readonly synonyms: readonly string[];
}

interface Name {
  readonly page: string | undefined;
  readonly own: boolean;
  readonly synonyms: readonly string[];
}

/** Too common among names to widen a query. */
const GENERIC = new Set(['aws', 'amazon', 'a', 'an', 'the', 'of', 'and', 'or', 'for', 'in', 'on', 'to', 'with']);

/** Look-ups over {@link SearchTerms}. Immutable. */
export class Vocabulary {
  readonly pages: number;
  readonly #names = new Map<string, Name[]>();
  readonly #words: Set<string>;
  readonly #titles: readonly string[];
  readonly #errors: { readonly page: string; readonly text: string }[] = [];
  #longest = 1;

  constructor(terms: SearchTerms) {
    this.pages = terms.pages;
    this.#titles = [...terms.targets, ...terms.glossary].flatMap(({ n }) => n.slice(0, 1));
    this.#words = new Set(terms.words.split(' ').filter(Boolean));
    for (const { i, n, e = [] } of terms.targets) {
      for (const name of n) this.#add(name, { page: i, own: true, synonyms: [] });
      for (const error of e) this.#errors.push({ page: i, text: errorKey(error) });
    }
    for (const { n, t } of terms.glossary) {
      const synonyms = synonymWords(n[0] ?? '');
      const page = t === undefined ? undefined : terms.targets[t]?.i;
      for (const name of n) this.#add(name, { page, own: false, synonyms });
    }
  }

  #add(name: string, entry: Name): void {
    for (const word of wordsOf(name)) this.#words.add(word);
    const key = nameKey(name);
    for (const form of new Set([key, withoutVendor(key)])) {
      this.#longest = Math.max(this.#longest, form.split(' ').length);
      const known = this.#names.get(form);
      if (known) known.push(entry);
      else this.#names.set(form, [entry]);
    }
  }

  /** Words of names and headings. */
  get words(): Iterable<string> {
    return this.#words;
  }

  knows(word: string): boolean {
    return this.#words.has(word);
  }

  /** Every name that stands in the words, wherever it begins. */
  namesIn(words: readonly string[]): NameMatch[] {
    const found: NameMatch[] = [];
    for (let start = 0; start < words.length; start += 1) {
      for (let end = start + 1; end <= Math.min(words.length, start + this.#longest); end += 1) {
        const covered = words.slice(start, end);
        for (const name of this.#names.get(covered.join(' ')) ?? []) found.push({ words: covered, ...name });
      }
    }
    return found;
  }

  /** Titles and terms with a word that begins like one of the query or is spelled alike, nearest first. */
  suggestions(query: string, limit = 5): string[] {
    const wanted = wordsOf(query).filter((word) => word.length > 2 && !isStopWord(word));
    const near = this.#titles.map((title) => {
      const words = wordsOf(title).filter((word) => word.length > 2 && !GENERIC.has(word));
      const count = wanted.filter((word) => words.some((each) => alike(word, each))).length;
      return { title, count };
    });
    return near
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, limit)
      .map(({ title }) => title);
  }

  /** Pages whose errors the query quotes, or quotes a good part of. */
  errorsIn(query: string): string[] {
    const text = errorKey(query);
    const long = text.length >= 12 && text.includes(' ');
    const code = /^[a-z]+(?:_[a-z]+)+$/.test(text);
    if (!long && !code) return [];
    const pages = this.#errors.filter(
      (error) => error.text.includes(text) || (error.text.includes(' ') && text.includes(error.text)),
    );
    return [...new Set(pages.map(({ page }) => page))];
  }
}

/** Words of a term that stand for it. Capitals divide a name into words that say too little: `Code`. */
function synonymWords(term: string): string[] {
  const words = tokens(term).flatMap(({ word, parts, camel }) => (camel ? [word] : parts));
  return [...new Set(words)].filter((word) => !GENERIC.has(word));
}

function alike(a: string, b: string): boolean {
  return a.slice(0, 4) === b.slice(0, 4) || (a.length > 4 && distance(a, b) <= 2);
}

/** `aws codebuild` -> `codebuild`: readers leave the vendor out. */
function withoutVendor(key: string): string {
  return key.replace(/^(?:aws|amazon) (?=.)/, '');
}

/** Errors are compared with their punctuation folded to spaces, because readers copy them with and without quotes. */
function errorKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
}
