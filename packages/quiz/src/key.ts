import type { PublishedMatch, PublishedQuestion, RichText } from '@notebank/content-schema';

/** What grading needs to know of a question, and nothing else. A page can carry it in attributes. */
export type QuestionKey = ChoiceKey | OrderKey | MatchKey | NumericKey | ClozeKey | RecallKey;

export interface ChoiceKey {
  readonly kind: 'choice';
  readonly options: readonly { readonly id: string; readonly correct: boolean }[];
}
export interface OrderKey {
  readonly kind: 'order';
  /** Ids of the steps in the right order. */
  readonly steps: readonly string[];
  /** Ids of the steps that belong nowhere. */
  readonly surplus: readonly string[];
}
export interface MatchKey {
  readonly kind: 'match';
  /** Id of each pair and of the cell that belongs to its left side. */
  readonly pairs: readonly { readonly id: string; readonly cell: string }[];
  /** Ids of all right cells, surplus ones too. */
  readonly cells: readonly string[];
}
export interface NumericKey {
  readonly kind: 'numeric';
  readonly answer: { readonly value: number; readonly tolerance: number };
  readonly mistakes: readonly { readonly value: number; readonly why: string }[];
}
export interface ClozeKey {
  readonly kind: 'cloze';
  /** Card numbers of the gaps, each once, ascending. */
  readonly numbers: readonly number[];
}
export interface RecallKey {
  readonly kind: 'recall';
}

/** A right cell of a match question. Pairs with the same text share one. */
export interface MatchCell {
  /** Id of the first pair or surplus row that holds it. */
  readonly id: string;
  readonly right: RichText;
}

/** Distinct right cells in file order, surplus ones last. Cells are the same when their Markdown is. */
export function matchCells(question: Pick<PublishedMatch, 'pairs' | 'surplus'>): MatchCell[] {
  const cells = new Map<string, MatchCell>();
  for (const { id, right } of [...question.pairs, ...question.surplus]) {
    if (!cells.has(right.markdown)) cells.set(right.markdown, { id, right });
  }
  return [...cells.values()];
}

/** The key of a published question. */
export function questionKey(question: PublishedQuestion): QuestionKey {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', options: question.options.map(({ id, correct }) => ({ id, correct })) };
    case 'order':
      return { kind: 'order', steps: question.steps.map(idOf), surplus: question.surplus.map(idOf) };
    case 'match':
      return matchKey(question);
    case 'numeric':
      return { kind: 'numeric', answer: question.answer, mistakes: question.mistakes };
    case 'cloze':
      return {
        kind: 'cloze',
        numbers: [...new Set(question.deletions.map(({ number }) => number))].sort((one, other) => one - other),
      };
    case 'recall':
      return { kind: 'recall' };
  }
}

function matchKey(question: PublishedMatch): MatchKey {
  const cells = matchCells(question);
  const cellOf = new Map(cells.map(({ id, right }) => [right.markdown, id]));
  const pairs = question.pairs.map(({ id, right }) => ({ id, cell: cellOf.get(right.markdown) ?? id }));
  return { kind: 'match', pairs, cells: cells.map(idOf) };
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
