import { type DecryptOptions, decryptStream, inspect } from '@notebank/aws-reference/envelope';

/** What came of reading, and the piece that failed. */
export interface StreamRead {
  readonly plaintext: Uint8Array;
  readonly error?: unknown;
  /** Index of the piece that the stream refused. */
  readonly piece?: number;
}

/** A message cut where its parts end. */
export interface Pieces {
  readonly pieces: readonly Uint8Array[];
  readonly names: readonly Name[];
}

type Name = 'header' | 'frame' | 'footer' | 'rest';

export function piecesOf(input: Uint8Array): Pieces {
  const { message, header, frames, signature } = inspect(input);
  if (header === undefined) return { pieces: [message], names: ['header'] };
  const starts = frames.map(({ start }) => start);
  const bodyEnd = frames.at(-1)?.end ?? header.bodyLength + 16 + (header.version === 1 ? 12 : 0);
  const isWhole = frames.at(-1)?.kind !== 'regular' && frames.length > 0;
  const ends = [...(isWhole ? starts : [...starts, bodyEnd]), bodyEnd];
  const names: Name[] = ['header', ...starts.map(() => 'frame' as const)];
  // A frame that cannot be read goes on to the end.
  if (!isWhole) return cut(message, [...ends.slice(0, -1), message.length], [...names, 'frame']);
  const footer = signature === undefined ? [] : [bodyEnd + 2 + signature.length];
  return cut(message, [...ends, ...footer, message.length], [...names, ...footer.map(() => 'footer' as const), 'rest']);
}

function cut(message: Uint8Array, ends: readonly number[], names: readonly Name[]): Pieces {
  const all = ends.map((end, at) => ({ piece: message.subarray(ends[at - 1] ?? 0, end), name: names[at] ?? 'rest' }));
  const kept = all.filter(({ piece }) => piece.length > 0);
  return { pieces: kept.map(({ piece }) => piece), names: kept.map(({ name }) => name) };
}

/** Gives a stream one part of the message after the other, and sees which it refuses. */
export async function readPieces(message: Uint8Array, options: DecryptOptions): Promise<StreamRead> {
  const { readable, writable } = decryptStream(options);
  const out: Uint8Array[] = [];
  const reading = collect(readable, out);
  const writer = writable.getWriter();
  writer.closed.catch(() => {});
  const { pieces } = piecesOf(message);
  const failed = async (error: unknown, piece: number): Promise<StreamRead> => {
    await reading;
    return { plaintext: joined(out), error, piece };
  };
  for (const [at, piece] of pieces.entries()) {
    try {
      await writer.write(piece);
    } catch (error) {
      return failed(error, at);
    }
  }
  try {
    await writer.close();
  } catch (error) {
    return failed(error, pieces.length);
  }
  await reading;
  return { plaintext: joined(out) };
}

async function collect(readable: ReadableStream<Uint8Array>, out: Uint8Array[]): Promise<void> {
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(next.value.slice());
  } catch {
    // The writer learns of it too.
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
