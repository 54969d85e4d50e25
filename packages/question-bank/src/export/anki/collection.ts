import type { BankIdentity } from '@notebank/content-schema';
import { sha256 } from '../../digest.ts';
import type { SqliteDatabase, SqliteDriver } from '../driver.ts';
import { fieldChecksum, stripHtml } from './escape.ts';
import { ankiIdentity } from './guid.ts';
import type { AnkiNote } from './notes.ts';
import { NOTETYPES } from './notetypes.ts';
import { CONFIG, DECK_PRESETS, deckJson, INDEXES, NEW_USN, notetypesJson, TABLES } from './schema11.ts';

/** Everything that stands in a collection. */
export interface CollectionContent {
  readonly identity: BankIdentity;
  /** In study order: a card's position in the queue of new cards. */
  readonly notes: readonly AnkiNote[];
  /** `mod` of each note by question id, in seconds since the epoch. */
  readonly mods: ReadonlyMap<string, number>;
  readonly deckRoot: string;
  /** HTML shown on the topmost deck. */
  readonly description: string;
}

const PAGE_SIZE = 4096;
const SCHEMA_VERSION = 11;
const FIELD_SEPARATOR = '\x1f';

/** A note with its ids. */
interface Row {
  readonly note: AnkiNote;
  readonly guid: string;
  readonly ordinal: number;
  /** From 1. */
  readonly due: number;
}

/**
 * The file `collection.anki2`: a SQLite database of schema 11. The same content gives the same bytes under one
 * version of SQLite; what its header says about the version is replaced by constants.
 */
export function writeCollection(content: CollectionContent, driver: SqliteDriver): Uint8Array {
  const database = driver.open();
  try {
    const decks = deckIds(content);
    database.exec(
      `pragma page_size = ${PAGE_SIZE}; pragma encoding = 'UTF-8'; pragma journal_mode = off; pragma synchronous = off;`,
    );
    database.exec(TABLES);
    database.exec('begin');
    insertCollectionRow(database, content, decks);
    insertNotes(database, content, decks);
    database.exec(INDEXES);
    database.exec('commit');
    return normaliseHeader(database.finish());
  } finally {
    database.close();
  }
}

/** Decks by name: the default deck, the root, and every parent and child below it. Anki matches decks by name. */
function deckIds({ identity, deckRoot, notes }: CollectionContent): ReadonlyMap<string, number> {
  const names = new Set(deckRoot.split('::').map((_, index, levels) => levels.slice(0, index + 1).join('::')));
  for (const { deck } of notes) {
    for (const depth of deck.keys()) names.add([deckRoot, ...deck.slice(0, depth + 1)].join('::'));
  }
  const ids = new Map([['Default', 1]]);
  const used = new Set([1]);
  for (const name of [...names].sort()) ids.set(name, claim(used, deckId(identity.id, name)));
  return ids;
}

/** A time between 2001 and 2017, in milliseconds, from bank and name. */
function deckId(bankId: string, name: string): number {
  const digest = sha256(`${bankId}__deck__${name}`);
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return 1_000_000_000_000 + (view.getUint32(0) % 500_000) * 1_000_000 + (view.getUint32(4) % 1_000_000);
}

/** The first free id from a wish on. */
function claim(used: Set<number>, wish: number): number {
  let id = wish;
  while (used.has(id)) id += 1;
  used.add(id);
  return id;
}

function insertCollectionRow(database: SqliteDatabase, content: CollectionContent, decks: ReadonlyMap<string, number>) {
  const { identity, notes, mods, deckRoot, description } = content;
  const created = Math.floor(identity.baseMs / 1000);
  const newest = notes.reduce((latest, { id }) => Math.max(latest, mods.get(id) ?? 0), created);
  const deckEntries = [...decks].map(([name, id]) => [
    String(id),
    deckJson(id, name, created, name === deckRoot ? description : ''),
  ]);
  const blobs = [CONFIG, notetypesJson(), Object.fromEntries(deckEntries), DECK_PRESETS, {}].map((blob) =>
    JSON.stringify(blob),
  );
  const times = [created, newest * 1000, identity.baseMs];
  database
    .prepare('insert into col values (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)')
    .run(...times, SCHEMA_VERSION, ...blobs);
}

function insertNotes(database: SqliteDatabase, content: CollectionContent, decks: ReadonlyMap<string, number>): void {
  const { identity, notes, mods, deckRoot } = content;
  const insertNote = database.prepare(`insert into notes values (?, ?, ?, ?, ${NEW_USN}, ?, ?, ?, ?, 0, '')`);
  const insertCard = database.prepare(
    `insert into cards values (?, ?, ?, ?, ?, ${NEW_USN}, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')`,
  );
  const noteIds = new Set<number>();
  const cardIds = new Set<number>();
  for (const { note, guid, ordinal, due } of rowsInIdOrder(identity.id, notes)) {
    const noteId = claim(noteIds, identity.baseMs + ordinal);
    const mod = mods.get(note.id) ?? 0;
    const sortField = stripHtml(note.fields[0] ?? '');
    const tags = note.tags.length === 0 ? '' : ` ${note.tags.join(' ')} `;
    const fields = note.fields.join(FIELD_SEPARATOR);
    insertNote.run(noteId, guid, NOTETYPES[note.notetype].id, mod, tags, fields, sortField, fieldChecksum(sortField));
    const deck = decks.get([deckRoot, ...note.deck].join('::')) ?? 1;
    for (const ord of note.cards) insertCard.run(claim(cardIds, noteId + ord), noteId, deck, ord, mod, due);
  }
}

/** Rows ordered by id, so that pages fill one after the other. Questions with one ordinal keep the order of their ids. */
function rowsInIdOrder(bankId: string, notes: readonly AnkiNote[]): Row[] {
  const rows = notes.map((note, index) => ({ note, ...ankiIdentity(bankId, note.id), due: index + 1 }));
  return rows.sort((a, b) => a.ordinal - b.ordinal || (a.note.id < b.note.id ? -1 : 1));
}

/** Offsets of the database header, all big-endian (https://www.sqlite.org/fileformat.html, section 1.3). */
const CHANGE_COUNTER = 24;
const VERSION_VALID_FOR = 92;
const SQLITE_VERSION_NUMBER = 96;
/** SQLite 3.45.0, as a constant: which one wrote the file says nothing about its format. */
const WRITTEN_BY = 3_045_000;

function normaliseHeader(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Equal counters say that the size in the header is to be trusted.
  view.setUint32(CHANGE_COUNTER, 1);
  view.setUint32(VERSION_VALID_FOR, 1);
  view.setUint32(SQLITE_VERSION_NUMBER, WRITTEN_BY);
  return file;
}
