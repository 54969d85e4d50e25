import { ecdsaSign, ecdsaVerify } from '#ecdsa';
import { toHex } from '../../bytes/hex.ts';
import { utf8 } from '../../bytes/utf8.ts';
import type { SigningKeyPair, VerificationKey } from './key-pair.ts';

/**
 * Signature: ECDSA on P-256 over the SHA-256 of the StringToSign, DER in hexadecimal digits. A new one at each call.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature}
 *
 * @returns Mostly 140 to 144 lower-case digits; at least 16.
 */
export async function signature({ privateKey }: SigningKeyPair, stringToSign: string): Promise<string> {
  return toHex(await ecdsaSign(privateKey, utf8(stringToSign)));
}

/**
 * Whether a signature is good for a StringToSign.
 *
 * Of one signature anybody can make a second (`n - s` for `s`): never take it for the name of a request.
 *
 * @param signature - As it arrived. `false` for all but the one DER spelling in lower-case digits, without padding.
 */
export async function verifySignature(key: VerificationKey, stringToSign: string, signature: string): Promise<boolean> {
  if (!/^(?:[0-9a-f]{2}){8,72}$/.test(signature)) return false;
  const der = Uint8Array.from({ length: signature.length / 2 }, (_, at) =>
    Number.parseInt(signature.slice(2 * at, 2 * at + 2), 16),
  );
  return await ecdsaVerify(key, der, utf8(stringToSign));
}

/** Digits of a signature in a chunk: as many as the longest has, so that the length of a body is known beforehand. */
export const PADDED_SIGNATURE_LENGTH = 144;

/** The signature as a chunk carries it: `*` after it up to 144 characters. */
export function padSignature(signature: string): string {
  return signature.padEnd(PADDED_SIGNATURE_LENGTH, '*');
}

/** The signature without its padding, as the next chunk signs it. */
export function unpadSignature(padded: string): string {
  let end = padded.length;
  while (padded[end - 1] === '*') end--;
  return padded.slice(0, end);
}
