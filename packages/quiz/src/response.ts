import { QuizError } from './errors.ts';
import type { MatchKey, QuestionKey } from './key.ts';
import { parseNumber } from './number.ts';

/** What a reader answered. `kind` is that of the question. */
export type Response =
  /** Ids of the chosen options, in any order. */
  | { readonly kind: 'choice'; readonly chosen: readonly string[] }
  /** Ids of the steps from first to last; steps that were left out are missing. */
  | { readonly kind: 'order'; readonly order: readonly string[] }
  /** Id of the right cell by id of the pair; rows without an answer are missing. */
  | { readonly kind: 'match'; readonly pairs: Readonly<Record<string, string>> }
  /** A number, or what was typed: see {@link parseNumber}. */
  | { readonly kind: 'numeric'; readonly value: number | string }
  /** Card numbers of the gaps that the reader says they knew. */
  | { readonly kind: 'cloze'; readonly known: readonly number[] }
  /** Whether the reader says they knew it. */
  | { readonly kind: 'recall'; readonly known: boolean };

/**
 * Checks that a response fits a question.
 *
 * @throws {@link QuizError} when the kinds differ, an id is unknown or stands twice, a value has the wrong type, or a
 * typed number is none.
 */
export function checkResponse(key: QuestionKey, response: Response): void {
  if (key.kind !== response.kind) {
    throw new QuizError('wrong-kind', 'response.kind', show(response.kind), show(key.kind));
  }
  if (response.kind === 'choice') checkIds('response.chosen', response.chosen, partIds(key));
  if (response.kind === 'order') checkIds('response.order', response.order, partIds(key));
  if (response.kind === 'cloze' && key.kind === 'cloze') checkIds('response.known', response.known, key.numbers);
  if (response.kind === 'match' && key.kind === 'match') checkPairs(key, response.pairs);
  if (response.kind === 'numeric') checkNumber(response.value);
  if (response.kind === 'recall') checkBoolean(response.known);
}

function partIds(key: QuestionKey): readonly string[] {
  if (key.kind === 'choice') return key.options.map(({ id }) => id);
  return key.kind === 'order' ? [...key.steps, ...key.surplus] : [];
}

function checkPairs(key: MatchKey, pairs: Readonly<Record<string, string>>): void {
  if (typeof pairs !== 'object' || pairs === null) throw wrongType('response.pairs', pairs, 'an object');
  const ids = key.pairs.map(({ id }) => id);
  for (const [id, cell] of Object.entries(pairs)) {
    checkId('response.pairs', id, ids);
    checkId(`response.pairs.${id}`, cell, key.cells);
  }
}

function checkBoolean(known: unknown): void {
  if (typeof known !== 'boolean') throw wrongType('response.known', known, 'true or false');
}

function checkNumber(given: number | string): void {
  const value = typeof given === 'string' ? parseNumber(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new QuizError('not-a-number', 'response.value', show(given), 'a number such as 1.5 or 1,000');
  }
}

function checkIds<Id extends string | number>(field: string, given: readonly Id[], known: readonly Id[]): void {
  if (!Array.isArray(given)) throw wrongType(field, given, 'a list');
  for (const [index, id] of given.entries()) {
    checkId(`${field}[${index}]`, id, known);
    if (given.indexOf(id) !== index) throw new QuizError('repeated-id', `${field}[${index}]`, show(id), 'each id once');
  }
}

function checkId<Id extends string | number>(field: string, id: Id, known: readonly Id[]): void {
  if (!known.includes(id))
    throw new QuizError('unknown-id', field, show(id), `one of ${known.map((one) => show(one)).join(', ')}`);
}

function wrongType(field: string, found: unknown, expected: string): QuizError {
  return new QuizError('wrong-type', field, show(found), expected);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
