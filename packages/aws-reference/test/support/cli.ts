import { PassThrough } from 'node:stream';
import { main } from '../../src/cli/sigv4/main.ts';
import { CREDENTIALS, DATE, TOKEN } from './service.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Environment with AWS's published example credentials. */
export const ENV: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
};
export const TEMPORARY: Readonly<Record<string, string>> = {
  ...ENV,
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SESSION_TOKEN: TOKEN,
};

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly now?: Date;
}

/** Runs a command in process. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const stdin = Object.assign(new PassThrough(), { isTTY: options.stdin === undefined });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  if (options.stdin !== undefined) stdin.end(options.stdin);
  const code = await main(args, {
    cwd: options.cwd ?? '/',
    env: options.env ?? ENV,
    stdin,
    stdout,
    stderr,
    now: () => options.now ?? DATE,
  });
  return { code, out: textOf(stdout), err: textOf(stderr) };
}

/** What was written, byte for byte. */
function textOf(stream: PassThrough): string {
  return new TextDecoder().decode(stream.read() ?? new Uint8Array());
}
