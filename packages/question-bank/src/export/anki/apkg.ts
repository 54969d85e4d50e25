import type { Bank } from '../../bank.ts';
import { siteAddress } from '../../render/publish.ts';
import type { SqliteDriver } from '../driver.ts';
import { ExportError } from '../problem.ts';
import { portablePacker, type ZipEntry, zip } from '../zip.ts';
import { writeCollection } from './collection.ts';
import { escapeHtml } from './escape.ts';
import { credit } from './fields.ts';
import { type AnkiNoteOptions, type AnkiNotes, ankiNotes, deckName } from './notes.ts';

/** What a package needs from outside of the bank. */
export interface PackOptions {
  /** A SQLite to write with: `nodeDriver()`. */
  readonly driver: SqliteDriver;
  /** `mod` of each question's Anki note, in seconds since the epoch: from `noteMods`. */
  readonly mods: ReadonlyMap<string, number>;
  /** Topmost deck; `::` makes levels. Default: the one of the bank's identity. */
  readonly deckRoot?: string;
}

export interface ApkgOptions extends PackOptions, AnkiNoteOptions {}

/**
 * A package for Anki: `collection.anki2` (schema 11) and `media`, which every version imports without a warning.
 * The same bank gives the same bytes.
 *
 * Save it under any name but `collection.apkg` and `backup-*.apkg`: Anki takes those for whole collections and
 * replaces everything.
 *
 * @returns bytes of the `.apkg` file.
 * @throws {@link ExportError} when an image is missing, a topic is unknown or a question has no `mod`.
 */
export function toApkg(bank: Bank, options: ApkgOptions): Uint8Array {
  return packNotes(bank, ankiNotes(bank, options), options);
}

/** A package of notes that are rendered already. @throws {@link ExportError} when a note has no `mod`. */
export function packNotes(bank: Bank, { notes, media }: AnkiNotes, options: PackOptions): Uint8Array {
  const { driver, mods } = options;
  const { identity } = bank;
  const without = notes.filter(({ id }) => !mods.has(id));
  if (without.length > 0) throw new ExportError(without.map(({ id }) => noMod(id)));
  const deckRoot = (options.deckRoot ?? identity.deckRoot).split('::').map(deckName).join('::');
  const collection = writeCollection({ identity, notes, mods, deckRoot, description: deckDescription(bank) }, driver);
  return zip(
    [{ name: 'collection.anki2', bytes: collection }, ...mediaEntries(media)],
    driver.packer ?? portablePacker,
  );
}

/** `media` maps the names of the entries, which are numbers, to the names of the files. */
function mediaEntries(media: ReadonlyMap<string, Uint8Array>): ZipEntry[] {
  const files = [...media].sort(([a], [b]) => (a < b ? -1 : 1));
  const index = Object.fromEntries(files.map(([name], number) => [String(number), name]));
  const entries = files.map(([, bytes], number) => ({ name: String(number), bytes }));
  return [{ name: 'media', bytes: new TextEncoder().encode(JSON.stringify(index)) }, ...entries];
}

/** What Anki shows when the topmost deck is opened. */
function deckDescription(bank: Bank): string {
  const { title, reports } = bank.identity;
  const site = escapeHtml(siteAddress(bank.identity));
  const links = `<a href="${site}">${site}</a> · <a href="${escapeHtml(reports)}">Report a fault</a>`;
  return `<p><b>${escapeHtml(title)}</b></p><p>${links}</p><p>${credit(bank)}</p>`;
}

function noMod(id: string) {
  return {
    path: 'bank.lock.jsonl',
    found: `no \`mod\` for question \`${id}\``,
    expected: 'a time for every Anki note',
    mend: 'Pass the mods that `noteMods` gives for the same bank.',
  };
}
