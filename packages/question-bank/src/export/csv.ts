import type { Source } from '@notebank/content-schema';
import type { Bank, Question } from '../bank.ts';
import { formatCsv } from './csv/cells.ts';
import { COLUMNS, type Column, ITEM_PARTS, type Item, ROW_COLUMN } from './csv/columns.ts';

/**
 * Every question of a bank as CSV: RFC 4180, UTF-8 without a byte order mark, CRLF. `fromCsv` reads it back whole.
 * Columns are told in {@link COLUMNS}. A cell that a spreadsheet could run begins with an apostrophe.
 */
export function toCsv(bank: Bank): string {
  const questions = [...bank.questions.values()];
  const rows = questions.map((question) => ({ cells: cellsOf(question), items: itemsOf(question) }));
  const width = rows.reduce((widest, { items }) => Math.max(widest, items.length), 0);
  const numbers = Array.from({ length: width }, (_, index) => index);
  const header = [
    ...COLUMNS,
    ...numbers.flatMap((index) => ITEM_PARTS.map((part) => `${part} ${index + 1}`)),
    ROW_COLUMN,
  ];
  const body = rows.map(({ cells, items }, row) => [
    ...COLUMNS.map((column) => cells[column] ?? ''),
    ...numbers.flatMap((index) => ITEM_PARTS.map((part) => items[index]?.[part] ?? '')),
    `${row + 1} of ${rows.length} rows`,
  ]);
  return formatCsv([header, ...body]);
}

type Cells = Partial<Record<Column, string>>;

function cellsOf(question: Question): Cells {
  const { id, kind, path, topic, pool, status, stem } = question;
  return {
    ...{ id, kind, path, topic, pool, status, stem },
    tasks: question.tasks.join(' '),
    difficulty: String(question.difficulty),
    revision: String(question.revision),
    reason: question.reason ?? '',
    since: question.since ?? '',
    explanation: question.explanation ?? '',
    sources: question.sources.map(sourceLine).join('\n'),
    reviews: question.reviews.length === 0 ? '' : JSON.stringify(question.reviews),
    ...kindCells(question),
  };
}

function kindCells(question: Question): Cells {
  switch (question.kind) {
    case 'choice':
      return { shuffle: question.shuffle };
    case 'match':
      return { left: question.columns[0], right: question.columns[1] };
    case 'recall':
      return { answer: question.answer };
    case 'numeric': {
      const { answer, compute } = question;
      const number = { value: String(answer.value), tolerance: String(answer.tolerance), unit: answer.unit };
      return { ...number, compute: compute === undefined ? '' : JSON.stringify(compute) };
    }
    case 'order':
    case 'cloze':
      return {};
  }
}

function itemsOf(question: Question): Item[] {
  switch (question.kind) {
    case 'choice':
      return question.options.map(({ text, correct, rationale }) => {
        return { item: text, is: correct ? 'key' : 'distractor', match: '', why: rationale };
      });
    case 'order':
      return [
        ...question.steps.map(({ text, rationale }) => ({ item: text, is: 'step', match: '', why: rationale ?? '' })),
        ...question.surplus.map(({ text, rationale }) => ({
          item: text,
          is: 'surplus',
          match: '',
          why: rationale ?? '',
        })),
      ];
    case 'match':
      return [
        ...question.pairs.map(({ left, right }) => ({ item: left, is: 'pair', match: right, why: '' })),
        ...question.surplus.map(({ right }) => ({ item: '', is: 'surplus', match: right, why: '' })),
      ];
    case 'numeric':
      return question.mistakes.map(({ value, why }) => ({ item: String(value), is: 'mistake', match: '', why }));
    case 'recall':
    case 'cloze':
      return [];
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

/** `2026-11-21 https://... Title`: neither day nor address hold a space. */
function sourceLine({ title, url, checked }: Source): string {
  const address = url.replace(/\s/g, encodeURIComponent);
  return `${checked} ${address} ${title.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character)}`;
}
