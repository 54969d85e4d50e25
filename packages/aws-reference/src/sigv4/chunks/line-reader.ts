/** Reads lines that end with CRLF out of pieces. */
export interface LineReader {
  /** Takes bytes of a piece, from `at` on, up to the end of a line, and tells how many. */
  take(piece: Uint8Array, at: number): number;
  /** The line without its end, once it is whole, and ready for the next; a character for each byte. */
  next(): string | undefined;
  /** Whether the line is longer than it may be. */
  readonly overlong: boolean;
}

/** @param limit - Bytes of the longest line, its end included. */
export function lineReader(limit: number): LineReader {
  const bytes = new Uint8Array(limit);
  let length = 0;
  const whole = (): boolean => bytes[length - 1] === 10 && bytes[length - 2] === 13;
  return {
    take(piece, at) {
      let to = at;
      while (to < piece.length && length < limit && !whole()) bytes[length++] = piece[to++] ?? 0;
      return to - at;
    },
    next() {
      if (length < 2 || !whole()) return undefined;
      const line = String.fromCharCode(...bytes.subarray(0, length - 2));
      length = 0;
      return line;
    },
    get overlong() {
      return length === limit && !whole();
    },
  };
}
