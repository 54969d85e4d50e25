import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Results of reading files, by path and content hash.
 * A file of lines `path TAB sha256 TAB JSON`; the first line names the code that wrote it.
 */
export interface ParseCache {
  get(path: string, hash: string): unknown;
  set(path: string, hash: string, value: unknown): void;
  /** Writes what was used or added since the start, when that differs from what was read. */
  save(): Promise<void>;
}

/** A cache that remembers nothing. */
export const noCache: ParseCache = { get: () => undefined, set: () => {}, save: async () => {} };

interface Entry {
  readonly hash: string;
  readonly json: string;
}

/**
 * Opens the cache in a file. A missing, foreign or broken file is an empty cache: it only costs time.
 *
 * @param path - The file. Its folder is made when the cache is saved.
 */
export async function openCache(path: string): Promise<ParseCache> {
  const stamp = `notebank-cache 1 ${await codeHash()}`;
  const old = await readEntries(path, stamp);
  const used = new Map<string, Entry>();
  let changed = false;
  return {
    get(file, hash) {
      const entry = old.get(file);
      if (entry?.hash !== hash) return undefined;
      try {
        const value: unknown = JSON.parse(entry.json);
        used.set(file, entry);
        return value;
      } catch {
        return undefined;
      }
    },
    set(file, hash, value) {
      used.set(file, { hash, json: JSON.stringify(value) });
      changed = true;
    },
    async save() {
      if (!changed && used.size === old.size) return;
      // A cache that cannot be written, as on a read-only disk, only costs time.
      await writeEntries(path, stamp, used).catch(() => {});
    },
  };
}

async function readEntries(path: string, stamp: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!text.startsWith(`${stamp}\n`)) return entries;
  for (let from = stamp.length + 1; from < text.length; ) {
    const to = text.indexOf('\n', from);
    // A last line without its end was cut off.
    if (to === -1) break;
    const [file, hash, json] = splitLine(text.slice(from, to));
    if (file && hash && json) entries.set(file, { hash, json });
    from = to + 1;
  }
  return entries;
}

function splitLine(line: string): [string?, string?, string?] {
  const one = line.indexOf('\t');
  const two = line.indexOf('\t', one + 1);
  return one === -1 || two === -1 ? [] : [line.slice(0, one), line.slice(one + 1, two), line.slice(two + 1)];
}

/** Written beside and renamed, so that a reader never sees half of it. */
async function writeEntries(path: string, stamp: string, entries: ReadonlyMap<string, Entry>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  const file = await open(beside, 'w');
  try {
    let chunk = `${stamp}\n`;
    for (const [name, { hash, json }] of entries) {
      chunk += `${name}\t${hash}\t${json}\n`;
      if (chunk.length < 1 << 20) continue;
      await file.writeFile(chunk);
      chunk = '';
    }
    await file.writeFile(chunk);
  } finally {
    await file.close();
  }
  await rename(beside, path).catch(async (error: unknown) => {
    await rm(beside, { force: true });
    throw error;
  });
}

/** Hash of the code that reads files: results of older code do not count. */
async function codeHash(): Promise<string> {
  const here = dirname(dirname(fileURLToPath(import.meta.url)));
  const schema = dirname(fileURLToPath(import.meta.resolve('@notebank/content-schema')));
  const simulators = dirname(fileURLToPath(import.meta.resolve('@notebank/simulators')));
  const hash = createHash('sha256');
  for (const folder of [join(here, 'parse'), join(here, 'markdown'), schema, simulators]) {
    for (const name of (await readdir(folder, { recursive: true })).sort()) {
      if (/\.[jt]s$/.test(name)) hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest('hex');
}
