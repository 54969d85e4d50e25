import type { Terminal } from '../shared/surroundings.ts';

/** Between two lines. */
const MILLISECONDS = 100;

/** Erases the line, and stands at its beginning. */
const ERASE = '\r\u001b[K';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.5 MiB`: with a digit behind the point from KiB on. */
export function bytesText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  for (; amount >= 1024 && unit < UNITS.length - 1; unit++) amount /= 1024;
  return `${unit === 0 ? amount : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** The line: how much, of how much, how fast. */
export function progressText(done: number, size: number | undefined, milliseconds: number): string {
  const rate = `${bytesText(Math.round((done * 1000) / Math.max(milliseconds, 1)))}/s`;
  if (!size) return `${bytesText(done)}  ${rate}`;
  const percent = Math.min(100, Math.floor((done / size) * 100));
  return `${bytesText(done)} of ${bytesText(size)}  ${percent} %  ${rate}`;
}

/** Whether progress is shown, and of how many bytes. */
export interface ProgressOptions {
  readonly isShown: boolean;
  readonly size: number | undefined;
}

/** Hands pieces on, and tells how far that went: ten times a second on the standard error. The line is gone in the end. */
export async function* withProgress(
  pieces: AsyncIterable<Uint8Array>,
  { isShown, size }: ProgressOptions,
  { io }: Terminal,
): AsyncGenerator<Uint8Array> {
  if (!isShown) return yield* pieces;
  const now = (): number => (io.now?.() ?? new Date()).getTime();
  const started = now();
  let shown = started;
  let done = 0;
  const erase = (): void => {
    if (shown > started) io.stderr.write(ERASE);
  };
  io.signal?.addEventListener('abort', erase);
  try {
    for await (const piece of pieces) {
      yield piece;
      done += piece.length;
      const time = now();
      if (time - shown < MILLISECONDS) continue;
      shown = time;
      io.stderr.write(ERASE + progressText(done, size, time - started));
    }
  } finally {
    erase();
    io.signal?.removeEventListener('abort', erase);
  }
}
