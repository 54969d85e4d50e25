import type { Bank, Change, Limit, Note } from '@notebank/question-bank';

/** A change with the note that tells it. */
export interface NoteChange {
  readonly note: Note;
  readonly change: Change;
}

/** Changes of all notes, newest first; those without a date come last. A year sorts as its end, so do months. */
export function changesOf(bank: Bank): NoteChange[] {
  const all = [...bank.notes.values()].flatMap((note) => note.changes.map((change) => ({ note, change })));
  return all.sort((a, b) => compare(sortKey(b.change.since), sortKey(a.change.since)));
}

function sortKey(since: string | undefined): string {
  if (since === undefined) return '';
  return since.length === 4 ? `${since}-99-99` : since.length === 7 ? `${since}-99` : since;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The numbers of one note, for the cheat sheet. */
export interface NoteLimits {
  readonly note: Note;
  readonly limits: readonly Limit[];
}

/** Numbers of the notes that an exam asks for, in reading order. A number stands once a note. */
export function limitsOf(bank: Bank, exam: string): NoteLimits[] {
  return [...bank.notes.values()].flatMap((note) => {
    if (!bank.topics.get(note.id)?.exams.includes(exam)) return [];
    const limits = [
      ...new Map(note.limits.map((limit) => [`${limit.text}\n${limit.of}\n${limit.scope}`, limit])).values(),
    ];
    return limits.length === 0 ? [] : [{ note, limits }];
  });
}
