import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question, RecallQuestion } from '../src/bank.ts';
import { fromCsv, toCsv } from '../src/export/index.ts';
import { bankOf, generateBank } from './support/generate-bank.ts';

const small = generateBank({ questions: 18, seed: 5 });
const csv = toCsv(small);

/** Rows by another reader: Python's rules in a few lines, slow and obvious. */
function slowRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === ',' || text.startsWith('\r\n', at))) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (character === '\r') {
        rows.push([]);
        at += 1;
      }
    } else cell += character;
  }
  return rows.slice(0, -1);
}

/** A question that every cell of a text may go into. */
const recall = (id: string, stem: string, rest: Partial<RecallQuestion> = {}): RecallQuestion => {
  const [template] = generateBank({ questions: 1, kinds: ['recall'], nasty: false }).questions.values();
  return { ...(template as RecallQuestion), id, stem, ...rest };
};

describe('CSV', () => {
  it('brings 2,000 questions of all kinds back whole', () => {
    const bank = generateBank({ questions: 2000, seed: 11 });
    const { questions, problems } = fromCsv(toCsv(bank));
    expect(problems).toEqual([]);
    expect(questions).toEqual([...bank.questions.values()]);
  });

  it('brings status, reviews and what else is rare back whole', () => {
    const question = recall('rare', 'Why?', {
      status: 'retired',
      reason: ' =AWS "changed" it,\nthen again ',
      since: '2026-02',
      pool: 'mock',
      sources: [{ title: 'A \\n title\nin \\two lines', url: 'https://a.example/?a=b,c', checked: '2026-11-21' }],
      reviews: [
        { by: 'a', date: '2026-11-21', revision: 1, answer: 4.5, agreed: true },
        { by: 'b', date: '2026-11-21', revision: 2, answer: 'text', agreed: false, note: 'no' },
      ],
    });
    const bank = bankOf([question, recall('other', 'And?', { reviews: [] })]);
    expect(fromCsv(toCsv(bank))).toEqual({ questions: [...bank.questions.values()], problems: [] });
  });

  it('follows RFC 4180: CRLF, UTF-8 without a mark, one width, quotes only where needed', () => {
    expect(csv.startsWith('id,kind,path,topic,')).toBe(true);
    expect(csv.endsWith('18 of 18 rows\r\n')).toBe(true);
    const rows = slowRows(csv);
    expect(rows).toHaveLength(19);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows[0]?.slice(-9)).toEqual(expect.arrayContaining(['row']));
  });

  it('lets no cell begin like a formula', () => {
    const bank = generateBank({ questions: 300, seed: 2 });
    const cells = slowRows(toCsv(bank)).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'=SUM")).length).toBeGreaterThan(0);
  });

  it.each([
    "'",
    "''",
    "'=",
    '=1',
    '+1',
    '-1',
    '@a',
    "'a",
    '\ta',
    '\ra',
    "'\ta",
    '"',
    '""',
    'a"b',
    ',',
    '\n',
    'a\r\nb',
    '#a',
  ])('brings %j back as an answer', (text) => {
    const question = recall('one', 'Why?', { answer: `${text}x`, reviews: [] });
    expect(fromCsv(toCsv(bankOf([question]))).questions).toEqual([question]);
  });

  it('leaves an apostrophe alone that defuses nothing', () => {
    const byHand = csv.replace(/\r\n/g, '\n');
    const header = 'id,kind,topic,tasks,difficulty,revision,stem,answer,sources';
    const row = `a,recall,t,dva-c02/1.1,1,1,'tis why?,'=1 is it,2026-11-21 https://a.example/ Title`;
    const [question] = fromCsv(`${header}\n${row}\n`).questions as RecallQuestion[];
    expect([question?.stem, question?.answer]).toEqual(["'tis why?", '=1 is it']);
    expect(fromCsv(byHand).questions).toHaveLength(18);
  });

  it('brings any text back', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (stem, answer, explanation) => {
        const question = recall('any', stem, { answer, explanation });
        expect(fromCsv(toCsv(bankOf([question])))).toEqual({ questions: [question], problems: [] });
      }),
    );
  });

  it('fills in defaults and a path where cells are empty', () => {
    const header = 'id,kind,topic,tasks,difficulty,revision,stem,sources,item 1,is 1,why 1,item 3,is 3,why 3';
    const row =
      'a-b,choice,t,dva-c02/1.1 dop-c02/1.1,2,1,Which?,2026-11-21 https://a.example/ T,A,key,Yes,B,distractor,No';
    const { questions, problems } = fromCsv(`\uFEFF${header}\n${row}\n\n`);
    expect(problems).toEqual([]);
    expect(questions).toEqual([
      {
        ...{ id: 'a-b', kind: 'choice', path: 'questions/t/a-b.md', topic: 't', tasks: ['dva-c02/1.1', 'dop-c02/1.1'] },
        ...{
          difficulty: 2,
          revision: 1,
          pool: 'practice',
          status: 'current',
          reviews: [],
          stem: 'Which?',
          shuffle: 'all',
        },
        sources: [{ title: 'T', url: 'https://a.example/', checked: '2026-11-21' }],
        options: [
          { id: 'a', correct: true, text: 'A', rationale: 'Yes' },
          { id: 'b', correct: false, text: 'B', rationale: 'No' },
        ],
      },
    ]);
  });
});

describe('a faulty CSV', () => {
  const header = 'id,kind,topic,tasks,difficulty,revision,stem,answer,sources';
  const good = 'a,recall,t,dva-c02/1.1,1,1,Why?,Because,2026-11-21 https://a.example/ T';

  it.each([
    ['no text', '', { row: 1, found: 'no header', expected: 'the names of the columns: id, kind, path, topic ...' }],
    [
      'a column missing',
      'id,kind\na,recall\n',
      { row: 1, column: 'topic', found: 'no column `topic`', expected: 'it in the header' },
    ],
    [
      'a column twice',
      `${header},id\n`,
      { row: 1, column: 'id', found: 'column `id` a second time', expected: 'every column once' },
    ],
    [
      'a kind that is none',
      `${header}\n${good.replace('recall', 'essay')}\n`,
      { row: 2, column: 'kind', found: '`essay`' },
    ],
    [
      'a word for a number',
      `${header}\n${good.replace(',1,1,', ',easy,1,')}\n`,
      { row: 2, column: 'difficulty', found: '`easy`' },
    ],
    [
      'an empty answer',
      `${header}\n${good.replace('Because', '')}\n`,
      { row: 2, column: 'answer', found: 'empty cell', expected: 'text' },
    ],
    [
      'a source without a title',
      `${header}\n${good.replace(' T', '')}\n`,
      {
        row: 2,
        column: 'sources',
        found: '`2026-11-21 https://a.example/`',
        expected: 'a day, an address and a title, apart by spaces',
      },
    ],
    [
      'a row too short',
      `${header}\n${good}\na,recall\n`,
      { row: 3, found: '2 cells', expected: '9, as in the header' },
    ],
    [
      'an id twice',
      `${header}\n${good}\n${good}\n`,
      { row: 3, column: 'id', found: '`a` a second time', expected: 'an id of its own: row 2 has this one' },
    ],
    [
      'an open quote',
      `${header}\n${good.replace('Why?', '"Why?')}\n`,
      {
        row: 2,
        column: 'stem',
        found: 'quote that is never closed',
        expected: 'a closing quote: the file may have been cut',
      },
    ],
    [
      'text behind a quote',
      `${header}\n${good.replace('Why?', '"Why"?')}\n`,
      { row: 2, column: 'stem', found: 'text after a closing quote', expected: 'a comma or the end of the row' },
    ],
    [
      'a quote inside',
      `${header}\n${good.replace('Why?', 'Wh"y?')}\n`,
      {
        row: 2,
        column: 'stem',
        found: 'quote inside a cell without quotes',
        expected: 'quotes around the cell, and `""` for a quote inside',
      },
    ],
  ])('with %s tells its place', (_, text, problem) => {
    const { problems } = fromCsv(text);
    expect(problems).toContainEqual(expect.objectContaining(problem));
  });

  const bodies: [string, Question['kind'], Record<string, string>, object][] = [
    [
      'one option',
      'choice',
      { 'item 1': 'A', 'is 1': 'key', 'why 1': 'x' },
      { column: 'item 1', found: '1 options', expected: 'at least 2' },
    ],
    [
      'no key',
      'choice',
      { 'item 1': 'A', 'is 1': 'distractor', 'why 1': 'x', 'item 2': 'B', 'is 2': 'distractor', 'why 2': 'x' },
      { column: 'item 1', found: '0 keys', expected: 'at least 1' },
    ],
    [
      'another word',
      'choice',
      { 'item 1': 'A', 'is 1': 'right', 'why 1': 'x' },
      { column: 'is 1', found: '`right`', expected: '`key` or `distractor`' },
    ],
    [
      'no rationale',
      'choice',
      { 'item 1': 'A', 'is 1': 'key' },
      { column: 'why 1', found: 'empty cell', expected: 'text' },
    ],
    [
      'no right cell',
      'match',
      { 'item 1': 'A', 'is 1': 'pair' },
      { column: 'match 1', found: 'empty cell', expected: 'text' },
    ],
    [
      'a word as mistake',
      'numeric',
      { value: '3', 'item 1': 'four', 'is 1': 'mistake', 'why 1': 'x' },
      { column: 'item 1', found: '`four`' },
    ],
    ['no number', 'numeric', { value: 'three' }, { column: 'value', found: '`three`' }],
    [
      'compute that is no JSON',
      'numeric',
      { value: '3', compute: '{x' },
      { column: 'compute', found: '`{x`', expected: 'JSON' },
    ],
    ['no gap', 'cloze', {}, { column: 'stem', found: 'cloze without a gap', expected: 'at least one `{{c1::text}}`' }],
    [
      'items of no use',
      'recall',
      { answer: 'x', 'item 1': 'A' },
      { column: 'is 1', found: 'empty cell', expected: 'no items for this kind' },
    ],
  ];
  it.each(bodies)('with %s tells the column', (_, kind, cells, problem) => {
    const all = {
      id: 'a',
      kind,
      topic: 't',
      tasks: 'dva-c02/1.1',
      difficulty: '1',
      revision: '1',
      stem: 'Why?',
      sources: '2026-11-21 https://a.example/ T',
      ...cells,
    };
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const text = [Object.keys(all), Object.values(all)].map((row) => `${row.map(quote).join(',')}\n`).join('');
    const { questions, problems } = fromCsv(text);
    expect(questions).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ row: 2, ...problem }));
  });

  it('that was cut anywhere loses no question in silence', () => {
    // Every place, not some: the two that once were silent are one character wide.
    for (let length = 0; length < csv.length; length++) {
      const { questions, problems } = fromCsv(csv.slice(0, length));
      if (questions.length < 18 && problems.length === 0) expect.fail(`silent at ${length}`);
      if (length % 97 > 0) continue;
      for (const question of questions) expect(small.questions.get(question.id)).toEqual(question);
    }
  });

  it('that was cut within the number of rows says so', () => {
    const first = csv.indexOf('1 of 18 rows');
    const { questions, problems } = fromCsv(csv.slice(0, first + '1 of 1'.length));
    expect(questions.length).toBeLessThan(18);
    expect(problems).toContainEqual(expect.objectContaining({ column: 'row', found: '`1 of 1`' }));
  });

  it('that was mangled anywhere loses no question in silence', () => {
    const damage = fc.tuple(fc.nat(csv.length - 1), fc.nat(40), fc.string({ unit: 'binary', maxLength: 10 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const text = damages.reduce((all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut), csv);
        const { questions, problems } = fromCsv(text);
        if (questions.length < 18) expect(problems.length).toBeGreaterThan(0);
        for (const { row, found, expected } of problems) {
          expect(row).toBeGreaterThan(0);
          expect([found, expected]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that is any text is read without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void fromCsv(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void fromCsv(`${header}\n${text}`)));
  });
});
