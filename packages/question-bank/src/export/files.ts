import { type Bank, deckQuestions } from '../bank.ts';
import { defaultReleaseTime, type LockProblem, noteMods } from '../lock.ts';
import { type AnkiNotes, ankiNotes, packNotes, retiredText, toAnkiText } from './anki/index.ts';
import { toCsv } from './csv.ts';
import { toJson } from './json.ts';
import { folderMedia, nodeDriver } from './node.ts';

export type ExportFormat = 'apkg' | 'csv' | 'anki-text' | 'json';

/** A file that an export gives. */
export interface ExportFile {
  readonly name: string;
  readonly format: ExportFormat;
  readonly bytes: Uint8Array;
  /** What it holds: `all`, or an exam. */
  readonly scope: string;
  /** Questions in it. */
  readonly notes: number;
}

export interface ExportFilesOptions {
  readonly formats: readonly ExportFormat[];
  /** Makes a stale lock an error. */
  readonly frozen: boolean;
  /** Version of the content. */
  readonly version: string;
  /** Seconds since the epoch for what the lock does not hold yet. Default: its newest `mod`. */
  readonly releaseTime?: number;
}

/**
 * Every file of an export: a deck with everything, a deck an exam, CSV, Anki text and the bank document.
 *
 * @returns the files, and what the lock did not know; errors among the problems mean that nothing should be written.
 */
export function exportFiles(
  bank: Bank,
  options: ExportFilesOptions,
): { readonly files: readonly ExportFile[]; readonly problems: LockProblem[] } {
  const media = folderMedia(bank.root);
  const releaseTime = options.releaseTime ?? defaultReleaseTime(bank);
  const rendered = ankiNotes(bank, { media });
  const { mods, problems } = noteMods(bank, rendered.notes, bank.lock, {
    releaseTime,
    frozen: options.frozen,
  });
  const slug = bank.identity.id;
  const decked = deckQuestions(bank);
  const files: ExportFile[] = [];
  const add = (format: ExportFormat, scope: string, name: string, content: string | Uint8Array, notes: number) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    files.push({ format, scope, name, bytes, notes });
  };

  if (options.formats.includes('apkg')) {
    const driver = nodeDriver();
    add('apkg', 'all', `${slug}.apkg`, packNotes(bank, rendered, { driver, mods }), decked.length);
    for (const exam of bank.exams.keys()) {
      const ofExam = decked.filter((question) => question.tasks.some((task) => task.startsWith(`${exam}/`)));
      if (ofExam.length === 0) continue;
      const notes = pick(rendered, new Set(ofExam.map(({ id }) => id)));
      add('apkg', exam, `${slug}-${exam}.apkg`, packNotes(bank, notes, { driver, mods }), ofExam.length);
    }
    add('apkg', 'all', 'retired.txt', retiredText(bank), 0);
  }
  if (options.formats.includes('anki-text')) {
    for (const type of ['question', 'cloze'] as const) {
      const notes = decked.filter((question) => (question.kind === 'cloze') === (type === 'cloze')).length;
      add('anki-text', 'all', `${slug}-${type}.txt`, toAnkiText(bank, type, { media }), notes);
    }
  }
  const practice = withoutMock(bank);
  if (options.formats.includes('csv')) add('csv', 'all', `${slug}.csv`, toCsv(practice), practice.questions.size);
  if (options.formats.includes('json')) {
    const date = new Date(releaseTime * 1000).toISOString().slice(0, 10);
    add('json', 'all', `${slug}.json`, toJson(practice, { version: options.version, date }), practice.questions.size);
  }
  return { files, problems };
}

/** Some of the notes, with the media that they show. */
function pick({ notes, media }: AnkiNotes, ids: ReadonlySet<string>): AnkiNotes {
  const picked = notes.filter(({ id }) => ids.has(id));
  const shown = (name: string) => picked.some(({ fields }) => fields.some((field) => field.includes(name)));
  return { notes: picked, media: new Map([...media].filter(([name]) => shown(name))) };
}

/** The bank as it may be handed out: items of mock exams would be given away. */
function withoutMock(bank: Bank): Bank {
  return { ...bank, questions: new Map([...bank.questions].filter(([, question]) => question.pool === 'practice')) };
}
