import type { Vocabulary } from './terms.ts';
import { isStopWord, type Token, tokens } from './text.ts';

/** One word to look up in the index. */
export interface Probe {
  readonly word: string;
  /** Share of its score that counts, 0 to 1. */
  readonly weight: number;
  /** Place in {@link Query.tokens} of what it stands for; a synonym stands for nothing that was typed. */
  readonly token: number | undefined;
}

/** A query, taken apart. */
export interface Query {
  /** As typed, without white space around it. */
  readonly text: string;
  /** The query was one phrase in quotation marks: it is looked up as it stands. */
  readonly phrase: string | undefined;
  /** Words that count; all of them where every one is a stop word. */
  readonly tokens: readonly Token[];
}

export function parseQuery(typed: string): Query {
  const text = typed.trim();
  const phrase = /^["“](.+)["”]$/.exec(text)?.[1]?.trim();
  const all = tokens(text);
  const telling = all.filter(({ word }) => !isStopWord(word));
  return { text, phrase, tokens: telling.length > 0 ? telling : all };
}

/** Weights of words that were not typed as they are looked up. */
const PART = 0.35;
const SYNONYM = 0.4;
const JOINED = 0.8;

/**
 * Words to look up.
 *
 * @param exact - Tells whether the index holds the word (not only one that begins alike), for every token.
 */
export function probesOf(query: Query, vocabulary: Vocabulary, exact: readonly boolean[]): Probe[] {
  const probes: Probe[] = [];
  query.tokens.forEach(({ word, parts, camel }, token) => {
    const found = exact[token] === true;
    if (found || parts.length === 1) probes.push({ word, weight: 1, token });
    if (parts.length === 1 || (found && camel)) return;
    for (const part of parts.filter((each) => each.length > 1 && !isStopWord(each))) {
      probes.push({ word: part, weight: found ? PART : 1 / Math.sqrt(parts.length), token });
    }
  });
  probes.push(...joined(query.tokens, vocabulary));
  const typed = new Set(probes.map(({ word }) => word));
  const names = vocabulary.namesIn(query.tokens.map(({ word }) => word));
  for (const word of new Set(names.flatMap(({ synonyms }) => synonyms))) {
    if (!typed.has(word)) probes.push({ word, weight: SYNONYM, token: undefined });
  }
  return probes;
}

/** `code deploy` -> `codedeploy`, where that is a word of a name. */
function joined(typed: readonly Token[], vocabulary: Vocabulary): Probe[] {
  return typed.slice(1).flatMap(({ word }, index) => {
    const whole = `${typed[index]?.word ?? ''}${word}`;
    return whole.length > 5 && vocabulary.knows(whole) ? [{ word: whole, weight: JOINED, token: index }] : [];
  });
}
