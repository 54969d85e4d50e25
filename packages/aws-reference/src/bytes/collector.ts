/** Gathers a known number of bytes out of pieces. */
export interface Collector {
  /** Takes what is still missing from a piece, from `at` on, and tells how many bytes that was. */
  take(piece: Uint8Array, at: number): number;
  /** All bytes, once they are there. */
  readonly whole: Uint8Array<ArrayBuffer> | undefined;
  /** How many bytes are there. */
  readonly length: number;
  /** The bytes that are there. */
  readonly partial: Uint8Array<ArrayBuffer>;
  /** Begins again, in the same memory: what was given before changes. */
  clear(): void;
}

/** Memory that is taken on trust, before the bytes themselves are there. */
const FIRST = 65_536;

/** @param size - How many bytes. Memory grows with what has arrived, not with what was announced. */
export function collector(size: number): Collector {
  let bytes = new Uint8Array(Math.min(size, FIRST));
  let length = 0;
  const grow = (needed: number): void => {
    if (needed <= bytes.length) return;
    const larger = new Uint8Array(Math.min(size, Math.max(needed, bytes.length * 2)));
    larger.set(bytes.subarray(0, length));
    bytes = larger;
  };
  return {
    take(piece, at) {
      const part = piece.subarray(at, at + size - length);
      grow(length + part.length);
      bytes.set(part, length);
      length += part.length;
      return part.length;
    },
    get whole() {
      return length === size ? bytes : undefined;
    },
    get length() {
      return length;
    },
    get partial() {
      return bytes.subarray(0, length);
    },
    clear() {
      length = 0;
    },
  };
}

/** Whether a piece of a stream is a `Uint8Array`, of this realm or another. */
export function isBytes(piece: unknown): piece is Uint8Array {
  return Object.prototype.toString.call(piece) === '[object Uint8Array]';
}
