import type { NameMatch } from './terms.ts';

/** What one look-up found: pages with their scores, and the places of the word in the page. */
export interface Found {
  readonly id: string;
  readonly score: number;
  readonly words: readonly number[];
}

export interface Evidence {
  readonly weight: number;
  /** Place of the token that it stands for; see `Probe`. */
  readonly token: number | undefined;
  readonly found: readonly Found[];
}

export interface Ranked {
  readonly id: string;
  readonly score: number;
  /** Places of the words that were found, in text order. */
  readonly words: readonly number[];
}

/** How much the rarer words count more than the frequent ones. */
const RARITY = 1;
/** Of the best sum of words, what a name in the query adds for the page it names. */
const OWN_NAME = 0.6;
const GLOSSARY_NAME = 0.25;
/** Adds for pages that hold many of the words. */
const COVERAGE = 0.5;

/**
 * Ranks pages by the union of look-ups of single words: the index itself wants every word of a query on one page.
 *
 * @param pages - Pages in the index.
 * @param names - Names that the query holds.
 * @param pins - Pages that come first in any case.
 */
export function rank(
  evidence: readonly Evidence[],
  options: {
    readonly pages: number;
    readonly tokens: readonly string[];
    readonly names: readonly NameMatch[];
    readonly pins: ReadonlySet<string>;
  },
): Ranked[] {
  const rarities = evidence.map(({ found }) => rarity(found.length, options.pages));
  const sums = new Map<string, { score: number; words: number[]; perToken: Map<number, number> }>();
  evidence.forEach(({ weight, token, found }, index) => {
    const top = found[0]?.score ?? 0;
    if (top <= 0) return;
    const share = weight * (rarities[index] ?? 0) ** RARITY;
    for (const { id, score, words } of found) {
      const sum = sums.get(id) ?? { score: 0, words: [], perToken: new Map<number, number>() };
      const gain = share * (0.35 + 0.65 * Math.max(0, score / top));
      if (token === undefined) sum.score += gain;
      else sum.perToken.set(token, Math.max(sum.perToken.get(token) ?? 0, gain));
      sum.words.push(...words);
      sums.set(id, sum);
    }
  });
  const worth = tokenWorth(evidence, rarities, options.tokens.length);
  const total = worth.reduce((sum, each) => sum + each, 0) || 1;
  for (const sum of sums.values()) {
    let covered = 0;
    for (const [token, gain] of sum.perToken) {
      sum.score += gain;
      covered += worth[token] ?? 0;
    }
    sum.score *= 1 + COVERAGE * (covered / total) ** 2;
  }
  const best = Math.max(0.001, ...[...sums.values()].map(({ score }) => score));
  for (const [id, gain] of nameGains(options.names, options.tokens, worth, total)) {
    const sum = sums.get(id);
    if (sum) sum.score += gain * best;
  }
  return [...sums]
    .map(([id, { score, words }]) => ({
      id,
      score: score + (options.pins.has(id) ? best * 4 : 0),
      words: [...new Set(words)].sort((a, b) => a - b),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function rarity(found: number, pages: number): number {
  return Math.log(1 + pages / (found + 1));
}

function tokenWorth(evidence: readonly Evidence[], rarities: readonly number[], count: number): number[] {
  const worth = new Array<number>(count).fill(0);
  evidence.forEach(({ token, found }, index) => {
    if (token !== undefined && found.length > 0) worth[token] = Math.max(worth[token] ?? 0, rarities[index] ?? 0);
  });
  return worth;
}

function nameGains(
  names: readonly NameMatch[],
  typed: readonly string[],
  worth: readonly number[],
  total: number,
): Map<string, number> {
  const gains = new Map<string, number>();
  for (const { page, words, own } of names) {
    if (page === undefined) continue;
    const covered = words.reduce((sum, word) => sum + (worth[typed.indexOf(word)] ?? 0), 0) / total;
    const gain = covered * (own ? OWN_NAME : GLOSSARY_NAME);
    gains.set(page, Math.max(gains.get(page) ?? 0, gain));
  }
  return gains;
}
