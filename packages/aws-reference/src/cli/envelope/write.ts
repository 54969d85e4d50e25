import type { Writable } from 'node:stream';
import { Problem } from '../shared/problem.ts';
import { systemCode } from '../shared/surroundings.ts';

/** Where bytes go. */
export interface Output {
  /** Bytes that left; 0 where nobody sees them before they are whole. */
  readonly left: number;
  /** Whether it is a terminal, which has no room for progress beside. */
  readonly isTerminal: boolean;
  write(piece: Uint8Array): Promise<void>;
  /** All is written and good. */
  commit(): Promise<void>;
  /** It failed: nothing is left where that can be undone. */
  discard(): Promise<void>;
}

/** Writes a piece and waits until it has left. */
export async function writeTo(stream: Writable, piece: Uint8Array, place: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.write(piece, (error) => (error ? reject(error) : resolve()));
  await promise.catch((error: unknown) => {
    throw unwritable(place, error);
  });
}

/** Waits until a stream that was ended or destroyed has let go of what it wrote to. */
export async function closed(stream: Writable): Promise<void> {
  if (!stream.closed) await new Promise<void>((resolve) => stream.once('close', resolve));
}

export function unwritable(place: string, error: unknown): Problem {
  const code = systemCode(error);
  const found = code === 'EPIPE' ? 'its reader closed it before the end (EPIPE)' : `it cannot be written (${code})`;
  return new Problem(place, found, 'a place that takes all of it');
}
