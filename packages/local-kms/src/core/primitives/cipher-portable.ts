import { INFO, IV_BYTES, KEY_BYTES } from './derivation.ts';

type Bytes = Uint8Array<ArrayBuffer>;

function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (found === undefined) throw new Error('WebCrypto is missing: expected a secure context (https: or localhost)');
  return found;
}

async function derive(material: Bytes, nonce: Bytes, use: KeyUsage): Promise<readonly [CryptoKey, Bytes]> {
  const extractable = false;
  const base = await subtle().importKey('raw', material, 'HKDF', extractable, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: nonce, info: INFO };
  const bytes = new Uint8Array(await subtle().deriveBits(algorithm, base, (KEY_BYTES + IV_BYTES) * 8));
  const key = await subtle().importKey('raw', bytes.subarray(0, KEY_BYTES), 'AES-GCM', extractable, [use]);
  return [key, bytes.subarray(KEY_BYTES)];
}

/** AES-256-GCM under a key that the nonce alone has: ciphertext and tag. */
export async function seal(material: Bytes, nonce: Bytes, plaintext: Bytes, aad: Bytes): Promise<Bytes> {
  const [key, iv] = await derive(material, nonce, 'encrypt');
  return new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plaintext));
}

/** The plaintext, or `undefined` when tag, additional data or key are others. */
export async function open(material: Bytes, nonce: Bytes, sealed: Bytes, aad: Bytes): Promise<Bytes | undefined> {
  const [key, iv] = await derive(material, nonce, 'decrypt');
  try {
    return new Uint8Array(await subtle().decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, sealed));
  } catch {
    return undefined;
  }
}
