import { type LockLine, LockLineSchema } from '@notebank/content-schema';
import { type Bank, isInDecks, type Question } from './bank.ts';
import { sha256Hex } from './digest.ts';
import { type AnkiNote, type AnkiNoteOptions, renderNotes } from './export/anki/notes.ts';

/** Something wrong with the lock, or with a bank against its lock. */
export interface LockProblem {
  /** Line of `bank.lock.jsonl`, from 1; absent when there is no line yet. */
  readonly line?: number;
  /** Question it is about, when one could be read. */
  readonly id?: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
  readonly severity: 'error' | 'warning';
}

/** SHA-256 of what a reader's answer depends on: stem, options, order and key. Another one asks for a new revision. */
export function answerHash(question: Question): string {
  return sha256Hex(JSON.stringify([question.kind, question.stem, ...answerParts(question)].map(normalise)));
}

/** The parts of each kind in a fixed order; their names do not matter, their places do. */
function answerParts(question: Question): unknown[] {
  switch (question.kind) {
    case 'choice':
      return [question.options.map(({ id, correct, text }) => [id, correct, text])];
    case 'order':
      return [question.steps, question.surplus].map((steps) => steps.map(({ text }) => text));
    case 'match':
      return [
        question.columns,
        question.pairs.map(({ left, right }) => [left, right]),
        question.surplus.map(({ right }) => right),
      ];
    case 'numeric': {
      const { answer, compute } = question;
      const computed = compute && [compute.simulator, sortedEntries(compute.params), sortedEntries(compute.vary)];
      return [[answer.value, answer.tolerance, answer.unit], computed ?? null];
    }
    case 'recall':
      return [question.answer];
    case 'cloze':
      return [];
  }
}

function sortedEntries(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Line ends and runs of spaces do not change an answer, so a file may be wrapped anew. */
function normalise(part: unknown): unknown {
  if (typeof part === 'string') return part.replace(/\s+/g, ' ').trim();
  return Array.isArray(part) ? part.map(normalise) : part;
}

/** SHA-256 of the fields and tags of an Anki note, images included by their names. Another one asks for a new `mod`. */
export function noteHash(note: AnkiNote): string {
  return sha256Hex(JSON.stringify([note.notetype, note.fields, note.tags]));
}

/** A lock that was read, with its lines by id. */
export interface ReadLock {
  readonly lines: ReadonlyMap<string, LockLine>;
  readonly problems: readonly LockProblem[];
}

/** Reads `bank.lock.jsonl`. Never throws: lines that are no lock lines are left out and told. */
export function readLock(text: string): ReadLock {
  const lines = new Map<string, LockLine>();
  const problems: LockProblem[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (raw.trim() === '') continue;
    const read = readLine(raw, index + 1);
    if ('problem' in read) problems.push(read.problem);
    else if (lines.has(read.line.id)) problems.push(twice(read.line.id, index + 1));
    else lines.set(read.line.id, read.line);
  }
  return { lines, problems };
}

const RESTORE = 'Restore the file from version control: only `notebank lock` writes it.';

function readLine(raw: string, line: number): { readonly line: LockLine } | { readonly problem: LockProblem } {
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch {
    const found = `\`${raw.slice(0, 40)}\``;
    return { problem: { line, found, expected: 'one JSON object', mend: RESTORE, severity: 'error' } };
  }
  const result = LockLineSchema.safeParse(data);
  if (result.success) return { line: result.data };
  const [issue] = result.error.issues;
  const key = issue?.path.join('.') ?? '';
  const found = key === '' ? 'line of another shape' : `\`${key}\` of a lock line`;
  return { problem: { line, found, expected: issue?.message ?? 'a lock line', mend: RESTORE, severity: 'error' } };
}

function twice(id: string, line: number): LockProblem {
  return {
    line,
    id,
    found: `second line for \`${id}\``,
    expected: 'one line per id',
    mend: RESTORE,
    severity: 'error',
  };
}

/** Text of `bank.lock.jsonl`: one line per id, sorted by code unit, so that branches merge line by line. */
export function formatLock(lines: Iterable<LockLine>): string {
  const sorted = [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map((line) => `${JSON.stringify(inKeyOrder(line))}\n`).join('');
}

function inKeyOrder({ id, kind, revision, status, answerHash, noteHash, mod }: LockLine): LockLine {
  return { id, kind, revision, status, answerHash, noteHash, mod };
}

/** What a release decides. */
export interface UpdateLockOptions extends Pick<AnkiNoteOptions, 'media'> {
  /** Time of the release, in seconds since the epoch. */
  readonly releaseTime: number;
  /** Confirms that many notes change though no answer did: a new renderer, a new address of the site. */
  readonly rerendered?: boolean;
}

export interface UpdatedLock {
  /** Sorted by id. Write them only when no problem is an error. */
  readonly lines: readonly LockLine[];
  /** Ids whose line is new or other than before, sorted. */
  readonly changed: readonly string[];
  readonly problems: readonly LockProblem[];
}

/** Share of the notes that may change without a change of their answers before the author is asked. */
const RERENDERED_SHARE = 0.05;

/**
 * The lock of a bank for a release.
 *
 * `mod` of a note rises to the release time, or by one second at least, only when its hash changed: Anki takes a
 * newer `mod` as an order to overwrite what the reader has. Lines of ids that the bank no longer holds stay.
 *
 * @throws {@link ExportError} when an image is missing.
 */
export function updateLock(
  bank: Bank,
  previous: ReadonlyMap<string, LockLine>,
  { releaseTime, rerendered = false, media }: UpdateLockOptions,
): UpdatedLock {
  const questions = [...bank.questions.values()];
  const { notes } = renderNotes(bank, questions, { ...(media && { media }) });
  const problems = [...missing(bank, previous)];
  const lines = new Map(previous);
  let onlyRendered = 0;
  for (const [index, question] of questions.entries()) {
    const note = notes[index];
    if (!note) continue;
    const before = previous.get(question.id);
    const decked = isInDecks({ lock: previous }, question);
    const line = nextLine(question, note, before, decked ? releaseTime : undefined);
    if (before) problems.push(...conflicts(question, before, line));
    if (before && before.answerHash === line.answerHash && before.noteHash !== line.noteHash) onlyRendered += 1;
    lines.set(question.id, line);
  }
  if (!rerendered && onlyRendered > 1 && onlyRendered > previous.size * RERENDERED_SHARE) {
    problems.push(manyRendered(onlyRendered, previous.size));
  }
  const sorted = [...lines.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const changed = sorted.filter((line) => !sameLine(line, previous.get(line.id))).map(({ id }) => id);
  return { lines: sorted, changed, problems };
}

/** @param releaseTime - undefined for a question that no deck holds. */
function nextLine(
  question: Question,
  note: AnkiNote,
  before: LockLine | undefined,
  releaseTime: number | undefined,
): LockLine {
  const { id, kind, revision, status } = question;
  const hash = noteHash(note);
  // While no deck holds it, the line keeps what the last one held: a change that decks miss counts when it returns.
  const unseen = releaseTime === undefined && before !== undefined && before.mod > 0;
  return {
    ...{ id, kind, revision, status },
    answerHash: answerHash(question),
    noteHash: unseen ? before.noteHash : hash,
    mod: nextMod(before, hash, releaseTime),
  };
}

function nextMod(before: LockLine | undefined, hash: string, releaseTime: number | undefined): number {
  if (releaseTime === undefined) return before?.mod ?? 0;
  if (before === undefined || before.mod === 0) return releaseTime;
  return before.noteHash === hash ? before.mod : Math.max(before.mod + 1, releaseTime);
}

function sameLine(a: LockLine, b: LockLine | undefined): boolean {
  return b !== undefined && JSON.stringify(inKeyOrder(a)) === JSON.stringify(inKeyOrder(b));
}

/** What may never happen to an id that was published. */
function* conflicts({ id }: Question, before: LockLine, line: LockLine): Generator<LockProblem> {
  const told = { id, severity: 'error' } as const;
  if (line.kind !== before.kind) {
    const [found, expected] = [`kind \`${line.kind}\` of \`${id}\``, `\`${before.kind}\`, as it was published`];
    yield { ...told, found, expected, mend: 'Give the new question an id of its own and retire this one.' };
    return;
  }
  if (before.status === 'retired' && line.answerHash !== before.answerHash) {
    const [found, expected] = [`another question under the retired id \`${id}\``, 'an id that was never used'];
    yield { ...told, found, expected, mend: 'Give the new question an id of its own.' };
    return;
  }
  if (line.revision < before.revision) {
    const [found, expected] = [`revision ${line.revision} of \`${id}\``, `${before.revision} or more`];
    yield { ...told, found, expected, mend: `Write \`revision: ${before.revision}\`.` };
    return;
  }
  if (line.answerHash !== before.answerHash && line.revision === before.revision) {
    const [found, expected] = [
      `changed answer of \`${id}\` at revision ${line.revision}`,
      `revision ${before.revision + 1}`,
    ];
    yield { ...told, found, expected, mend: `Write \`revision: ${before.revision + 1}\`.` };
  }
}

function* missing(bank: Bank, previous: ReadonlyMap<string, LockLine>): Generator<LockProblem> {
  for (const id of previous.keys()) {
    if (bank.questions.has(id)) continue;
    yield {
      id,
      found: `no question \`${id}\``,
      expected: 'every question that was published, retired ones too',
      mend: 'Restore its file and write `status: retired` with `reason` and `since`.',
      severity: 'error',
    };
  }
}

function manyRendered(count: number, total: number): LockProblem {
  return {
    found: `${count} of ${total} Anki notes that change while their answers stay`,
    expected: `at most ${RERENDERED_SHARE * 100} %`,
    mend: "Each of them overwrites readers' own edits. If that is meant, run `notebank lock --rerendered`.",
    severity: 'error',
  };
}

/** Times for Anki notes, and what the lock did not know. */
export interface NoteMods {
  /** Seconds since the epoch by question id. */
  readonly mods: ReadonlyMap<string, number>;
  readonly problems: LockProblem[];
}

export interface NoteModsOptions {
  /** Time for notes that the lock does not hold, in seconds since the epoch. Default: {@link defaultReleaseTime}. */
  readonly releaseTime?: number;
  /** Makes stale and missing lines errors instead of warnings. */
  readonly frozen?: boolean;
}

/**
 * `mod` of Anki notes: from the lock where the note is unchanged, one more than there where it changed since, the
 * release time where the lock has no line.
 *
 * @param notes - From `ankiNotes(bank)`.
 */
export function noteMods(
  bank: Bank,
  notes: readonly AnkiNote[],
  lock: ReadonlyMap<string, LockLine> = bank.lock,
  options: NoteModsOptions = {},
): NoteMods {
  const { releaseTime = defaultReleaseTime(bank, lock) } = options;
  const severity = options.frozen === true ? 'error' : 'warning';
  const mods = new Map<string, number>();
  const problems: LockProblem[] = [];
  for (const note of notes) {
    const known = lock.get(note.id);
    // A line of a question that no deck has held yet says nothing about its time.
    const line = known?.mod === 0 ? undefined : known;
    const stale = line !== undefined && line.noteHash !== noteHash(note);
    mods.set(note.id, line === undefined ? releaseTime : stale ? line.mod + 1 : line.mod);
    if (line === undefined || stale) problems.push(staleLine(note.id, stale, severity));
  }
  return { mods, problems };
}

function staleLine(id: string, stale: boolean, severity: LockProblem['severity']): LockProblem {
  return {
    id,
    found: stale ? `Anki note of \`${id}\` that changed since the lock` : `no line for \`${id}\` in the lock`,
    expected: 'the hash of its Anki note in `bank.lock.jsonl`',
    mend: 'Run `notebank lock` before a release.',
    severity,
  };
}

/** Newest `mod` of the lock, or the beginning of the bank when there is none, in seconds since the epoch. */
export function defaultReleaseTime(bank: Bank, lock: ReadonlyMap<string, LockLine> = bank.lock): number {
  const beginning = Math.floor(bank.identity.baseMs / 1000);
  return [...lock.values()].reduce((newest, { mod }) => Math.max(newest, mod), lock.size === 0 ? beginning : 0);
}
