import type {
  PublishedChoice,
  PublishedMatch,
  PublishedOption,
  PublishedOrder,
  PublishedStep,
} from '@notebank/content-schema';
import { type MatchCell, matchCells } from './key.ts';
import { optionIndexes, shuffledIndexes, stepIndexes } from './shuffle.ts';

/** Options of a choice question as a reader with this seed sees them. Respects `shuffle`. */
export function presentedOptions(
  question: Pick<PublishedChoice, 'options' | 'shuffle'>,
  seed: string,
): PublishedOption[] {
  return pick(question.options, optionIndexes(question.options.length, question.shuffle, seed));
}

/** Steps and surplus steps as a reader with this seed sees them: see {@link stepIndexes}. */
export function presentedSteps(question: Pick<PublishedOrder, 'steps' | 'surplus'>, seed: string): PublishedStep[] {
  const { steps, surplus } = question;
  return pick([...steps, ...surplus], stepIndexes(steps.length, surplus.length, seed));
}

/** Distinct right cells as a reader with this seed sees them. */
export function presentedCells(question: Pick<PublishedMatch, 'pairs' | 'surplus'>, seed: string): MatchCell[] {
  const cells = matchCells(question);
  return pick(cells, shuffledIndexes(cells.length, seed));
}

/** The items at these indexes. */
function pick<Item>(items: readonly Item[], indexes: readonly number[]): Item[] {
  return indexes.flatMap((index) => {
    const item = items[index];
    return item === undefined ? [] : [item];
  });
}
