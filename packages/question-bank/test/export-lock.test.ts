import type { LockLine } from '@notebank/content-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bank, type ChoiceQuestion, isInDecks, type Question } from '../src/bank.ts';
import {
  ankiNotes,
  answerHash,
  defaultReleaseTime,
  formatLock,
  noteHash,
  noteMods,
  readLock,
  updateLock,
} from '../src/export/index.ts';
import { bankOf, generateBank, withQuestion } from './support/generate-bank.ts';

const RELEASE = 1_800_000_000;
const bank = generateBank({ questions: 60, seed: 9 });
const first = updateLock(bank, new Map(), { releaseTime: RELEASE });
const lock = new Map(first.lines.map((line) => [line.id, line]));
const locked: Bank = { ...bank, lock };

const choice = [...bank.questions.values()].find(
  (question): question is ChoiceQuestion => question.kind === 'choice',
) as ChoiceQuestion;
const modOf = (lines: readonly LockLine[], id: string) => lines.find((line) => line.id === id)?.mod;
const withRationale = (text: string): ChoiceQuestion => ({
  ...choice,
  options: choice.options.map((option) => ({ ...option, rationale: text })),
});

describe('hashes', () => {
  it('of an answer follow stem, options, order and key only', () => {
    const same = [
      withRationale('Other'),
      { ...choice, explanation: 'Other', sources: [], difficulty: 3, topic: 's3-security', path: 'x', revision: 9 },
      { ...choice, stem: ` ${choice.stem.replaceAll(' ', '\n')}\n` },
    ];
    const [one, ...rest] = choice.options;
    const other = [
      { ...choice, stem: 'Other?' },
      { ...choice, options: rest },
      { ...choice, options: choice.options.map((option) => ({ ...option, correct: !option.correct })) },
      { ...choice, options: [...rest, one] } as ChoiceQuestion,
    ];
    expect(same.map(answerHash)).toEqual(same.map(() => answerHash(choice)));
    expect(new Set([choice, ...other].map(answerHash)).size).toBe(5);
  });

  it('of an answer differ between all questions', () => {
    expect(new Set([...bank.questions.values()].map(answerHash)).size).toBe(60);
  });

  it('of a note follow fields and tags', () => {
    const [note] = ankiNotes(bank).notes;
    if (!note) throw new Error('no note');
    expect(noteHash({ ...note, deck: ['elsewhere'] })).toBe(noteHash(note));
    expect(noteHash({ ...note, tags: [] })).not.toBe(noteHash(note));
    expect(noteHash({ ...note, fields: [...note.fields, ''] })).not.toBe(noteHash(note));
  });
});

describe('an update of the lock', () => {
  it('gives every question a line with the time of the release', () => {
    expect(first.problems).toEqual([]);
    expect(first.changed).toEqual([...bank.questions.keys()]);
    expect(new Set(first.lines.map(({ mod }) => mod))).toEqual(new Set([RELEASE]));
  });

  it('changes nothing when nothing changed', () => {
    expect(updateLock(locked, lock, { releaseTime: RELEASE + 99 })).toEqual({
      lines: first.lines,
      changed: [],
      problems: [],
    });
  });

  it('raises one mod for one changed question, to the release time or by one', () => {
    const edited = withQuestion(locked, withRationale('Other'));
    const later = updateLock(edited, lock, { releaseTime: RELEASE + 500 });
    expect(later.changed).toEqual([choice.id]);
    expect(later.problems).toEqual([]);
    expect(modOf(later.lines, choice.id)).toBe(RELEASE + 500);
    expect(modOf(updateLock(edited, lock, { releaseTime: 5 }).lines, choice.id)).toBe(RELEASE + 1);
  });

  it('does not raise mod for what the note does not show', () => {
    const reviewed = withQuestion(locked, {
      ...choice,
      path: 'questions/x/y.md',
      sources: choice.sources.map((source) => ({ ...source, checked: '2027-01-01' })),
    });
    expect(updateLock(reviewed, lock, { releaseTime: RELEASE + 500 }).changed).toEqual([]);
  });

  it.each<[string, (question: ChoiceQuestion) => Question, string, string]>([
    [
      'another kind',
      (question) => ({ ...question, kind: 'recall', answer: 'x' }) as unknown as Question,
      `kind \`recall\` of \`${choice.id}\``,
      '`choice`, as it was published',
    ],
    [
      'a changed answer',
      (question) => ({ ...question, stem: 'Other?' }),
      `changed answer of \`${choice.id}\` at revision ${choice.revision}`,
      `revision ${choice.revision + 1}`,
    ],
    [
      'a lower revision',
      (question) => ({ ...question, revision: 0 }),
      `revision 0 of \`${choice.id}\``,
      `${choice.revision} or more`,
    ],
  ])('refuses %s', (_, edit, found, expected) => {
    const { problems } = updateLock(withQuestion(locked, edit(choice)), lock, { releaseTime: RELEASE });
    expect(problems).toMatchObject([{ id: choice.id, severity: 'error', found, expected }]);
  });

  it('takes a changed answer with a new revision', () => {
    const revised = { ...choice, stem: 'Other?', revision: choice.revision + 1 };
    const { problems, changed } = updateLock(withQuestion(locked, revised), lock, { releaseTime: RELEASE });
    expect([problems, changed]).toEqual([[], [choice.id]]);
  });

  it('refuses a new question under a retired id', () => {
    const retired = withQuestion(locked, { ...choice, status: 'retired', reason: 'x', since: '2026' });
    const after = new Map(updateLock(retired, lock, { releaseTime: RELEASE + 1 }).lines.map((line) => [line.id, line]));
    const reused = withQuestion(locked, { ...choice, stem: 'Other?', revision: choice.revision + 1 });
    expect(updateLock(reused, after, { releaseTime: RELEASE + 2 }).problems).toMatchObject([
      { id: choice.id, severity: 'error', found: `another question under the retired id \`${choice.id}\`` },
    ]);
  });

  it('keeps the line of a question that is gone, and refuses to go on', () => {
    const questions = [...bank.questions.values()].filter(({ id }) => id !== choice.id);
    const { lines, problems } = updateLock({ ...bankOf(questions), lock }, lock, { releaseTime: RELEASE });
    expect(lines).toEqual(first.lines);
    expect(problems).toMatchObject([{ id: choice.id, severity: 'error', found: `no question \`${choice.id}\`` }]);
  });

  it('asks before a new renderer touches more than 5 % of the notes', () => {
    const moved: Bank = { ...locked, identity: { ...bank.identity, site: 'https://other.example' } };
    const { problems } = updateLock(moved, lock, { releaseTime: RELEASE });
    expect(problems).toMatchObject([
      { severity: 'error', found: '60 of 60 Anki notes that change while their answers stay' },
    ]);
    const confirmed = updateLock(moved, lock, { releaseTime: RELEASE, rerendered: true });
    expect([confirmed.problems, confirmed.changed.length]).toEqual([[], 60]);
  });

  it('does not ask for edits of up to 5 %', () => {
    const edit = (count: number) =>
      [...bank.questions.values()]
        .slice(0, count)
        .reduce((all, question) => withQuestion(all, { ...question, explanation: 'Other' }), locked);
    expect(updateLock(edit(3), lock, { releaseTime: RELEASE }).problems).toEqual([]);
    expect(updateLock(edit(4), lock, { releaseTime: RELEASE }).problems).toHaveLength(1);
  });
});

describe('the file of the lock', () => {
  it('is one sorted line per id and reads back', () => {
    const text = formatLock([...first.lines].reverse());
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).id),
    ).toEqual([...bank.questions.keys()].sort());
    expect(Object.keys(JSON.parse(text.split('\n')[0] ?? ''))).toEqual([
      'id',
      'kind',
      'revision',
      'status',
      'answerHash',
      'noteHash',
      'mod',
    ]);
    expect(readLock(text)).toEqual({ lines: lock, problems: [] });
  });

  it('tells the line of what is wrong and reads the rest', () => {
    const [one, two, three] = formatLock(first.lines).split('\n');
    const { lines, problems } = readLock([one, '<<<<<<< HEAD', two, '', three, '{"id":"x"}', one].join('\n'));
    expect([...lines.keys()]).toEqual([one, two, three].map((line) => JSON.parse(line ?? '').id));
    expect(problems).toMatchObject([
      { line: 2, found: '`<<<<<<< HEAD`', expected: 'one JSON object' },
      { line: 6, found: '`kind` of a lock line' },
      { line: 7, found: `second line for \`${JSON.parse(one ?? '').id}\``, expected: 'one line per id' },
    ]);
  });

  it('of any text is read without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readLock(text)));
  });
});

describe('times of Anki notes', () => {
  const { notes } = ankiNotes(bank);

  it('come from the lock while notes are unchanged', () => {
    const { mods, problems } = noteMods(locked, notes);
    expect(problems).toEqual([]);
    expect(new Set(mods.values())).toEqual(new Set([RELEASE]));
  });

  it('are one later for a stale line, with a warning that frozen makes an error', () => {
    const edited = withQuestion(locked, withRationale('Other'));
    const stale = { id: choice.id, found: `Anki note of \`${choice.id}\` that changed since the lock` };
    const { mods, problems } = noteMods(edited, ankiNotes(edited).notes);
    expect(mods.get(choice.id)).toBe(RELEASE + 1);
    expect([...mods.values()].filter((mod) => mod !== RELEASE)).toHaveLength(1);
    expect(problems).toMatchObject([{ ...stale, severity: 'warning' }]);
    expect(noteMods(edited, ankiNotes(edited).notes, lock, { frozen: true }).problems).toMatchObject([
      { ...stale, severity: 'error' },
    ]);
  });

  it('are the release time for new notes: given, newest of the lock, or the birth of the bank', () => {
    expect(defaultReleaseTime(bank)).toBe(1_790_000_000);
    expect(defaultReleaseTime(locked)).toBe(RELEASE);
    expect(new Set(noteMods(bank, notes).mods.values())).toEqual(new Set([1_790_000_000]));
    expect(new Set(noteMods(bank, notes, new Map(), { releaseTime: 7 }).mods.values())).toEqual(new Set([7]));
  });
});

describe('a question that no deck holds', () => {
  const historic: ChoiceQuestion = { ...choice, status: 'historic', reason: 'The service is gone.' };
  const linesOf = (question: Question, previous: ReadonlyMap<string, LockLine>, releaseTime: number) => {
    const next = updateLock(withQuestion(bank, question), previous, { releaseTime });
    expect(next.problems).toEqual([]);
    return new Map(next.lines.map((line) => [line.id, line]));
  };
  const held = (question: Question, lines: ReadonlyMap<string, LockLine>) => isInDecks({ lock: lines }, question);

  it('has no time, and stays out when it was historic from the start', () => {
    const lines = linesOf(historic, new Map(), RELEASE);
    expect(lines.get(choice.id)?.mod).toBe(0);
    expect(held(historic, lines)).toBe(false);
  });

  it('stays in, with a new time, when decks held it before', () => {
    const lines = linesOf(historic, lock, RELEASE + 10);
    expect(lines.get(choice.id)?.mod).toBe(RELEASE + 10);
    expect(held(historic, lines)).toBe(true);
  });

  it('gets a new time when it comes back changed, also when the change was locked while it was out', () => {
    const unread: ChoiceQuestion = { ...choice, stem: 'Another stem?', revision: choice.revision + 1, reviews: [] };
    const away = linesOf(unread, lock, RELEASE + 10);
    expect(held(unread, away)).toBe(false);
    expect(away.get(choice.id)?.mod).toBe(RELEASE);
    const review = { by: 'ada', date: '2026-11-21', revision: unread.revision, agreed: true };
    const back = linesOf({ ...unread, reviews: [review] }, away, RELEASE + 20);
    expect(back.get(choice.id)?.mod).toBe(RELEASE + 20);
  });
});
