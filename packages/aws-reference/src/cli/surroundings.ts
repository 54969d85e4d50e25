import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Problem } from './problem.ts';

/** What the program needs from its surroundings: real streams in a shell, others in tests. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
}

/** Shorter values are no secrets, and would take letters out of every sentence. */
const SHORTEST = 8;

/** Reading and writing, so that no secret gets out: what is told is told without secret and session token. */
export class Terminal {
  readonly io: Surroundings;
  readonly #secrets: readonly string[];

  constructor(io: Surroundings) {
    this.io = io;
    const { AWS_SECRET_ACCESS_KEY: secret = '', AWS_SESSION_TOKEN: token = '' } = io.env;
    this.#secrets = [secret, token]
      .filter(({ length }) => length >= SHORTEST)
      .flatMap((text) => [text, encodeURIComponent(text.toWellFormed())]);
  }

  /** Writes a signed request: the session token travels with it. */
  print(text: string | Uint8Array): void {
    this.io.stdout.write(text);
  }

  /** Writes to the output what is for people to read. */
  tell(text: string): void {
    this.io.stdout.write(this.#clean(text));
  }

  /** Writes a line beside the output. */
  note(text: string): void {
    this.io.stderr.write(this.#clean(`notebank-sigv4: ${text}\n`));
  }

  /** Bytes of a file, or of the standard input for `-`. */
  async read(path: string, place: string): Promise<Uint8Array> {
    if (path === '-') return this.#readInput(place);
    try {
      return new Uint8Array(await readFile(resolve(this.io.cwd, path)));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
      throw new Problem(place, `the file \`${path}\` cannot be read (${code})`, 'a file that can be read');
    }
  }

  async #readInput(place: string): Promise<Uint8Array> {
    if (this.io.stdin.isTTY === true) {
      throw new Problem(
        place,
        'no request',
        'a file, --url, --curl or a request on the standard input',
        'See `notebank-sigv4 --help`.',
      );
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.io.stdin)
      chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
    const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  #clean(text: string): string {
    return this.#secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
  }
}
