/** Reads a stream field by field. */
export interface PieceReader {
  /** Bytes that came, read or not. */
  readonly received: number;
  /** So many bytes; `undefined` when the stream ends before. */
  take(length: number): Promise<Uint8Array | undefined>;
  /** Passes over so many bytes, and holds none of them; `false` when the stream ends before. */
  skip(length: number): Promise<boolean>;
  /** Whether nothing follows. */
  isOver(): Promise<boolean>;
}

export function pieceReader(pieces: AsyncIterable<Uint8Array>): PieceReader {
  const iterator = pieces[Symbol.asyncIterator]();
  let piece = new Uint8Array();
  let received = 0;
  const more = async (): Promise<boolean> => {
    while (piece.length === 0) {
      const next = await iterator.next();
      if (next.done) return false;
      piece = Uint8Array.from(next.value);
      received += piece.length;
    }
    return true;
  };
  const cut = (length: number): Uint8Array => {
    const part = piece.subarray(0, length);
    piece = piece.subarray(part.length);
    return part;
  };
  return {
    get received() {
      return received;
    },
    async take(length) {
      const parts: Uint8Array[] = [];
      for (let left = length; left > 0; left -= parts.at(-1)?.length ?? 0) {
        if (!(await more())) return undefined;
        parts.push(cut(left));
      }
      return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    },
    async skip(length) {
      for (let left = length; left > 0; ) {
        if (!(await more())) return false;
        left -= cut(left).length;
      }
      return true;
    },
    isOver: async () => !(await more()),
  };
}
