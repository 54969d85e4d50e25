import type { ChoiceKey, ClozeKey, MatchKey, NumericKey, OrderKey, QuestionKey } from './key.ts';
import { parseNumber } from './number.ts';
import type { Response } from './response.ts';

/**
 * What became of one part: `chosen-right` was given and belongs, `chosen-wrong` was given and does not,
 * `missed` belongs and was not given, `left-out` does not belong and was not given.
 */
export type Verdict = 'chosen-right' | 'chosen-wrong' | 'missed' | 'left-out';

export interface Part {
  /** Id of the option, step or pair; number of the gap; `value` or `answer` where there is one part. */
  readonly id: string;
  readonly verdict: Verdict;
}

export interface Grade {
  /** Whether everything is right. Exams give a point for this alone. */
  readonly correct: boolean;
  /** 0 to `of`: right parts. For choices the wrong ones are taken off, so that choosing all of them gains nothing. */
  readonly points: number;
  /** Keys of a choice, steps, pairs or gaps; 1 for numbers and recall. */
  readonly of: number;
  /** One per option, step (surplus ones last), pair or gap, in file order. */
  readonly parts: readonly Part[];
  /** Why a wrong number is wrong: the first known mistake within the tolerance. Plain text. */
  readonly mistake?: string;
}

/**
 * Grades a response by the key alone, which a page can carry in attributes. The response is not checked: it must be
 * of the key's kind, and unknown ids are not seen. Use `grade` for responses from elsewhere.
 */
export function gradeByKey(key: QuestionKey, response: Response): Grade {
  switch (key.kind) {
    case 'choice':
      return gradeChoice(key, (response as ResponseOf<'choice'>).chosen);
    case 'order':
      return gradeOrder(key, (response as ResponseOf<'order'>).order);
    case 'match':
      return gradeMatch(key, (response as ResponseOf<'match'>).pairs);
    case 'numeric':
      return gradeNumber(key, (response as ResponseOf<'numeric'>).value);
    case 'cloze':
      return gradeGaps(key, (response as ResponseOf<'cloze'>).known);
    case 'recall':
      return summary([{ id: 'answer', verdict: verdictOf((response as ResponseOf<'recall'>).known, true) }]);
  }
}

type ResponseOf<Kind> = Extract<Response, { readonly kind: Kind }>;

function gradeChoice({ options }: ChoiceKey, chosen: readonly string[]): Grade {
  const parts = options.map(({ id, correct }) => ({ id, verdict: verdictOf(chosen.includes(id), correct) }));
  const points = Math.max(count(parts, 'chosen-right') - count(parts, 'chosen-wrong'), 0);
  return { ...summary(parts), points, of: options.filter(({ correct }) => correct).length };
}

function gradeOrder({ steps, surplus }: OrderKey, order: readonly string[]): Grade {
  const parts = steps.map((id, place) => {
    const given = order.indexOf(id);
    return { id, verdict: verdictOf(given >= 0, given < 0 || given === place) };
  });
  const rest = surplus.map((id) => ({ id, verdict: verdictOf(order.includes(id), false) }));
  return { ...summary([...parts, ...rest]), of: steps.length };
}

function gradeMatch({ pairs }: MatchKey, given: Readonly<Record<string, string>>): Grade {
  const parts = pairs.map(({ id, cell }) => {
    const isGiven = Object.hasOwn(given, id);
    return { id, verdict: verdictOf(isGiven, !isGiven || given[id] === cell) };
  });
  return summary(parts);
}

function gradeNumber({ answer, mistakes }: NumericKey, given: number | string): Grade {
  const value = Number(typeof given === 'string' ? parseNumber(given) : given);
  const correct = isWithin(value, answer.value, answer.tolerance);
  const result = summary([{ id: 'value', verdict: verdictOf(true, correct) }]);
  const mistake = mistakes.find((known) => isWithin(value, known.value, answer.tolerance));
  return correct || mistake === undefined ? result : { ...result, mistake: mistake.why };
}

/** Rounding of binary fractions must not make 0.3 differ from 0.1 + 0.2. */
function isWithin(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value - target) <= tolerance + 1e-12 * Math.abs(target);
}

function gradeGaps({ numbers }: ClozeKey, known: readonly number[]): Grade {
  return summary(numbers.map((number) => ({ id: String(number), verdict: verdictOf(known.includes(number), true) })));
}

function summary(parts: readonly Part[]): Grade {
  const points = count(parts, 'chosen-right');
  return { correct: points + count(parts, 'left-out') === parts.length, points, of: parts.length, parts };
}

function verdictOf(given: boolean, belongs: boolean): Verdict {
  if (given) return belongs ? 'chosen-right' : 'chosen-wrong';
  return belongs ? 'missed' : 'left-out';
}

function count(parts: readonly Part[], verdict: Verdict): number {
  return parts.filter((part) => part.verdict === verdict).length;
}
