import crypto, { type KeyObject } from 'node:crypto';
import { bareFromDer } from '../bytes/ecdsa-der.ts';
import {
  COORDINATE_SIZE,
  CURVE_HASH,
  type Curve,
  type HashName,
  type MaybePromise,
  type RsaPadding,
  type Signer,
  spkiHead,
  type Verifier,
} from './cipher-types.ts';
import { UnsupportedError } from './unsupported.ts';

/**
 * What envelope encryption needs, from `node:crypto`: synchronous all of it. The types leave room for WebCrypto, so that
 * callers wait for what may be a promise.
 *
 * Keys are always `KeyObject`s: on Node 24 raw bytes take three to eight times as long.
 */

const nodeName = (hash: string): string => hash.replace('-', '').toLowerCase();

/** A key of AES-GCM that is ready for use. What it is differs by runtime: only this module looks inside. */
export interface AesKey {
  readonly cipher: crypto.CipherGCMTypes;
  readonly key: KeyObject;
}

const TAG_SIZE = 16;
/** Bytes of the largest data key: what is no longer might be one, and its copy is wiped. */
const DATA_KEY_SIZE = 32;

/**
 * Prepares a key of 16, 24 or 32 bytes. The bytes may be wiped afterwards.
 *
 * @throws {@link UnsupportedError} for 24 bytes, where `node:crypto` is not Node's own: Deno's lacks AES-192-GCM.
 */
export function aesKey(bytes: Uint8Array): MaybePromise<AesKey> {
  const cipher = `aes-${(bytes.length * 8) as 128 | 192 | 256}-gcm` as const;
  const key = crypto.createSecretKey(bytes);
  if (bytes.length === 24) checkAes192(cipher, key);
  return { cipher, key };
}

function checkAes192(cipher: crypto.CipherGCMTypes, key: KeyObject): void {
  try {
    crypto.createCipheriv(cipher, key, new Uint8Array(12));
  } catch (cause) {
    throw new UnsupportedError('AES-192', 'take a key of 128 or 256 bits, or do this in Node.js', { cause });
  }
}

/** What `node:crypto` takes at once is less than what a frame can have. */
function checkSize(length: number): void {
  if (length > 0x7fff_ffff) {
    throw new UnsupportedError(`AES-GCM over ${length} bytes at once`, 'take frames of less than 2 GiB');
  }
}

/**
 * AES-GCM. Writes the ciphertext and the tag of 16 bytes at `at` of `out`.
 *
 * @param iv - 12 bytes. It and `aad` may be changed as soon as the call returns, the plaintext too.
 */
export function seal(
  { cipher: name, key }: AesKey,
  iv: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  out: Uint8Array,
  at: number,
): MaybePromise<void> {
  checkSize(plaintext.length);
  const cipher = crypto.createCipheriv(name, key, iv);
  cipher.setAAD(aad);
  if (plaintext.length > 0) out.set(cipher.update(plaintext), at);
  cipher.final();
  out.set(cipher.getAuthTag(), at + plaintext.length);
}

/**
 * AES-GCM. Writes the plaintext at `at` of `out` once the tag was verified.
 *
 * @param sealed - Ciphertext and tag of 16 bytes.
 * @throws Whatever the runtime throws (or rejects with) when the tag is wrong; nothing was written then.
 */
export function open(
  { cipher: name, key }: AesKey,
  iv: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
  out: Uint8Array,
  at: number,
): MaybePromise<void> {
  const end = sealed.length - TAG_SIZE;
  checkSize(end);
  const decipher = crypto.createDecipheriv(name, key, iv, { authTagLength: TAG_SIZE });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  const plaintext = end > 0 ? decipher.update(sealed.subarray(0, end)) : sealed.subarray(0, 0);
  decipher.final();
  out.set(plaintext, at);
  if (end <= DATA_KEY_SIZE) plaintext.fill(0);
}

/** A key that HMAC was prepared for. */
export interface MacKey {
  readonly hash: string;
  readonly key: KeyObject;
}

/** Prepares a key of any length. The bytes may be wiped afterwards. */
export function macKey(hash: HashName, bytes: Uint8Array): MaybePromise<MacKey> {
  return { hash: nodeName(hash), key: crypto.createSecretKey(bytes) };
}

/** HMAC: as many bytes as the hash has. */
export function mac({ hash, key }: MacKey, data: Uint8Array): MaybePromise<Uint8Array> {
  return crypto.createHmac(hash, key).update(data).digest();
}

/** Bytes of the runtime's generator. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.randomFillSync(new Uint8Array(length));
}

export type SigningKey = KeyObject;

/** A new pair. The public key is a compressed point (SEC 1, section 2.3.3). */
export function generateSigningKey(
  curve: Curve,
): MaybePromise<{ key: SigningKey; publicKey: Uint8Array<ArrayBuffer> }> {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: curve });
  const size = COORDINATE_SIZE[curve];
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-2 * size);
  return { key: privateKey, publicKey: Uint8Array.of(2 + ((point.at(-1) ?? 0) & 1), ...point.subarray(0, size)) };
}

/** Begins a signature over pieces. `limit` is for runtimes that must keep the pieces. */
export function signer(curve: Curve, key: SigningKey, _limit: number): Signer {
  const sign = crypto.createSign(nodeName(CURVE_HASH[curve]));
  return { update: (data) => void sign.update(data), sign: () => sign.sign(key) };
}

/**
 * Begins the check of a signature over pieces.
 *
 * @param publicKey - A compressed point.
 * @throws Whatever the runtime throws for bytes that are no point of the curve.
 */
export function verifier(curve: Curve, publicKey: Uint8Array, _limit: number): MaybePromise<Verifier> {
  const size = COORDINATE_SIZE[curve];
  if (publicKey.length !== size + 1) throw new Error('no compressed point');
  const spki = Uint8Array.of(...spkiHead(curve, publicKey.length), ...publicKey);
  const key = crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' } as crypto.PublicKeyInput);
  const check = crypto.createVerify(nodeName(CURVE_HASH[curve]));
  return {
    update: (data) => void check.update(data),
    // Checked first, so that every runtime refuses the same.
    verify: (der) => bareFromDer(der, size) !== undefined && check.verify(key, der),
  };
}

export interface RsaKey {
  readonly key: KeyObject;
  readonly options: { readonly padding: number; readonly oaepHash?: string };
}

function rsaKey(key: KeyObject, padding: RsaPadding): RsaKey {
  if (key.asymmetricKeyType !== 'rsa') throw new Error('no RSA key');
  const { RSA_PKCS1_PADDING, RSA_PKCS1_OAEP_PADDING } = crypto.constants;
  if (padding === 'PKCS1') return { key, options: { padding: RSA_PKCS1_PADDING } };
  return { key, options: { padding: RSA_PKCS1_OAEP_PADDING, oaepHash: nodeName(padding.slice(5)) } };
}

/** @param der - SubjectPublicKeyInfo (RFC 5280). */
export function rsaPublicKey(der: Uint8Array<ArrayBuffer>, padding: RsaPadding): MaybePromise<RsaKey> {
  const key = { key: der, format: 'der', type: 'spki' } as crypto.PublicKeyInput;
  return rsaKey(crypto.createPublicKey(key), padding);
}

/** @param der - PKCS #8 (RFC 5958). The bytes may be wiped afterwards. */
export function rsaPrivateKey(der: Uint8Array<ArrayBuffer>, padding: RsaPadding): MaybePromise<RsaKey> {
  const key = { key: der, format: 'der', type: 'pkcs8' } as crypto.PrivateKeyInput;
  return rsaKey(crypto.createPrivateKey(key), padding);
}

export function rsaEncrypt({ key, options }: RsaKey, data: Uint8Array): MaybePromise<Uint8Array> {
  return crypto.publicEncrypt({ key, ...options }, data);
}

/**
 * @throws Whatever the runtime throws for a wrong padding; of PKCS #1 v1.5, OpenSSL gives random bytes instead.
 * @throws {@link UnsupportedError} on a Node whose OpenSSL does not do so: it refuses PKCS #1 v1.5.
 */
export function rsaDecrypt({ key, options }: RsaKey, data: Uint8Array): MaybePromise<Uint8Array> {
  try {
    const { buffer, byteOffset, length } = crypto.privateDecrypt({ key, ...options }, data);
    // No Buffer, whose `slice` would share its memory.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'ERR_INVALID_ARG_VALUE') throw cause;
    throw new UnsupportedError('Decryption with RSAES-PKCS1-v1_5', 'use OAEP, or a newer Node.js', { cause });
  }
}
