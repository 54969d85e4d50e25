import type { BankIdentity } from '@notebank/content-schema';
import type { Bank } from '../../bank.ts';
import { ankiIdentity } from './guid.ts';
import { type AnkiNote, type AnkiNoteOptions, ankiNotes, deckName } from './notes.ts';
import { NOTETYPES, type NotetypeName } from './notetypes.ts';

/** Columns before and after the fields, as in Anki's own export. */
const GUID_COLUMN = 1;
const NOTETYPE_COLUMN = 2;
const DECK_COLUMN = 3;
const FIRST_FIELD = 4;

/**
 * Notes of one note type as a text file for Anki 2.1.54 and later.
 *
 * One file per note type, each with a note type column, because that imports right in every one of these versions:
 * rows of one file have one number of fields (a mixed file is only read right since 26.05), and a note type that the
 * reader does not have is reported row by row, where the header `#notetype` would fall back on whatever type the
 * reader used last. A text file creates no note type: import a package first.
 *
 * An import of text stamps notes with the time of the import, so a package with older changes no longer updates them:
 * stay with one of the two.
 */
export function toAnkiText(
  bank: Bank,
  notetype: NotetypeName,
  options: AnkiNoteOptions & { readonly deckRoot?: string } = {},
): string {
  const { notes } = ankiNotes(bank, options);
  const deckRoot = options.deckRoot ?? bank.identity.deckRoot;
  const rows = notes.filter((note) => note.notetype === notetype).map((note) => row(bank.identity, note, deckRoot));
  const { fields } = NOTETYPES[notetype];
  const header = [
    '#separator:tab',
    '#html:true',
    `#guid column:${GUID_COLUMN}`,
    `#notetype column:${NOTETYPE_COLUMN}`,
    `#deck column:${DECK_COLUMN}`,
    `#tags column:${FIRST_FIELD + fields.length}`,
  ];
  return [...header, ...rows, ''].join('\n');
}

function row(identity: BankIdentity, note: AnkiNote, deckRoot: string): string {
  const deck = [...deckRoot.split('::').map(deckName), ...note.deck].join('::');
  const { guid } = ankiIdentity(identity.id, note.id);
  return [guid, NOTETYPES[note.notetype].name, deck, ...note.fields, note.tags.join(' ')].map(quoteCell).join('\t');
}

/** A cell, in quotes when it holds a separator, a quote or a line break, or begins like a comment. */
function quoteCell(cell: string): string {
  return /^#|["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
