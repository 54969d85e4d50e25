import { toHex } from '../bytes/hex.ts';
import { COORDINATE_SIZE, type Curve } from './cipher-types.ts';

/**
 * The whole point of a compressed one (SEC 1, section 2.3.4), for WebCrypto, which need not read compressed points.
 * Points of public keys only: how long `BigInt` takes tells what they are.
 */

/** Prime and `b` of y² = x³ - 3x + b (SP 800-186, section 3.2.1). */
const CURVES: Readonly<Record<Curve, readonly [p: bigint, b: bigint]>> = {
  'P-256': [
    2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  ],
  'P-384': [
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  ],
};

function power(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/**
 * Uncompressed: 4, x, y.
 *
 * @throws Error for bytes that are no point of the curve.
 */
export function wholePoint(curve: Curve, point: Uint8Array): Uint8Array<ArrayBuffer> {
  const [p, b] = CURVES[curve];
  const size = COORDINATE_SIZE[curve];
  const sign = (point[0] ?? 0) - 2;
  const x = BigInt(`0x0${toHex(point.subarray(1))}`);
  const square = (x * x * x + (p - 3n) * x + b) % p;
  // Both primes are 3 modulo 4.
  const root = power(square, (p + 1n) / 4n, p);
  if (point.length !== size + 1 || (sign !== 0 && sign !== 1) || x >= p || (root * root) % p !== square) {
    throw new Error('no compressed point');
  }
  const y = (Number(root & 1n) === sign ? root : p - root).toString(16).padStart(2 * size, '0');
  const whole = new Uint8Array(1 + 2 * size);
  whole.set(point);
  whole[0] = 4;
  for (let at = 0; at < size; at++) whole[1 + size + at] = Number.parseInt(y.slice(2 * at, 2 * at + 2), 16);
  return whole;
}
