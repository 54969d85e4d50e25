import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../shared/problem.ts';
import { systemCode, type Terminal } from '../shared/surroundings.ts';

/** Bytes of a file, or of the standard input for `-`. */
export async function readInput({ io }: Terminal, path: string, place: string): Promise<Uint8Array> {
  if (path === '-') return readStream(io.stdin, place);
  try {
    return new Uint8Array(await readFile(resolve(io.cwd, path)));
  } catch (error) {
    throw new Problem(place, `the file \`${path}\` cannot be read (${systemCode(error)})`, 'a file that can be read');
  }
}

async function readStream(stdin: Readable & { readonly isTTY?: boolean }, place: string): Promise<Uint8Array> {
  if (stdin.isTTY === true) {
    throw new Problem(
      place,
      'no request',
      'a file, --url, --curl or a request on the standard input',
      'See `notebank-sigv4 --help`.',
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
