import type { QuestionFrontMatter } from '@notebank/content-schema';
import type { ClozeQuestion, MatchQuestion, Option, OrderQuestion, Question, QuestionBase } from '../../bank.ts';
import { parseCloze } from '../../parse/cloze.ts';
import { optionId } from '../../parse/kinds/choice.ts';
import type { NumberedItem, ReportCell } from './item.ts';

/** Parts of a question that its kind decides, and its stem. */
type Parts<Q extends Question> = Q extends Question ? Omit<Q, Exclude<keyof QuestionBase, 'stem'>> : never;

/** What stands below the front matter of a question's file; reports whatever leaves it unwhole. */
export function readBody(
  data: QuestionFrontMatter,
  cells: ReadonlyMap<string, string>,
  items: readonly NumberedItem[],
  report: ReportCell,
): Parts<Question> {
  const stem = filled(cells, 'stem', report);
  switch (data.kind) {
    case 'choice':
      return { stem, shuffle: data.shuffle, options: readOptions(items, report) };
    case 'order':
      return { stem, ...readSteps(items, report) };
    case 'match':
      return { stem, columns: [cells.get('left') ?? '', cells.get('right') ?? ''], ...readPairs(items, report) };
    case 'numeric':
      checkIs(items, ['mistake'], report);
      return { stem, answer: data.answer, mistakes: data.mistakes, ...(data.compute && { compute: data.compute }) };
    case 'recall':
      checkIs(items, [], report);
      return { stem, answer: filled(cells, 'answer', report) };
    case 'cloze':
      checkIs(items, [], report);
      return { stem, deletions: readGaps(stem, report) };
  }
}

function filled(cells: ReadonlyMap<string, string>, column: string, report: ReportCell): string {
  const value = cells.get(column) ?? '';
  if (value.trim() === '') report(column, 'empty cell', 'text');
  return value;
}

/** Reports items that the kind does not know. */
function checkIs(items: readonly NumberedItem[], known: readonly string[], report: ReportCell): void {
  for (const { number, is } of items) {
    if (known.includes(is)) continue;
    const expected = known.length === 0 ? 'no items for this kind' : known.map((name) => `\`${name}\``).join(' or ');
    report(`is ${number}`, is === '' ? 'empty cell' : `\`${is}\``, expected);
  }
}

function checkPart(items: readonly NumberedItem[], part: 'item' | 'match' | 'why', report: ReportCell): void {
  for (const item of items) if (item[part].trim() === '') report(`${part} ${item.number}`, 'empty cell', 'text');
}

function checkCount(items: readonly unknown[], least: number, what: string, report: ReportCell): void {
  if (items.length < least) report('item 1', `${items.length} ${what}`, `at least ${least}`);
}

function readOptions(items: readonly NumberedItem[], report: ReportCell): Option[] {
  checkIs(items, ['key', 'distractor'], report);
  checkPart(items, 'item', report);
  checkPart(items, 'why', report);
  checkCount(items, 2, 'options', report);
  checkCount(
    items.filter(({ is }) => is === 'key'),
    1,
    'keys',
    report,
  );
  return items.map(({ item, is, why }, index) => ({
    id: optionId(index),
    correct: is === 'key',
    text: item,
    rationale: why,
  }));
}

function readSteps(items: readonly NumberedItem[], report: ReportCell): Pick<OrderQuestion, 'steps' | 'surplus'> {
  checkIs(items, ['step', 'surplus'], report);
  checkPart(items, 'item', report);
  const steps = items.filter(({ is }) => is === 'step');
  checkCount(steps, 2, 'steps', report);
  const step =
    (prefix: string) =>
    ({ item, why }: NumberedItem, index: number) => {
      return { id: `${prefix}${index + 1}`, text: item, ...(why === '' ? {} : { rationale: why }) };
    };
  return { steps: steps.map(step('')), surplus: items.filter(({ is }) => is === 'surplus').map(step('x')) };
}

function readPairs(items: readonly NumberedItem[], report: ReportCell): Pick<MatchQuestion, 'pairs' | 'surplus'> {
  checkIs(items, ['pair', 'surplus'], report);
  const pairs = items.filter(({ is }) => is === 'pair');
  checkPart(pairs, 'item', report);
  checkPart(items, 'match', report);
  checkCount(pairs, 2, 'pairs', report);
  return {
    pairs: pairs.map(({ item, match }, index) => ({ id: String(index + 1), left: item, right: match })),
    surplus: items
      .filter(({ is }) => is === 'surplus')
      .map(({ match }, index) => ({ id: `x${index + 1}`, right: match })),
  };
}

function readGaps(stem: string, report: ReportCell): ClozeQuestion['deletions'] {
  const { deletions, problems } = parseCloze(stem);
  for (const { found, expected } of problems) report('stem', found, expected);
  if (deletions.length === 0) report('stem', 'cloze without a gap', 'at least one `{{c1::text}}`');
  return deletions.map(({ number, text, hint }) => ({ number, text, ...(hint === undefined ? {} : { hint }) }));
}
