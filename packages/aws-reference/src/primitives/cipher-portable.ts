import { concat } from '../bytes/concat.ts';
import { bareFromDer, derFromBare } from '../bytes/ecdsa-der.ts';
import {
  COORDINATE_SIZE,
  CURVE_HASH,
  type Curve,
  type HashName,
  type RsaPadding,
  type Signer,
  type Verifier,
} from './cipher-types.ts';
import { wholePoint } from './compressed-point.ts';
import { isUnsupported, UnsupportedError } from './unsupported.ts';

/** What envelope encryption needs, from WebCrypto: browsers, Workers, Deno. */

type Bytes = Uint8Array<ArrayBuffer>;

function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (found === undefined) throw new UnsupportedError('WebCrypto', 'open the page over https: or on localhost');
  return found;
}

const extractable = false;

export type AesKey = CryptoKey;

/** Prepares a key of 16, 24 or 32 bytes. */
export async function aesKey(bytes: Uint8Array): Promise<AesKey> {
  try {
    return await subtle().importKey('raw', bytes as Bytes, 'AES-GCM', extractable, ['encrypt', 'decrypt']);
  } catch (cause) {
    if (bytes.length !== 24 || isUnsupported(cause)) throw cause;
    throw new UnsupportedError('AES-192', 'take a key of 128 or 256 bits, or do this in Node.js', { cause });
  }
}

/** AES-GCM. Writes the ciphertext and the tag of 16 bytes. WebCrypto copies what it is given before it returns. */
export async function seal(
  key: AesKey,
  iv: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  out: Uint8Array,
  at: number,
): Promise<void> {
  const algorithm = { name: 'AES-GCM', iv: iv as Bytes, additionalData: aad as Bytes };
  out.set(new Uint8Array(await subtle().encrypt(algorithm, key, plaintext as Bytes)), at);
}

/** AES-GCM. Writes the plaintext. Rejects when the tag is wrong. */
export async function open(
  key: AesKey,
  iv: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
  out: Uint8Array,
  at: number,
): Promise<void> {
  const algorithm = { name: 'AES-GCM', iv: iv as Bytes, additionalData: aad as Bytes };
  const plaintext = new Uint8Array(await subtle().decrypt(algorithm, key, sealed as Bytes));
  out.set(plaintext, at);
  if (plaintext.length <= 32) plaintext.fill(0);
}

export type MacKey = CryptoKey;

/** Prepares a key of any length. */
export async function macKey(hash: HashName, key: Uint8Array): Promise<MacKey> {
  // WebCrypto refuses a key without bytes; one of zeros is the same key.
  const bytes = key.length === 0 ? new Uint8Array(1) : (key as Bytes);
  return await subtle().importKey('raw', bytes, { name: 'HMAC', hash }, extractable, ['sign']);
}

/** HMAC: as many bytes as the hash has. */
export async function mac(key: MacKey, data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle().sign('HMAC', key, data as Bytes));
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export type SigningKey = CryptoKey;

/** A new pair. The public key is a compressed point. */
export async function generateSigningKey(curve: Curve): Promise<{ key: SigningKey; publicKey: Bytes }> {
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  const pair = await subtle().generateKey(algorithm, extractable, ['sign', 'verify']);
  const point = new Uint8Array(await subtle().exportKey('raw', pair.publicKey));
  const publicKey = point.slice(0, COORDINATE_SIZE[curve] + 1);
  publicKey[0] = 2 + ((point.at(-1) ?? 0) & 1);
  return { key: pair.privateKey, publicKey };
}

/** Keeps what is signed, because WebCrypto hashes nothing in pieces: copies, unless nothing limits them. */
function keep(limit: number): { update(data: Uint8Array): void; all(): Bytes } {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    update(data) {
      length += data.length;
      if (length > limit) {
        throw new UnsupportedError(
          `A signature over more than ${limit} bytes (maxBufferedBytes)`,
          'raise maxBufferedBytes, take an unsigned suite, or do this in Node.js',
        );
      }
      pieces.push(limit === Number.POSITIVE_INFINITY ? data : new Uint8Array(data));
    },
    all: () => (pieces.length === 1 ? (pieces[0] as Bytes) : concat(pieces)),
  };
}

const ecdsa = (curve: Curve) => ({ name: 'ECDSA', namedCurve: curve, hash: CURVE_HASH[curve] });

/** Begins a signature over pieces. @param limit - Bytes that it may keep; `Infinity`: nobody changes the pieces before it ends. */
export function signer(curve: Curve, key: SigningKey, limit: number): Signer {
  const { update, all } = keep(limit);
  return {
    update,
    async sign() {
      return derFromBare(new Uint8Array(await subtle().sign(ecdsa(curve), key, all())));
    },
  };
}

/** Begins the check of a signature over pieces, with the same `limit`. */
export async function verifier(curve: Curve, publicKey: Uint8Array, limit: number): Promise<Verifier> {
  const point = wholePoint(curve, publicKey);
  const key = await subtle().importKey('raw', point, ecdsa(curve), extractable, ['verify']);
  const { update, all } = keep(limit);
  return {
    update,
    async verify(der) {
      const bare = bareFromDer(der, COORDINATE_SIZE[curve]);
      return bare !== undefined && (await subtle().verify(ecdsa(curve), key, bare, all()));
    },
  };
}

export type RsaKey = CryptoKey;

function oaep(padding: RsaPadding): { name: string; hash: string } {
  if (padding === 'PKCS1') throw new UnsupportedError('RSAES-PKCS1-v1_5', 'use OAEP, or do this in Node.js');
  return { name: 'RSA-OAEP', hash: padding.slice(5) };
}

/** @param der - SubjectPublicKeyInfo. */
export async function rsaPublicKey(der: Bytes, padding: RsaPadding): Promise<RsaKey> {
  return await subtle().importKey('spki', der, oaep(padding), extractable, ['encrypt']);
}

/** @param der - PKCS #8. */
export async function rsaPrivateKey(der: Bytes, padding: RsaPadding): Promise<RsaKey> {
  return await subtle().importKey('pkcs8', der, oaep(padding), extractable, ['decrypt']);
}

export async function rsaEncrypt(key: RsaKey, data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle().encrypt('RSA-OAEP', key, data as Bytes));
}

export async function rsaDecrypt(key: RsaKey, data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle().decrypt('RSA-OAEP', key, data as Bytes));
}
