import { toBase64Url } from '../bytes/base64.ts';
import { toHex } from '../bytes/hex.ts';
import type { EcdsaPublicJwk } from './ecdsa-key.ts';

/**
 * The public point of a private number on P-256, for browsers whose WebCrypto cannot compute it (see
 * `ecdsa-portable.ts`). Needed once a signer.
 *
 * {@link https://csrc.nist.gov/pubs/sp/800/186/final} (section 3.2.1.3)
 *
 * How long `BigInt` takes depends on its values, so that no arithmetic here could be called constant-time. Instead
 * nobody sees the private number at work: a random multiple of the order is added to it (which leaves the point the
 * same), the ladder takes the same steps for each bit, and its points begin at a random scale.
 */

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const A = P - 3n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const GX = 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n;
const GY = 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n;

/** Bits of the number after blinding: 256 of the order and 64 of the random factor, and one for the sum. */
const BITS = 321;

type Point = readonly [x: bigint, y: bigint, z: bigint];

/** The sum of two points, the same formula for all of them (Renes, Costello and Batina 2016, for any `a`). */
function add([x1, y1, z1]: Point, [x2, y2, z2]: Point): Point {
  const xx = x1 * x2;
  const yy = y1 * y2;
  const zz = z1 * z2;
  const xy = (x1 * y2 + x2 * y1) % P;
  const xz = (x1 * z2 + x2 * z1) % P;
  const yz = (y1 * z2 + y2 * z1) % P;
  const t = A * xz + 3n * B * (zz % P);
  const minus = (yy + P * P * P - t) % P;
  const plus = (yy + t) % P;
  const u = (A * (xx % P) + 3n * B * xz + (P - 9n) * (zz % P)) % P;
  const w = (3n * xx + A * (zz % P)) % P;
  return [(xy * minus + (P - yz) * u) % P, (w * u + plus * minus) % P, (yz * plus + xy * w) % P];
}

function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value;
  for (let left = P - 2n; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

/** A random number of 64 bits, never zero. */
function random(): bigint {
  return crypto.getRandomValues(new BigUint64Array(1)).reduce((_, value) => value | 1n, 1n);
}

function coordinate(value: bigint): string {
  const hex = value.toString(16).padStart(64, '0');
  return toBase64Url(Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)));
}

/** @param scalar - 32 bytes, from 1 to the order less one. */
export function publicPoint(scalar: Uint8Array): EcdsaPublicJwk {
  const blinded = BigInt(`0x${toHex(scalar)}`) + random() * N;
  const scale = random();
  const ladder: [Point, Point] = [
    [0n, 1n, 0n],
    [(GX * scale) % P, (GY * scale) % P, scale],
  ];
  for (let at = BITS - 1; at >= 0; at--) {
    const bit = Number((blinded >> BigInt(at)) & 1n) as 0 | 1;
    const sum = add(...ladder);
    ladder[bit] = add(ladder[bit], ladder[bit]);
    ladder[bit === 0 ? 1 : 0] = sum;
  }
  const [x, y, z] = ladder[0];
  const unscaled = inverse(z);
  return { kty: 'EC', crv: 'P-256', x: coordinate((x * unscaled) % P), y: coordinate((y * unscaled) % P) };
}
