/**
 * 32-bit FNV-1a hash of a string's UTF-8 bytes: how a seed string becomes the state of {@link seededRandom}.
 * {@link https://datatracker.ietf.org/doc/html/rfc9923}
 *
 * @returns an integer, 0 to 2^32 - 1.
 */
export function seedHash(seed: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A Mulberry32 generator (Tommy Ettinger, public domain) whose state starts as {@link seedHash} of the seed.
 * Good for shuffling, not for secrets.
 *
 * @returns a function that gives the next number, at least 0 and below 1. The same seed gives the same numbers
 * everywhere and for ever: stored seeds reproduce what a reader saw.
 */
export function seededRandom(seed: string): () => number {
  return mulberry32(seedHash(seed));
}

/** Mulberry32 from a 32-bit state. */
export function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
