import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { strFromU8, unzipSync } from 'fflate';

/** A package that was opened again with readers that are not ours. */
export interface OpenedApkg {
  /** Names of the entries in their order. */
  readonly entries: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly media: Readonly<Record<string, string>>;
  /** Rows of a query. */
  readonly all: (sql: string) => Record<string, unknown>[];
  /** A JSON blob of the row of `col`. */
  readonly blob: (column: string) => Record<string, Record<string, unknown>>;
}

/** Runs a function on an opened package. */
export function withApkg<T>(bytes: Uint8Array, use: (apkg: OpenedApkg) => T): T {
  const files = unzipSync(bytes);
  const folder = mkdtempSync(join(tmpdir(), 'notebank-test-'));
  const path = join(folder, 'collection.anki2');
  writeFileSync(path, files['collection.anki2'] ?? new Uint8Array());
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
    const blob = (column: string) => JSON.parse(String(all(`select ${column} as json from col`)[0]?.json));
    const media = JSON.parse(strFromU8(files.media ?? new Uint8Array())) as Record<string, string>;
    return use({ entries: Object.keys(files), files, media, all, blob });
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}
