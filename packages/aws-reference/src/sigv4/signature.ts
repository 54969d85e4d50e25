import { hmacHex, hmacKey } from '#primitives';

/**
 * Signature: HMAC-SHA256 of the StringToSign under the SigningKey.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature}
 *
 * @param signingKey - 32 bytes.
 * @returns 64 lower-case hexadecimal digits.
 */
export function signature(signingKey: Uint8Array, stringToSign: string): string {
  return hmacHex(hmacKey(signingKey), stringToSign);
}
