import { setImmediate } from 'node:timers/promises';

/** What came out of a stream, and what it ended with. */
export interface Drained {
  readonly bytes: Uint8Array;
  readonly pieces: readonly Uint8Array[];
  /** `undefined` for a stream that closed. */
  readonly error: unknown;
}

/** A stream of these pieces, each handed out when it is asked for. */
export function streamFrom(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Sends pieces through a pair and reads all that comes out, up to an error. */
export async function through(
  pieces: Iterable<Uint8Array>,
  pair: TransformStream<Uint8Array, Uint8Array>,
): Promise<Drained> {
  const out: Uint8Array[] = [];
  let error: unknown;
  const reader = streamFrom(pieces).pipeThrough(pair).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(next.value);
  } catch (reason) {
    error = reason;
  }
  return { bytes: concat(out), pieces: out, error };
}

/**
 * Counts the bytes that went into a pair and did not come out of it again, at most, while the reader takes its time: all
 * that can go on without it has gone on when it reads.
 */
export async function held(
  pieces: Iterable<Uint8Array>,
  pair: TransformStream<Uint8Array, Uint8Array>,
): Promise<{ most: number; total: number }> {
  let inside = 0;
  let most = 0;
  let total = 0;
  function* counted(): Generator<Uint8Array> {
    for (const piece of pieces) {
      inside += piece.length;
      most = Math.max(most, inside);
      yield piece;
    }
  }
  const reader = streamFrom(counted()).pipeThrough(pair).getReader();
  const read = async () => {
    await setImmediate();
    return await reader.read();
  };
  for (let next = await read(); !next.done; next = await read()) {
    inside -= next.value.length;
    total += next.value.length;
  }
  return { most, total };
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Cuts bytes into pieces of these sizes, over and over; each piece is a copy. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(sizes[turn % sizes.length] ?? 1, turn % sizes.length === 0 ? 1 : 0);
    pieces.push(bytes.slice(at, at + size));
    at += size;
  }
  return pieces;
}

export const ascii = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
