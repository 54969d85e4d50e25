import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matchCells,
  optionIndexes,
  presentedCells,
  presentedOptions,
  presentedSteps,
  questionSeed,
  shuffledIndexes,
  stepIndexes,
} from '../src/index.ts';
import { choiceQuestion, matchQuestion, multipleQuestion, orderQuestion } from './questions.ts';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const sorted = (indexes: readonly number[]): number[] => [...indexes].sort((one, other) => one - other);
const length = fc.nat({ max: 40 });

describe('shuffledIndexes', () => {
  it('is a permutation that the seed fixes', () => {
    fc.assert(
      fc.property(length, fc.string(), (count, seed) => {
        const indexes = shuffledIndexes(count, seed);
        expect(sorted(indexes)).toEqual(range(count));
        expect(shuffledIndexes(count, seed)).toEqual(indexes);
      }),
    );
  });

  it('stays what stored seeds were made with', () => {
    expect(shuffledIndexes(5, 'buildspec-location@1')).toEqual([4, 1, 0, 3, 2]);
  });

  it('brings every order of four about equally often (chi-square, 23 degrees of freedom)', () => {
    const draws = 24_000;
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      const order = shuffledIndexes(4, `question-${draw}@1`).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = draws / 24;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    // The 99.9 % quantile.
    expect(chiSquare).toBeLessThan(49.73);
  });
});

describe('optionIndexes', () => {
  it('keeps the last in place with except-last, and all with none', () => {
    fc.assert(
      fc.property(length, fc.string(), (count, seed) => {
        expect(optionIndexes(count, 'none', seed)).toEqual(range(count));
        const indexes = optionIndexes(count, 'except-last', seed);
        expect(sorted(indexes)).toEqual(range(count));
        if (count > 0) expect(indexes.at(-1)).toBe(count - 1);
      }),
    );
  });
});

describe('stepIndexes', () => {
  it('never shows the steps in their right order, wherever surplus steps stand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat({ max: 4 }), fc.string(), (steps, surplus, seed) => {
        const indexes = stepIndexes(steps, surplus, seed);
        expect(sorted(indexes)).toEqual(range(steps + surplus));
        expect(indexes.filter((index) => index < steps)).not.toEqual(range(steps));
      }),
    );
  });

  it('has one order for one step', () => {
    expect(stepIndexes(1, 0, 'any')).toEqual([0]);
    expect(stepIndexes(0, 0, 'any')).toEqual([]);
  });
});

describe('what a reader sees', () => {
  it('loses no option and no key', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('all' as const, 'except-last' as const, 'none' as const),
        (seed, shuffle) => {
          const question = multipleQuestion({ shuffle });
          const shown = presentedOptions(question, seed);
          expect(new Set(shown)).toEqual(new Set(question.options));
          expect(shown).toHaveLength(question.options.length);
          expect(shown.filter(({ correct }) => correct)).toHaveLength(question.choose);
        },
      ),
    );
  });

  it('holds steps and surplus steps, and each right cell once', () => {
    const order = orderQuestion();
    expect(new Set(presentedSteps(order, 'x'))).toEqual(new Set([...order.steps, ...order.surplus]));
    const match = matchQuestion();
    expect(matchCells(match).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'e']);
    expect(new Set(presentedCells(match, 'x'))).toEqual(new Set(matchCells(match)));
  });

  it('does not keep the key in one place over the questions of a bank', () => {
    const places = [0, 0, 0, 0];
    for (let number = 0; number < 400; number += 1) {
      const question = choiceQuestion({ id: `question-${number}` });
      const place = presentedOptions(question, questionSeed(question)).findIndex(({ correct }) => correct);
      places[place] = (places[place] ?? 0) + 1;
    }
    // 100 each are expected; 65 to 135 is four standard deviations.
    for (const count of places) expect(Math.abs(count - 100)).toBeLessThan(36);
  });
});

describe('questionSeed', () => {
  it('names id, revision and round', () => {
    expect(questionSeed({ id: 'timeouts', revision: 3 })).toBe('timeouts@3');
    expect(questionSeed({ id: 'timeouts', revision: 3 }, 'k2-1')).toBe('timeouts@3#k2-1');
  });
});
