import { hmac, hmacKey } from '#primitives';
import { utf8 } from '../../bytes/utf8.ts';
import { checkCredentials } from '../check-credentials.ts';
import { SigV4Error } from '../error.ts';
import type { Credentials } from '../types.ts';
import { ALGORITHM } from './algorithm.ts';

/** The order of P-256 less two, big-endian. */
const ORDER_LESS_TWO = Uint8Array.of(
  ...[0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  ...[0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f],
);

/** Whether a number is greater than the order less two: the borrow of the subtraction, every byte looked at. */
function isTooGreat(candidate: Uint8Array): boolean {
  let borrow = 0;
  for (let at = 31; at >= 0; at--) {
    borrow = ((ORDER_LESS_TWO[at] ?? 0) - (candidate[at] ?? 0) - borrow) >>> 31;
  }
  return borrow === 1;
}

/** Adds one in place, every byte looked at. */
function addOne(number: Uint8Array): Uint8Array {
  let carry = 1;
  for (let at = 31; at >= 0; at--) {
    carry += number[at] ?? 0;
    number[at] = carry;
    carry >>= 8;
  }
  return number;
}

/**
 * The fixed input of the key derivation function: what the key is for, whose it is, and the number of the attempt.
 *
 * ```text
 * 00000001 | "AWS4-ECDSA-P256-SHA256" | 00 | accessKeyId | counter (1 byte) | 00000100
 * ```
 *
 * @param counter - 1 to 254.
 */
export function keyDerivationInput(accessKeyId: string, counter: number): Uint8Array {
  return Uint8Array.of(0, 0, 0, 1, ...utf8(ALGORITHM), 0, ...utf8(accessKeyId), counter, 0, 0, 1, 0);
}

/**
 * The private number of a signing key pair, derived from the credentials by NIST SP 800-108 in counter mode with
 * HMAC-SHA256 under `"AWS4A" + secret`. A candidate above the order of P-256 less two is dropped (about one in four
 * thousand million) and the counter rises; otherwise the private number is the candidate plus one.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key}
 *
 * @returns 32 bytes, big-endian, from 1 to the order less one. It does not age: whoever has it can sign for as long as the
 * credentials live.
 * @throws {@link SigV4Error} for an access key id or a secret that is missing or none.
 */
export function privateKeyBytes(credentials: Credentials): Uint8Array {
  checkCredentials(credentials);
  const { accessKeyId, secretAccessKey } = credentials;
  const key = hmacKey(utf8(`AWS4A${secretAccessKey}`));
  for (let counter = 1; counter < 255; counter++) {
    const candidate = hmac(key, keyDerivationInput(accessKeyId, counter));
    if (!isTooGreat(candidate)) return addOne(candidate);
  }
  // 254 candidates in a row have a chance of 2^-8128.
  throw new SigV4Error('InvalidValue', 'signing-key', 'credentials', 'give no key, expected others');
}
