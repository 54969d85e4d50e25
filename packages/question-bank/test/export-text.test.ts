import { describe, expect, it } from 'vitest';
import type { Question } from '../src/bank.ts';
import { ankiIdentity, ankiNotes, NOTETYPES, toAnkiText } from '../src/export/index.ts';
import { bankOf, generateBank } from './support/generate-bank.ts';

const bank = generateBank({ questions: 300, seed: 6 });

/** Records of a tab-separated file as Rust's csv crate reads them for Anki: a record that begins with `#` is a comment. */
function readRecords(text: string): string[][] {
  const records: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const comment = /^#[^\n]*\n/.exec(rest)?.[0];
    const record = comment ?? /^(?:(?:"(?:[^"]|"")*"|[^\t\n]*)\t)*(?:"(?:[^"]|"")*"|[^\t\n]*)\n/.exec(rest)?.[0];
    if (record === undefined) throw new Error(`no record at ${JSON.stringify(rest.slice(0, 80))}`);
    rest = rest.slice(record.length);
    if (comment === undefined) records.push(cellsOf(record.slice(0, -1)));
  }
  return records;
}

function cellsOf(record: string): string[] {
  return [...`${record}\t`.matchAll(/("(?:[^"]|"")*"|[^\t]*)\t/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

describe.each(['question', 'cloze'] as const)('Anki text of note type %s', (notetype) => {
  const text = toAnkiText(bank, notetype);
  const { notes } = ankiNotes(bank);
  const expected = notes.filter((note) => note.notetype === notetype);

  it('begins with headers that name the columns, separator first', () => {
    const tags = notetype === 'question' ? 19 : 16;
    expect(text.split('\n').slice(0, 6)).toEqual([
      '#separator:tab',
      '#html:true',
      '#guid column:1',
      '#notetype column:2',
      '#deck column:3',
      `#tags column:${tags}`,
    ]);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.startsWith('\uFEFF')).toBe(false);
  });

  it('reads back as the notes of the package, not defused', () => {
    const records = readRecords(text);
    expect(records).toHaveLength(expected.length);
    for (const [index, note] of expected.entries()) {
      const [guid, type, deck, ...rest] = records[index] ?? [];
      expect(guid).toBe(ankiIdentity(bank.identity.id, note.id).guid);
      expect(type).toBe(NOTETYPES[notetype].name);
      expect(deck).toBe(['Test bank', ...note.deck].join('::'));
      expect(rest).toEqual([...note.fields, note.tags.join(' ')]);
    }
  });

  it('has no record that Anki would take for a comment', () => {
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(6);
  });
});

it('quotes a guid that begins like a comment', () => {
  const isComment = (id: string) => ankiIdentity(bank.identity.id, id).guid.startsWith('#');
  const number = Array.from({ length: 50_000 }, (_, index) => index).find((index) => isComment(`q-${index}`));
  const [template] = generateBank({ questions: 1, kinds: ['recall'] }).questions.values();
  const id = `q-${number}`;
  const text = toAnkiText(bankOf([{ ...(template as Question), id }]), 'question');
  expect(text.split('\n')[6]).toMatch(/^"#/);
  expect(readRecords(text).map(([guid, , , first]) => [guid, first])).toEqual([
    [ankiIdentity(bank.identity.id, id).guid, id],
  ]);
});
