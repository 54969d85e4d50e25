import type { Readable, Writable } from 'node:stream';
import { harmlessLine, harmlessText } from './harmless.ts';

/** What a program needs from its surroundings: real streams in a shell, others in tests. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** The clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
  /** Aborts when the program shall end: somebody pressed Ctrl+C. */
  readonly signal?: AbortSignal | undefined;
}

/** Shorter values are no secrets, and would take letters out of every sentence. */
const SHORTEST = 8;

/** Writing, so that no secret gets out: what is told is told without secret and session token. */
export class Terminal {
  readonly io: Surroundings;
  /** Begins every line beside the output. */
  readonly program: string;
  readonly #secrets: readonly string[];

  constructor(io: Surroundings, program: string) {
    this.io = io;
    this.program = program;
    const { AWS_SECRET_ACCESS_KEY: secret = '', AWS_SESSION_TOKEN: token = '' } = io.env;
    this.#secrets = [secret, token]
      .filter(({ length }) => length >= SHORTEST)
      .flatMap((text) => [text, encodeURIComponent(text.toWellFormed())]);
  }

  /** Writes as it is what may hold a secret: a session token travels with the request that it signs. */
  print(text: string | Uint8Array): void {
    this.io.stdout.write(text);
  }

  /** Writes to the output what is for people to read. A terminal is not commanded by it. */
  tell(text: string): void {
    const { stdout } = this.io;
    const clean = this.#clean(text);
    stdout.write(stdout.isTTY === true ? harmlessText(clean) : clean);
  }

  /** Writes a line beside the output; nobody is commanded by it. */
  note(text: string): void {
    this.io.stderr.write(`${harmlessLine(this.#clean(`${this.program}: ${text}`))}\n`);
  }

  #clean(text: string): string {
    return this.#secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
  }
}

/** What the system calls the reason why a file could not be used: `ENOENT`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an error';
}
