import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank, Question } from '../src/bank.ts';
import {
  type AnkiNote,
  ankiIdentity,
  ankiNotes,
  nodeDriver,
  noteMods,
  toAnkiText,
  toApkg,
} from '../src/export/index.ts';
import { generateBank, withQuestion } from './support/generate-bank.ts';

type Counts = Readonly<
  Record<'new' | 'updated' | 'duplicate' | 'conflicting' | 'missing_notetype' | 'empty_first_field' | 'found', number>
>;
/** mid, mod, tags, flds, sfld, csum */
type NoteRow = readonly [number, number, string, string, string, number];

/** What support/verify_apkg.py prints. */
interface Verified {
  readonly first: Counts;
  readonly second: Counts;
  readonly third: Counts;
  readonly texts: readonly [Counts, Counts];
  readonly database: { readonly sound: boolean; readonly report: string };
  readonly emptyCards: number;
  readonly missingMedia: readonly string[];
  readonly faultySides: readonly string[];
  readonly notetypes: readonly string[];
  readonly notetypesAfter: number;
  readonly decks: readonly string[];
  readonly notes: Readonly<Record<string, NoteRow>>;
  readonly cards: number;
  readonly untouched: boolean;
  readonly kept: boolean;
  readonly edited: NoteRow;
  readonly keptByTexts: boolean;
  readonly notesAfterTexts: number;
  readonly soundAfter: boolean;
}

/** A Python with the package `anki`: NOTEBANK_PYTHON, else one of the system. */
const python = [process.env.NOTEBANK_PYTHON, 'python3', 'python']
  .filter((name) => name !== undefined && name !== '')
  .find((name) => spawnSync(name as string, ['-c', 'import anki.collection']).status === 0);

const WHY =
  python === undefined ? ' (skipped: no Python with `anki`; pip install anki, or name one in NOTEBANK_PYTHON)' : '';

describe.skipIf(python === undefined)(`real Anki${WHY}`, () => {
  let folder: string;
  let stderr = '';
  let result: Verified;
  const image = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const media = () => image;
  let bank: Bank;
  let notes: readonly AnkiNote[];
  let mods: ReadonlyMap<string, number>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'notebank-anki-'));
    const generated = generateBank({ questions: 180, seed: 21 });
    const [first, second] = [...generated.questions.values()] as [Question, Question];
    bank = withQuestion(generated, { ...second, stem: `${second.stem}\n\n![a map](../../media/codebuild/map.svg)` });
    notes = ankiNotes(bank, { media }).notes;
    mods = noteMods(bank, notes).mods;

    const edited = { ...first, explanation: 'Edited.' };
    const more = [...generateBank({ questions: 186, seed: 21 }).questions.values()];
    const added = more.filter(({ id }) => !bank.questions.has(id));
    const next = added.reduce(withQuestion, withQuestion(bank, edited));
    const nextMods = new Map(noteMods(next, ankiNotes(next, { media }).notes).mods).set(edited.id, 1_795_000_000);

    const driver = nodeDriver();
    const write = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const plan = {
      v1: write('v1.apkg', toApkg(bank, { driver, mods, media })),
      v2: write('v2.apkg', toApkg(next, { driver, mods: nextMods, media })),
      texts: (['question', 'cloze'] as const).map((type) => write(`${type}.txt`, toAnkiText(next, type, { media }))),
      edited: ankiIdentity(bank.identity.id, edited.id).guid,
    };
    const script = join(import.meta.dirname, 'support/verify_apkg.py');
    const arguments_ = [script, write('plan.json', JSON.stringify(plan))];
    const run = spawnSync(python ?? '', arguments_, { encoding: 'utf8', maxBuffer: 64e6 });
    stderr = run.stderr;
    result = JSON.parse(run.stdout) as Verified;
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const none = {
    new: 0,
    updated: 0,
    duplicate: 0,
    conflicting: 0,
    missing_notetype: 0,
    missing_deck: 0,
    empty_first_field: 0,
  };

  it('imports every note without a word', () => {
    expect(stderr).toBe('');
    expect(result.first).toEqual({ ...none, new: 180, found: 180 });
    expect(result.cards).toBe(notes.reduce((count, note) => count + note.cards.length, 0));
  });

  it('finds nothing to mend: database, empty cards, media, both sides of every card', () => {
    const { database, emptyCards, missingMedia, faultySides } = result;
    expect(database.sound, database.report).toBe(true);
    expect([emptyCards, missingMedia, faultySides]).toEqual([0, [], []]);
  });

  it('stores fields, tags, times, sort fields and checksums as they were written', () => {
    for (const note of notes) {
      const [, mod, tags = '', fields, sortField, checksum] =
        result.notes[ankiIdentity(bank.identity.id, note.id).guid] ?? [];
      expect(fields).toBe(note.fields.join('\x1f'));
      expect(tags.trim().split(' ').sort()).toEqual(note.tags);
      expect([mod, sortField]).toEqual([mods.get(note.id), note.id]);
      expect(checksum).toBeGreaterThan(0);
    }
  });

  it('knows two note types and the tree of decks', () => {
    expect(result.notetypes).toEqual(['Notebank Cloze', 'Notebank Question']);
    expect(result.decks).toContain('Test bank::CI/CD::Topic codebuild');
  });

  it('takes the same package again without a change', () => {
    expect(result.second).toEqual({ ...none, duplicate: 180, found: 180 });
    expect(result.untouched).toBe(true);
  });

  it('takes the next release: one note updated, six new, scheduling and note types kept', () => {
    expect(result.third).toEqual({ ...none, new: 6, updated: 1, duplicate: 179, found: 186 });
    expect(result.kept).toBe(true);
    expect(result.notetypesAfter).toBe(2);
    expect(result.edited[1]).toBe(1_795_000_000);
    expect(result.edited[3]).toContain('<p>Edited.</p>');
  });

  it('finds the same notes by the text files', () => {
    const [questions, clozes] = result.texts;
    expect(questions.found + clozes.found).toBe(186);
    expect(questions.duplicate + questions.updated + clozes.duplicate + clozes.updated).toBe(186);
    for (const text of [questions, clozes]) {
      expect([text.new, text.conflicting, text.missing_notetype, text.empty_first_field]).toEqual([0, 0, 0, 0]);
    }
    expect([result.notesAfterTexts, result.keptByTexts, result.soundAfter]).toEqual([186, true, true]);
  });
});
