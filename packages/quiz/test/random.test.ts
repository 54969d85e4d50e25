import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom, seedHash } from '../src/index.ts';
import { mulberry32 } from '../src/random.ts';

describe('seedHash', () => {
  // Test vectors of the FNV-1a reference implementation (RFC 9923).
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is FNV-1a', (text, hash) => {
    expect(seedHash(text)).toBe(hash);
  });

  it('hashes UTF-8 bytes, not UTF-16 units', () => {
    const bytes = [...new TextEncoder().encode('né😀')].map((byte) => String.fromCharCode(byte));
    const slow = bytes.reduce(
      (hash, byte) => Number(((BigInt(hash) ^ BigInt(byte.charCodeAt(0))) * 16777619n) % 2n ** 32n),
      2166136261,
    );
    expect(seedHash('né😀')).toBe(slow);
  });
});

describe('seededRandom', () => {
  it('is Mulberry32', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), (state) => {
        const next = mulberry32(state);
        const slow = slowMulberry32(state);
        for (let draw = 0; draw < 5; draw += 1) expect(next() * 2 ** 32).toBe(slow());
      }),
    );
    expect(mulberry32(42)()).toBe(0.6011037519201636);
  });

  it('gives the same numbers for the same seed, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [one, other] = [seededRandom(seed), seededRandom(seed)];
        for (let draw = 0; draw < 20; draw += 1) {
          const value = one();
          expect(value).toBe(other());
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });
});

/** The author's C code, word for word, in integers that do not round. */
function slowMulberry32(state: number): () => number {
  const uint32 = (value: bigint): bigint => BigInt.asUintN(32, value);
  let x = BigInt(state);
  return () => {
    x = uint32(x + 0x6d2b79f5n);
    let z = x;
    z = uint32((z ^ (z >> 15n)) * (z | 1n));
    z ^= uint32(z + uint32((z ^ (z >> 7n)) * (z | 61n)));
    return Number(z ^ (z >> 14n));
  };
}
