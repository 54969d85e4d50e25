import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { INFO, IV_BYTES, KEY_BYTES, TAG_BYTES } from './derivation.ts';

const ALGORITHM = 'aes-256-gcm';

function derive(material: Uint8Array, nonce: Uint8Array): { readonly key: KeyObject; readonly iv: Uint8Array } {
  const bytes = new Uint8Array(hkdfSync('sha256', createSecretKey(material), nonce, INFO, KEY_BYTES + IV_BYTES));
  return { key: createSecretKey(bytes.subarray(0, KEY_BYTES)), iv: bytes.subarray(KEY_BYTES) };
}

/** AES-256-GCM under a key that the nonce alone has: ciphertext and tag. */
export async function seal(
  material: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, iv } = derive(material, nonce);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(aad);
  const sealed = new Uint8Array(plaintext.length + TAG_BYTES);
  sealed.set(cipher.update(plaintext));
  cipher.final();
  sealed.set(cipher.getAuthTag(), plaintext.length);
  return sealed;
}

/** The plaintext, or `undefined` when tag, additional data or key are others. */
export async function open(
  material: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { key, iv } = derive(material, nonce);
  const length = sealed.length - TAG_BYTES;
  if (length < 0) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, iv).setAAD(aad).setAuthTag(sealed.subarray(length));
  const plaintext = new Uint8Array(decipher.update(sealed.subarray(0, length)));
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}
