import type { PublishedChoice, PublishedQuestion } from '@notebank/content-schema';
import { seededRandom } from './random.ts';

/** Which options may change places. */
export type Shuffle = PublishedChoice['shuffle'];

/**
 * The seed that fixes where things stand: `<id>@<revision>`, and `#<round>` when a round is given.
 * Without a round it is what a server uses, so that keys are not always in one place and pages do not change
 * from build to build.
 */
export function questionSeed(question: Pick<PublishedQuestion, 'id' | 'revision'>, round = ''): string {
  return `${question.id}@${question.revision}${round === '' ? '' : `#${round}`}`;
}

/**
 * Indexes 0 to `length - 1` in a seeded order (Fisher-Yates, from the last place down).
 * Every other function here is this one plus a rule.
 */
export function shuffledIndexes(length: number, seed: string): number[] {
  const random = seededRandom(seed);
  const indexes = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    swap(indexes, last, Math.floor(random() * (last + 1)));
  }
  return indexes;
}

/** Places of options: `presented[i]` is the index, in file order, of the option shown at place i. */
export function optionIndexes(length: number, shuffle: Shuffle, seed: string): number[] {
  if (shuffle === 'all') return shuffledIndexes(length, seed);
  const moving = shuffle === 'none' ? 0 : Math.max(length - 1, 0);
  const fixed = Array.from({ length: length - moving }, (_, index) => moving + index);
  return [...shuffledIndexes(moving, seed), ...fixed];
}

/**
 * Places of the steps of an `order` question: indexes below `steps` are steps in the right order, the others surplus.
 * The steps never stand in their right order, unless there is only one: then the first two of them change places.
 */
export function stepIndexes(steps: number, surplus: number, seed: string): number[] {
  const indexes = shuffledIndexes(steps + surplus, seed);
  const places = indexes.flatMap((index, place) => (index < steps ? [place] : []));
  const inOrder = places.every((place, rank) => indexes[place] === rank);
  const [first, second] = places;
  if (inOrder && first !== undefined && second !== undefined) swap(indexes, first, second);
  return indexes;
}

function swap(indexes: number[], one: number, other: number): void {
  [indexes[one], indexes[other]] = [indexes[other] as number, indexes[one] as number];
}
