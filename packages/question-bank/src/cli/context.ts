import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { BankError } from '../errors.ts';
import { isBank } from '../load/files.ts';
import { type LoadResult, loadBank } from '../load/load.ts';

/** What a program needs from its surroundings: real streams in a shell, others in tests. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Options of every command. */
export interface SharedOptions {
  readonly content?: string;
  readonly cache: boolean;
}

/** Ends the program with a code after everything was said. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** What commands share: where the bank is, what to print and how. */
export class Context {
  readonly io: Surroundings;
  #options: SharedOptions = { cache: true };

  constructor(io: Surroundings) {
    this.io = io;
  }

  /** Takes over the options of the command that runs. */
  use(options: SharedOptions): void {
    this.#options = options;
  }

  get color(): boolean {
    return this.io.stdout.isTTY === true && this.io.env.NO_COLOR === undefined;
  }

  print(text: string): void {
    this.io.stdout.write(`${text}\n`);
  }

  warn(text: string): void {
    this.io.stderr.write(`${text}\n`);
  }

  /** An absolute path of what a user wrote. */
  resolve(path: string): string {
    return resolve(this.io.cwd, path);
  }

  /**
   * Folder of the bank: `--content`, else the nearest one at or above the working folder, else its `content/`.
   *
   * @throws {@link BankError} `NO_BANK`.
   */
  async root(): Promise<string> {
    const { content } = this.#options;
    if (content !== undefined) {
      const folder = this.resolve(content);
      if (await isBank(folder)) return folder;
      throw new BankError(
        'NO_BANK',
        `Unexpected --content ${content} without bank.yaml, expected the folder of a bank.`,
      );
    }
    for (let folder = resolve(this.io.cwd); ; folder = dirname(folder)) {
      if (await isBank(folder)) return folder;
      if (await isBank(join(folder, 'content'))) return join(folder, 'content');
      if (folder === dirname(folder)) break;
    }
    throw new BankError(
      'NO_BANK',
      `Unexpected folder ${this.io.cwd}: neither it nor a folder above it holds a bank.yaml. Make a bank with \`notebank init\`, or name its folder with --content DIR.`,
    );
  }

  /** Loads the bank, with a progress line while that takes time and the output is a terminal. */
  async load(): Promise<LoadResult> {
    const root = await this.root();
    const progress = new Progress(this.io.stderr, 'Reading');
    const cache = this.#options.cache ? cacheFile(root) : undefined;
    try {
      return await loadBank(root, {
        cache: cache ?? false,
        onProgress: (done, total) => progress.update(done, total),
      });
    } finally {
      progress.clear();
    }
  }
}

/** `node_modules/.cache/notebank/bank.cache` of the nearest folder that has `node_modules`. */
function cacheFile(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return join(modules, '.cache', 'notebank', 'bank.cache');
    if (folder === dirname(folder)) return undefined;
  }
}

/** Work shorter than this shows no progress. */
const QUIET_MS = 400;
const STEP_MS = 80;
const WIDTH = 24;

/** A progress line on a terminal; silent elsewhere. */
export class Progress {
  readonly #stream: Surroundings['stderr'];
  readonly #what: string;
  readonly #start = performance.now();
  #last = 0;

  constructor(stream: Surroundings['stderr'], what: string) {
    this.#stream = stream;
    this.#what = what;
  }

  update(done: number, total: number): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#start < QUIET_MS || now - this.#last < STEP_MS) return;
    this.#last = now;
    const filled = Math.round((WIDTH * done) / Math.max(total, 1));
    this.#stream.write(`\r${this.#what} [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done}/${total}`);
  }

  clear(): void {
    if (this.#last > 0) this.#stream.write('\r\u001b[K');
  }
}
