import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { PassThrough, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { main, type Surroundings } from '../../src/cli/envelope/main.ts';
import { ENV } from './cli.ts';

/** What a run gave. */
export interface EnvelopeRan {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

export interface EnvelopeRunOptions extends Pick<Surroundings, 'now' | 'signal'> {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Left out: a terminal. A stream is given as it is. */
  readonly stdin?: string | Uint8Array | Readable;
  readonly isTerminal?: { readonly stdout?: boolean; readonly stderr?: boolean };
}

/** Runs `notebank-envelope` in process. */
export async function runEnvelope(args: readonly string[], options: EnvelopeRunOptions): Promise<EnvelopeRan> {
  const { stdin: given, isTerminal = {}, env = ENV, ...surroundings } = options;
  const stdin = given instanceof Readable ? given : new PassThrough().end(given ?? '');
  const stdout = Object.assign(new PassThrough(), { isTTY: isTerminal.stdout === true });
  const stderr = Object.assign(new PassThrough(), { isTTY: isTerminal.stderr === true });
  const [out, err] = [buffer(stdout), text(stderr)];
  const code = await main(args, {
    ...surroundings,
    ...{ env, stdout, stderr },
    stdin: Object.assign(stdin, { isTTY: given === undefined }),
  });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

/** Arguments of Node that run `notebank-envelope` from its sources. */
export const PROGRAM: readonly string[] = [
  '--conditions=@notebank/source',
  join(import.meta.dirname, '../../bin/notebank-envelope.js'),
];

/** Runs it as a program of its own. */
export function spawnEnvelope(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd,
    env: { ...ENV, PATH: process.env.PATH ?? '', ...env },
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => ({ code, signal }) as { code: number | null; signal: string | null },
  );
  return { child, ended, err: text(child.stderr) };
}
