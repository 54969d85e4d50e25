import { type AnkiNotes, ankiNotes } from '@notebank/question-bank/export';
import type { Bank } from '../src/bank.ts';
import { generateBank } from '../test/support/generate-bank.ts';

/** Rendered questions, repeated under other ids: rendering is not what is measured. */
const RENDERED = 1000;

/** A bank and Anki notes of all six kinds, about 3 KB of fields each, and a time for each. */
export function notesInMemory(count: number): {
  readonly bank: Bank;
  readonly notes: AnkiNotes;
  readonly mods: ReadonlyMap<string, number>;
} {
  const bank = generateBank({ questions: Math.min(count, RENDERED), stemLength: 400 });
  const { notes: rendered, media } = ankiNotes(bank);
  const notes = Array.from({ length: count }, (_, index) => {
    const note = rendered[index % rendered.length];
    if (!note) throw new RangeError('"count" expected at least 1, got 0');
    const id = `${note.id}-${index}`;
    // Strings that are cut and joined anew are flat, as those of a real bank: shared ones would be cheaper to write.
    return { ...note, id, fields: [id, ...note.fields.slice(1).map((field) => Buffer.from(field).toString())] };
  });
  return { bank, notes: { notes, media }, mods: new Map(notes.map(({ id }) => [id, 1_800_000_000])) };
}
