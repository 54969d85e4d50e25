import type { PublishedQuestion } from '@notebank/content-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade, matchCells, QuizError, type Response } from '../src/index.ts';
import {
  choiceQuestion,
  clozeQuestion,
  everyKind,
  matchQuestion,
  multipleQuestion,
  numericQuestion,
  orderQuestion,
  recallQuestion,
} from './questions.ts';

describe('choice', () => {
  it('says of each option what became of it', () => {
    expect(grade(choiceQuestion(), { kind: 'choice', chosen: ['b'] })).toEqual({
      correct: false,
      points: 0,
      of: 1,
      parts: [
        { id: 'a', verdict: 'missed' },
        { id: 'b', verdict: 'chosen-wrong' },
        { id: 'c', verdict: 'left-out' },
        { id: 'd', verdict: 'left-out' },
      ],
    });
  });

  it.each<[string[], boolean, number]>([
    [['a', 'b'], true, 2],
    [['b', 'a'], true, 2],
    [['a'], false, 1],
    [['a', 'c'], false, 0],
    [['a', 'b', 'c'], false, 1],
    [['a', 'b', 'c', 'd', 'e'], false, 0],
    [[], false, 0],
  ])('of two keys, %j is correct=%s with %d points', (chosen, correct, points) => {
    expect(grade(multipleQuestion(), { kind: 'choice', chosen })).toMatchObject({ correct, points, of: 2 });
  });

  it('is correct for the keys alone, whatever the options', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 8 });
    const cases = ids.chain((all) =>
      fc.record({ all: fc.constant(all), keys: fc.subarray(all, { minLength: 1 }), chosen: fc.shuffledSubarray(all) }),
    );
    fc.assert(
      fc.property(cases, ({ all, keys, chosen }) => {
        const base = choiceQuestion().options[0];
        if (base === undefined) throw new Error('a sample without options');
        const options = all.map((id) => ({ ...base, id, correct: keys.includes(id) }));
        const result = grade(choiceQuestion({ options, choose: keys.length }), { kind: 'choice', chosen });
        expect(result.correct).toBe([...chosen].sort().join('\n') === [...keys].sort().join('\n'));
        expect(result.points).toBeGreaterThanOrEqual(0);
        expect(result.points === result.of).toBe(result.correct);
        expect(result.parts.map(({ id }) => id)).toEqual(all);
      }),
    );
  });
});

describe('order', () => {
  const verdicts = (order: string[]) =>
    grade(orderQuestion(), { kind: 'order', order }).parts.map(({ id, verdict }) => `${id} ${verdict}`);

  it('wants every step in its place and the surplus left out', () => {
    expect(grade(orderQuestion(), { kind: 'order', order: ['a', 'b', 'c', 'd'] })).toMatchObject({
      correct: true,
      points: 4,
      of: 4,
    });
  });

  it('says which steps stand wrong, are missing, or do not belong', () => {
    expect(verdicts(['a', 'c', 'b', 'e'])).toEqual([
      'a chosen-right',
      'b chosen-wrong',
      'c chosen-wrong',
      'd missed',
      'e chosen-wrong',
    ]);
    expect(verdicts([])).toEqual(['a missed', 'b missed', 'c missed', 'd missed', 'e left-out']);
  });

  it('is not correct with a surplus step behind the right ones', () => {
    expect(grade(orderQuestion(), { kind: 'order', order: ['a', 'b', 'c', 'd', 'e'] })).toMatchObject({
      correct: false,
      points: 4,
    });
  });
});

describe('match', () => {
  it('takes one cell for two pairs with the same text', () => {
    const pairs = { a: 'a', b: 'b', c: 'c', d: 'c' };
    expect(grade(matchQuestion(), { kind: 'match', pairs })).toMatchObject({ correct: true, points: 4, of: 4 });
  });

  it('says which pairs are wrong and which have no answer', () => {
    expect(grade(matchQuestion(), { kind: 'match', pairs: { a: 'a', b: 'e' } }).parts).toEqual([
      { id: 'a', verdict: 'chosen-right' },
      { id: 'b', verdict: 'chosen-wrong' },
      { id: 'c', verdict: 'missed' },
      { id: 'd', verdict: 'missed' },
    ]);
  });
});

describe('numeric', () => {
  it.each<[number | string, boolean, string | undefined]>([
    [60, true, undefined],
    ['60 builds', true, undefined],
    ['60.0', true, undefined],
    [61, false, undefined],
    ['88', false, 'That is all that do not run at once.'],
    [72, false, 'That counts the running ones too.'],
  ])('%j is correct=%s, mistake %j', (value, correct, mistake) => {
    const result = grade(numericQuestion(), { kind: 'numeric', value });
    expect(result.correct).toBe(correct);
    expect(result.points).toBe(correct ? 1 : 0);
    expect(result.mistake).toBe(mistake);
  });

  it('takes what is within the tolerance, its ends too, and no more', () => {
    const question = numericQuestion({ answer: { value: 0.3, tolerance: 0.1, unit: '' }, mistakes: [] });
    const correct = (value: number): boolean => grade(question, { kind: 'numeric', value }).correct;
    expect([0.2, 0.1 + 0.2, 0.4, 0.30000000000000004].map(correct)).toEqual([true, true, true, true]);
    expect([0.199, 0.401].map(correct)).toEqual([false, false]);
  });

  it('does not take a tiny number for another', () => {
    const question = numericQuestion({ answer: { value: 1e-12, tolerance: 0, unit: '' }, mistakes: [] });
    expect(grade(question, { kind: 'numeric', value: 1.1e-12 }).correct).toBe(false);
  });

  it('names the first mistake within the tolerance, and none for a right answer', () => {
    const answer = { value: 100, tolerance: 2, unit: '' };
    const mistakes = [
      { value: 50, why: 'half' },
      { value: 53, why: 'half and a bit' },
      { value: 101, why: 'within the tolerance of the answer' },
    ];
    const mistake = (value: number) => grade(numericQuestion({ answer, mistakes }), { kind: 'numeric', value }).mistake;
    expect([51, 52, 54, 56, 101].map(mistake)).toEqual(['half', 'half', 'half and a bit', undefined, undefined]);
  });
});

describe('cloze and recall', () => {
  it('count what the reader says', () => {
    expect(grade(clozeQuestion(), { kind: 'cloze', known: [2] })).toEqual({
      correct: false,
      points: 1,
      of: 2,
      parts: [
        { id: '1', verdict: 'missed' },
        { id: '2', verdict: 'chosen-right' },
      ],
    });
    expect(grade(clozeQuestion(), { kind: 'cloze', known: [1, 2] }).correct).toBe(true);
    expect(grade(recallQuestion(), { kind: 'recall', known: true })).toMatchObject({ correct: true, points: 1, of: 1 });
    expect(grade(recallQuestion(), { kind: 'recall', known: false })).toMatchObject({ correct: false, points: 0 });
  });
});

describe('every kind', () => {
  it('keeps points within 0 and of, all of them exactly when correct', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...everyKind())
          .chain((question) => responseTo(question).map((response) => ({ question, response }))),
        ({ question, response }) => {
          const result = grade(question, response);
          expect(result.points).toBeGreaterThanOrEqual(0);
          expect(result.points).toBeLessThanOrEqual(result.of);
          if (result.correct) expect(result.points).toBe(result.of);
          expect(result.correct).toBe(result.parts.every(({ verdict }) => /^(chosen-right|left-out)$/.test(verdict)));
        },
      ),
    );
  });
});

/** Any well-formed response to a question. */
function responseTo(question: PublishedQuestion): fc.Arbitrary<Response> {
  switch (question.kind) {
    case 'choice':
      return fc.shuffledSubarray(question.options.map(({ id }) => id)).map((chosen) => ({ kind: 'choice', chosen }));
    case 'order':
      return fc
        .shuffledSubarray([...question.steps, ...question.surplus].map(({ id }) => id))
        .map((order) => ({ kind: 'order', order }));
    case 'match': {
      const cell = fc.constantFrom(...matchCells(question).map(({ id }) => id));
      const pairs = fc.dictionary(fc.constantFrom(...question.pairs.map(({ id }) => id)), cell);
      return pairs.map((given) => ({ kind: 'match', pairs: given }));
    }
    case 'numeric':
      return fc
        .oneof(fc.constantFrom(60, 72, 88), fc.double({ noNaN: true, noDefaultInfinity: true }))
        .map((value) => ({ kind: 'numeric', value }));
    case 'cloze':
      return fc.subarray([1, 2]).map((known) => ({ kind: 'cloze', known }));
    case 'recall':
      return fc.boolean().map((known) => ({ kind: 'recall', known }));
  }
}

describe('a response that does not fit', () => {
  const wrong = (value: unknown): Response => value as Response;

  it.each<[string, PublishedQuestion, Response, string, string]>([
    [
      'kind',
      choiceQuestion(),
      { kind: 'recall', known: true },
      'wrong-kind',
      '"response.kind" expected "choice", found "recall"',
    ],
    [
      'unknown option',
      choiceQuestion(),
      { kind: 'choice', chosen: ['a', 'z'] },
      'unknown-id',
      '"response.chosen[1]" expected one of "a", "b", "c", "d", found "z"',
    ],
    [
      'repeated option',
      choiceQuestion(),
      { kind: 'choice', chosen: ['a', 'a'] },
      'repeated-id',
      '"response.chosen[1]" expected each id once, found "a"',
    ],
    [
      'no list',
      choiceQuestion(),
      wrong({ kind: 'choice', chosen: 'a' }),
      'wrong-type',
      '"response.chosen" expected a list, found "a"',
    ],
    [
      'unknown step',
      orderQuestion(),
      { kind: 'order', order: ['q'] },
      'unknown-id',
      '"response.order[0]" expected one of "a", "b", "c", "d", "e", found "q"',
    ],
    [
      'unknown pair',
      matchQuestion(),
      { kind: 'match', pairs: { e: 'a' } },
      'unknown-id',
      '"response.pairs" expected one of "a", "b", "c", "d", found "e"',
    ],
    [
      'unknown cell',
      matchQuestion(),
      { kind: 'match', pairs: { a: 'd' } },
      'unknown-id',
      '"response.pairs.a" expected one of "a", "b", "c", "e", found "d"',
    ],
    [
      'no object',
      matchQuestion(),
      wrong({ kind: 'match', pairs: null }),
      'wrong-type',
      '"response.pairs" expected an object, found null',
    ],
    [
      'no number',
      numericQuestion(),
      { kind: 'numeric', value: 'many' },
      'not-a-number',
      '"response.value" expected a number such as 1.5 or 1,000, found "many"',
    ],
    [
      'infinite',
      numericQuestion(),
      { kind: 'numeric', value: Number.POSITIVE_INFINITY },
      'not-a-number',
      '"response.value" expected a number such as 1.5 or 1,000, found null',
    ],
    [
      'unknown gap',
      clozeQuestion(),
      { kind: 'cloze', known: [3] },
      'unknown-id',
      '"response.known[0]" expected one of 1, 2, found 3',
    ],
    [
      'no boolean',
      recallQuestion(),
      wrong({ kind: 'recall', known: 'yes' }),
      'wrong-type',
      '"response.known" expected true or false, found "yes"',
    ],
  ])('%s', (_, question, response, code, message) => {
    const attempt = (): unknown => grade(question, response);
    expect(attempt).toThrow(QuizError);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ name: 'QuizError', code, message });
    }
  });
});
