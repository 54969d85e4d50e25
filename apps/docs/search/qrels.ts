import { readFileSync } from 'node:fs';

export const CLASSES = ['keyword', 'sentence', 'symptom', 'alias', 'typo', 'compare'] as const;
export type QueryClass = (typeof CLASSES)[number];
export type Split = 'dev' | 'test';

/** One line of `qrels.tsv`. */
export interface Judgement {
  readonly query: string;
  /** Addresses below the base path that answer it: `/notes/codeartifact/`. */
  readonly expected: readonly string[];
  readonly class: QueryClass;
  readonly split: Split;
}

export const QRELS = new URL('./qrels.tsv', import.meta.url);

/**
 * Reads the judgements.
 *
 * @throws {@link Error} with the line, when a line has not four cells or names an unknown class or split.
 */
export function readQrels(text = readFileSync(QRELS, 'utf8')): Judgement[] {
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line, index) => {
    const [query = '', expected = '', kind = '', split = '', ...rest] = line.split('\t');
    const known = CLASSES.find((each) => each === kind);
    if (known === undefined || (split !== 'dev' && split !== 'test') || expected === '' || rest.length > 0) {
      throw new Error(
        `qrels.tsv:${index + 2}: expected query, addresses, class and split between tabs, found "${line}"`,
      );
    }
    return { query, expected: expected.split(' '), class: known, split };
  });
}
