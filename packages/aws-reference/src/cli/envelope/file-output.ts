import { randomBytes } from 'node:crypto';
import { createWriteStream, openSync, rmSync } from 'node:fs';
import { link, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '../shared/problem.ts';
import { systemCode, type Terminal } from '../shared/surroundings.ts';
import { closed, type Output, unwritable, writeTo } from './write.ts';

export interface FileOutputOptions {
  /** May be read by its owner only. */
  readonly isSecret: boolean;
  /** Whether a file in its place may go. */
  readonly replace: boolean;
}

/**
 * A file that is written beside its place and takes it when it is whole. Whatever ends the program before, nothing is
 * left; so it may take the place of the file that is being read.
 *
 * @throws {@link Problem}
 */
export async function fileOutput(place: string, options: FileOutputOptions, { io }: Terminal): Promise<Output> {
  const named = resolve(io.cwd, place);
  // Behind a link, so that the link stays.
  const path = await realpath(named).catch(() => named);
  await checkPlace(path, place, options);
  // A name of its own: with more at its end, that of the place could become too long.
  const beside = join(dirname(path), `notebank-${randomBytes(6).toString('hex')}.partial`);
  // Afterwards nobody would be told to remove it.
  io.signal?.throwIfAborted();
  const fd = created(beside, place, options.isSecret ? 0o600 : 0o666);
  const remove = (): void => rmSync(beside, { force: true });
  io.signal?.addEventListener('abort', remove);
  const stream = createWriteStream(beside, { fd, flush: true });
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    left: 0,
    isTerminal: false,
    write: (piece) => writeTo(stream, piece, place),
    async commit() {
      stream.end();
      await closed(stream);
      if (failure !== undefined) throw unwritable(place, failure);
      await take(beside, path, place, options);
      await syncFolder(dirname(path));
      io.signal?.removeEventListener('abort', remove);
    },
    async discard() {
      // Some systems remove no file that is open.
      stream.destroy();
      await closed(stream);
      remove();
      io.signal?.removeEventListener('abort', remove);
    },
  };
}

async function checkPlace(path: string, place: string, { replace }: FileOutputOptions): Promise<void> {
  const there = await stat(path).catch(() => lstat(path).catch((error: unknown) => absent(error, place)));
  if (there === undefined) return;
  if (there.isDirectory()) throw new Problem(place, 'a folder', 'the name of a file');
  if (!there.isFile() && !there.isSymbolicLink()) {
    throw new Problem(place, 'a device or a pipe', 'a file', 'Leave out -o and redirect the standard output to it.');
  }
  if (!replace) throw exists(place);
}

/** Only what is not there may become: of a name that is too long one should not learn after all the work. */
function absent(error: unknown, place: string): undefined {
  if (systemCode(error) !== 'ENOENT') throw unwritable(place, error);
}

/** At once, so that a signal finds either no file or one that is to be removed. */
function created(path: string, place: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    throw unwritable(place, error);
  }
}

/** Takes the place. */
async function take(beside: string, path: string, place: string, { replace }: FileOutputOptions): Promise<void> {
  try {
    if (replace || !(await linked(beside, path))) await rename(beside, path);
    else await rm(beside);
  } catch (error) {
    throw systemCode(error) === 'EEXIST' ? exists(place) : unwritable(place, error);
  }
}

/** A link, unlike a rename, never replaces a file that came meanwhile. Not all file systems have them. */
async function linked(beside: string, path: string): Promise<boolean> {
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw error;
    return false;
  }
}

/** So that the name, too, outlives a loss of power. Where folders cannot be opened, there is no need. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function exists(place: string): Problem {
  return new Problem(place, 'it exists', 'a new name', 'Give --force to replace it.');
}
