import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32, deflateRawSync } from 'node:zlib';
import type { MediaReader } from './anki/media.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';

/** Whether this Node can hand out a database from memory; 22 cannot, so it writes a temporary file. */
const CAN_SERIALIZE = typeof DatabaseSync.prototype.serialize === 'function';

/**
 * Node's own SQLite and zlib.
 *
 * @param options - `inMemory: false` writes a temporary file and reads it back. Default: memory, where Node can.
 */
export function nodeDriver(options: { readonly inMemory?: boolean } = {}): SqliteDriver {
  const inMemory = options.inMemory ?? CAN_SERIALIZE;
  return {
    open: inMemory ? openInMemory : openInFile,
    packer: { deflate: (bytes) => deflateRawSync(bytes, { level: 6 }), crc32 },
  };
}

function openInMemory(): SqliteDatabase {
  const database = new DatabaseSync(':memory:');
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    finish() {
      const bytes = database.serialize();
      database.close();
      return bytes;
    },
    close: () => database.isOpen && database.close(),
  };
}

function openInFile(): SqliteDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-'));
  const path = join(folder, 'collection.anki2');
  const database = new DatabaseSync(path);
  const close = () => {
    if (database.isOpen) database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    finish() {
      database.close();
      const bytes = readFileSync(path);
      close();
      return bytes;
    },
    close,
  };
}

/**
 * Reads media of a bank from its folder.
 *
 * @param root - Folder that holds `bank.yaml`.
 * @returns a reader that answers `undefined` for what is missing or lies outside of the folder.
 */
export function folderMedia(root: string): MediaReader {
  return (path) => {
    const file = resolve(root, path);
    if (!file.startsWith(resolve(root) + sep)) return undefined;
    try {
      return readFileSync(file);
    } catch {
      return undefined;
    }
  };
}
