import type { Packer } from './zip.ts';

/** A value that a statement binds. Numbers are integers within 53 bits. */
export type SqlValue = string | number;

/** A prepared statement. */
export interface SqliteStatement {
  run(...values: SqlValue[]): unknown;
}

/** An empty database that is being written. */
export interface SqliteDatabase {
  /** Runs statements without values. */
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  /** The file, and the end of the database. */
  finish(): Uint8Array;
  /** Gives up: frees what the database holds. Harmless after {@link SqliteDatabase.finish}. */
  close(): void;
}

/** A real SQLite, and optionally a faster packer: what an export to Anki needs from its platform. */
export interface SqliteDriver {
  open(): SqliteDatabase;
  /** Default: {@link portablePacker}. */
  readonly packer?: Packer;
}
