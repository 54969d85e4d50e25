import type { Question } from '../../bank.ts';
import { undefuse } from '../../export/csv/cells.ts';
import { COLUMNS, ITEM_PARTS, REQUIRED, ROW_COLUMN } from '../../export/csv/columns.ts';
import { readQuestion } from './read-question.ts';
import { type CsvRecord, readRecords } from './records.ts';

/** What is wrong in a CSV file, at its place. */
export interface CsvProblem {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** Name of the column, or its number where it has none. Absent when it is about the whole row. */
  readonly column?: string;
  /** What is there, without "Unexpected". */
  readonly found: string;
  /** What should be there, without "expected". */
  readonly expected: string;
}

export interface FromCsv {
  /** Questions of the rows without problems, in the order of the rows. */
  readonly questions: readonly Question[];
  readonly problems: readonly CsvProblem[];
}

/**
 * Questions of a CSV file that `toCsv` or a person wrote. Never throws, and never leaves a row out without a problem
 * that tells why.
 *
 * @param text - RFC 4180, with CRLF or LF, with or without a byte order mark.
 */
export function fromCsv(text: string): FromCsv {
  const { records, problems: broken } = readRecords(text);
  const [header, ...rows] = records;
  if (!header || isEmpty(header)) return { questions: [], problems: [noHeader()] };
  const names = header.cells.map((name) => undefuse(name).trim());
  const nameOf = (cell: number) => names[cell - 1] || `column ${cell}`;
  const problems: CsvProblem[] = broken.map(({ row, cell, found, expected }) => ({
    row,
    column: nameOf(cell),
    found,
    expected,
  }));
  problems.push(...headerProblems(names));
  if (REQUIRED.some((name) => !names.includes(name))) return { questions: [], problems };

  if (rows.every(isEmpty)) problems.push({ row: 2, found: 'no row below the header', expected: 'a question' });
  const questions = readRows(rows, names, problems);
  problems.push(...lostRows(rows, names), ...lostEnd(text, rows, names));
  return { questions, problems: problems.sort((a, b) => a.row - b.row) };
}

function readRows(rows: readonly CsvRecord[], names: readonly string[], problems: CsvProblem[]): Question[] {
  const brokenRows = new Set(problems.map(({ row }) => row));
  const rowsById = new Map<string, number>();
  const questions: Question[] = [];
  for (const record of rows) {
    if (isEmpty(record) || brokenRows.has(record.row)) continue;
    const { row, cells } = record;
    if (cells.length !== names.length) {
      problems.push({ row, found: `${cells.length} cells`, expected: `${names.length}, as in the header` });
      continue;
    }
    const values = new Map(names.map((name, index) => [name, undefuse(cells[index] ?? '')]));
    const read = readQuestion(values, (column, found, expected) => problems.push({ row, column, found, expected }));
    if (read === undefined) continue;
    const first = rowsById.get(read.id);
    if (first === undefined) questions.push(read);
    else
      problems.push({
        row,
        column: 'id',
        found: `\`${read.id}\` a second time`,
        expected: `an id of its own: row ${first} has this one`,
      });
    rowsById.set(read.id, first ?? row);
  }
  return questions;
}

function isEmpty({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell === '');
}

function noHeader(): CsvProblem {
  return { row: 1, found: 'no header', expected: `the names of the columns: ${COLUMNS.slice(0, 4).join(', ')} ...` };
}

const ITEM_COLUMN = new RegExp(`^(?:${ITEM_PARTS.join('|')}) [1-9]\\d{0,2}$`);

function* headerProblems(names: readonly string[]): Generator<CsvProblem> {
  const known = (name: string) =>
    (COLUMNS as readonly string[]).includes(name) || name === ROW_COLUMN || ITEM_COLUMN.test(name);
  for (const [index, name] of names.entries()) {
    const column = name || `column ${index + 1}`;
    if (!known(name))
      yield {
        row: 1,
        column,
        found: `column \`${name}\``,
        expected: `one of ${COLUMNS.join(', ')}, item N, is N, match N, why N`,
      };
    else if (names.indexOf(name) < index)
      yield { row: 1, column, found: `column \`${name}\` a second time`, expected: 'every column once' };
  }
  for (const name of REQUIRED) {
    if (!names.includes(name))
      yield { row: 1, column: name, found: `no column \`${name}\``, expected: 'it in the header' };
  }
}

/** A last row that ends before its number: what was cut off after it shows nowhere else. */
function* lostEnd(text: string, rows: readonly CsvRecord[], names: readonly string[]): Generator<CsvProblem> {
  const last = rows.at(-1);
  const index = names.indexOf(ROW_COLUMN);
  if (last === undefined || index === -1 || /[\r\n]$/.test(text) || (last.cells[index] ?? '').trim() !== '') return;
  const found = 'file that ends within a row';
  yield { row: last.row, column: ROW_COLUMN, found, expected: 'a line break after the last row' };
}

/** Rows that the column `row` counts but the file does not hold: a cut between two rows shows nowhere else. */
function* lostRows(rows: readonly CsvRecord[], names: readonly string[]): Generator<CsvProblem> {
  const index = names.indexOf(ROW_COLUMN);
  if (index === -1) return;
  const present = new Set<number>();
  let total = 0;
  for (const { cells, row } of rows) {
    const cell = (cells[index] ?? '').trim();
    if (cell === '') continue;
    // The word at the end shows that the number before it is whole.
    const [, number, of] = /^(\d{1,7}) of (\d{1,7}) rows$/.exec(cell) ?? [];
    if (number === undefined) {
      yield { row, column: ROW_COLUMN, found: `\`${cell}\``, expected: '`3 of 60 rows`, or an empty cell' };
      continue;
    }
    present.add(Number(number));
    total = Math.max(total, Number(of));
  }
  let lost = 0;
  for (let number = 1; number <= total; number += 1) if (!present.has(number)) lost += 1;
  if (lost === 0) return;
  const row = rows.at(-1)?.row ?? 1;
  yield {
    row,
    column: ROW_COLUMN,
    found: `file without ${lost} of ${total} rows`,
    expected: 'every row that was written; empty the column where you delete rows',
  };
}
