import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../shared/problem.ts';
import { systemCode, type Terminal } from '../shared/surroundings.ts';

/** What is read. */
export interface Input {
  /** How messages name it. */
  readonly place: string;
  readonly pieces: AsyncIterable<Uint8Array>;
  /** In bytes; `undefined` for what may go on for ever. */
  readonly size: number | undefined;
  /** Reads no more: who writes into the pipe learns of it. */
  close(): void;
}

const PIECE = 65_536;

/**
 * Opens the one file of the arguments, or the standard input.
 *
 * @throws {@link Problem}
 */
export async function openInput(files: readonly string[], { io, program }: Terminal): Promise<Input> {
  if (files.length > 1) throw new Problem('arguments', `${files.length} files`, 'one');
  const [path] = files;
  if (path !== undefined && path !== '-') return await openFile(resolve(io.cwd, path), path);
  if (path === undefined && io.stdin.isTTY === true) {
    throw new Problem('standard input', 'a terminal', 'a file, or a pipe', `See \`${program} --help\`.`);
  }
  return inputOf(io.stdin, 'standard input', undefined);
}

async function openFile(path: string, place: string): Promise<Input> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(place, error);
  });
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw new Problem(place, 'a folder', 'a file', 'Pack it first: `tar -c FOLDER | notebank-envelope encrypt`.');
  }
  return inputOf(file.createReadStream({ highWaterMark: PIECE }), place, stats.isFile() ? stats.size : undefined);
}

function inputOf(stream: Readable, place: string, size: number | undefined): Input {
  return { place, pieces: reading(stream, place), size, close: () => void stream.destroy() };
}

async function* reading(stream: Readable, place: string): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch((error: unknown) => {
      throw unreadable(place, error);
    });
    if (next.done) return;
    yield next.value;
  }
}

function unreadable(place: string, error: unknown): Problem {
  return new Problem(place, `it cannot be read (${systemCode(error)})`, 'a file that can be read');
}
