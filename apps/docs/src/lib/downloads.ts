import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bank } from '@notebank/question-bank';
import { defaultReleaseTime, type ExportFile, exportFiles } from '@notebank/question-bank/export';

/** A file that readers may take. */
export interface Download {
  readonly name: string;
  readonly title: string;
  readonly kind: 'deck' | 'table' | 'data';
  readonly bytes: Uint8Array;
  /** Questions it holds. */
  readonly questions: number;
}

/** What the downloads page offers. */
export interface Downloads {
  readonly files: readonly Download[];
  /** Day of the newest change, `YYYY-MM-DD`. */
  readonly date: string;
}

const memo = new WeakMap<Bank, Downloads>();

/** Every file of an export of the bank, made once a build: the same as `notebank export` writes. */
export function downloadsOf(bank: Bank): Downloads {
  const known = memo.get(bank) ?? exportBank(bank);
  memo.set(bank, known);
  return known;
}

function exportBank(bank: Bank): Downloads {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH || Number.NaN);
  const releaseTime = Number.isSafeInteger(epoch) ? epoch : defaultReleaseTime(bank);
  const formats = ['apkg', 'csv', 'anki-text', 'json'] as const;
  const { files } = exportFiles(bank, { formats, frozen: false, version: versionOf(bank), releaseTime });
  return {
    date: new Date(releaseTime * 1000).toISOString().slice(0, 10),
    files: files
      .map((file) => ({ name: file.name, ...describe(bank, file), bytes: file.bytes, questions: file.notes }))
      .sort((a, b) => Number(a.name === RETIRED) - Number(b.name === RETIRED)),
  };
}

/** Comes with the decks, because an import cannot delete a card. */
const RETIRED = 'retired.txt';

function describe(bank: Bank, { name, format, scope }: ExportFile): Pick<Download, 'title' | 'kind'> {
  if (name === RETIRED)
    return { kind: 'table', title: 'Withdrawn questions, for those who want to delete their cards' };
  const exam = bank.exams.get(scope);
  switch (format) {
    case 'apkg':
      return { kind: 'deck', title: exam ? `Deck for ${exam.code} (${exam.short})` : 'Deck with everything' };
    case 'csv':
      return { kind: 'table', title: 'All questions as CSV' };
    case 'json':
      return { kind: 'data', title: 'The bank as JSON' };
    case 'anki-text':
      return { kind: 'table', title: `Text for Anki: ${name.includes('cloze') ? 'cloze' : 'all other'} questions` };
  }
}

/** Version of the content's package, when the bank is one. */
function versionOf(bank: Bank): string {
  const manifest = join(bank.root, 'package.json');
  if (!existsSync(manifest)) return '0.0.0';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version?: unknown };
  return typeof version === 'string' ? version : '0.0.0';
}
