/** One piece of a query or a name between white space. */
export interface Token {
  /** As the index spells it: lower case, without accents and punctuation. `On-Premises` -> `onpremises`. */
  readonly word: string;
  /** What hyphens, dots, slashes and capitals divide it into. One element, the word itself, where nothing does. */
  readonly parts: readonly string[];
  /** Only capitals divide it: `CodeStar`. Its parts then say less than the whole. */
  readonly camel: boolean;
}

/** Punctuation that the index drops from the words of pages and queries. An underscore stays. */
const DROPPED = /[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu;
const ACCENTS = /\p{M}/gu;
const CAMEL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u;
const SEPARATORS = /[^\p{L}\p{N}]+/u;

/** Words that say nothing about what is looked for, spelled as in {@link Token.word}. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after all also am an and any anybody anyone are as at be because been before being between both but by can ' +
    'cannot cant could did didnt different difference differences do does doesnt doing dont each for from get gets give ' +
    'had has have having he her here him his how i id if im in instead into is isnt it its itself just keep keeps let ' +
    'like make makes many may me mean means might more most much must my need needs no nor not nothing now of off on ' +
    'once one only or other our out over own same she should so some somebody someone something still such take takes ' +
    'than that the their them then there these they thing this those though through to too under until up use used uses ' +
    'using very versus vs want wants was we were what whats when where whether which while who whom whose why will with ' +
    'without wont work works would yes you your yours'
  ).split(' '),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Tokens in their order, stop words among them. */
export function tokens(text: string): Token[] {
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .split(/\s+/u)
    .map(tokenOf)
    .filter(({ word }) => word !== '');
}

function tokenOf(chunk: string): Token {
  const word = chunk.replace(DROPPED, '').toLowerCase();
  const pieces = chunk.replace(/['’]/g, '').split(SEPARATORS).filter(Boolean);
  const parts = pieces.flatMap((piece) => piece.split(CAMEL)).map((part) => part.toLowerCase());
  return { word, parts: parts.length > 1 ? parts : [word], camel: pieces.length === 1 && parts.length > 1 };
}

/** All words of a text, also those that compounds are made of, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(tokens(text).flatMap(({ word, parts }) => [word, ...parts]))];
}

/** The form in which names are compared: words apart by one space. `CodeStar Connections` -> `codestar connections`. */
export function nameKey(text: string): string {
  return tokens(text)
    .map(({ word }) => word)
    .join(' ');
}
