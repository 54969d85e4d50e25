import { KmsError } from './error.ts';

/** Bytes that Encrypt takes at most with a symmetric key. */
export const MAX_PLAINTEXT_BYTES = 4096;

/** Bytes of the longest ciphertext that Decrypt and ReEncrypt take. */
export const MAX_CIPHERTEXT_BYTES = 6144;

/** Number of bytes, or `undefined` for what is no `Uint8Array` of this realm or another. */
function lengthOf(value: Uint8Array): number | undefined {
  return Object.prototype.toString.call(value) === '[object Uint8Array]' ? value.length : undefined;
}

function check(value: Uint8Array, field: string, max: number, mend: string): void {
  const length = lengthOf(value);
  if (length !== undefined && length >= 1 && length <= max) return;
  const found = length === undefined ? `of type ${typeof value}` : `${length} bytes`;
  const more = length !== undefined && length > max ? mend : '';
  throw new KmsError('InvalidInput', `${field} is ${found}, expected a Uint8Array of 1 to ${max} bytes${more}`);
}

/**
 * Refuses a plaintext that Encrypt would refuse, before it is sent.
 *
 * {@link https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html} (Plaintext: 1 to 4,096 bytes)
 * @throws {@link KmsError} `InvalidInput`, which says what to do instead.
 */
export function checkPlaintext(plaintext: Uint8Array): void {
  check(
    plaintext,
    'Encrypt: "Plaintext"',
    MAX_PLAINTEXT_BYTES,
    '. For more use a data key: call GenerateDataKey, encrypt with its Plaintext, and store its CiphertextBlob beside the data',
  );
}

/**
 * Refuses a ciphertext that KMS would refuse, before it is sent.
 *
 * {@link https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html} (CiphertextBlob: 1 to 6,144 bytes)
 * @throws {@link KmsError} `InvalidInput`.
 */
export function checkCiphertext(ciphertext: Uint8Array, operation: string): void {
  check(
    ciphertext,
    `${operation}: "CiphertextBlob"`,
    MAX_CIPHERTEXT_BYTES,
    '. A message of the Encryption SDK is decrypted by that SDK: KMS takes the encrypted data key in it',
  );
}
