import { toBase64Url } from '../bytes/base64.ts';
import { bareFromDer, derFromBare } from '../bytes/ecdsa-der.ts';
import { type EcdsaKeyPair, type EcdsaPublicJwk, pkcs8 } from './ecdsa-key.ts';
import { publicPoint } from './p256-point.ts';

/** ECDSA on P-256 with SHA-256, from WebCrypto: browsers, Workers, Deno. */

export type EcdsaPrivateKey = CryptoKey;
export type EcdsaPublicKey = CryptoKey;

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const SHA256 = { name: 'ECDSA', hash: 'SHA-256' };

function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (found === undefined) throw new Error('WebCrypto is missing: expected a secure context (https: or localhost)');
  return found;
}

/**
 * The public point, computed by the runtime where it can: Chromium, Deno and Node read a private key without its public
 * half and tell it. Firefox reads such a key and cannot tell, Safari does not read it.
 */
async function nativePoint(scalar: Uint8Array): Promise<EcdsaPublicJwk> {
  const extractable = true;
  const bytes = pkcs8(scalar);
  const key = await subtle().importKey('pkcs8', bytes, P256, extractable, ['sign']);
  bytes.fill(0);
  const { x, y } = await subtle().exportKey('jwk', key);
  if (x === undefined || y === undefined) throw new Error('no point');
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** Prepares a private number, 32 bytes from 1 to the curve's order less one, and computes its public point. */
export async function importScalar(scalar: Uint8Array): Promise<EcdsaKeyPair<EcdsaPrivateKey, EcdsaPublicKey>> {
  const publicKey = await nativePoint(scalar).catch(() => publicPoint(scalar));
  const extractable = false;
  const jwk = { ...publicKey, d: toBase64Url(scalar) };
  const privateKey = await subtle().importKey('jwk', jwk, P256, extractable, ['sign']);
  return { privateKey, verificationKey: await importPublicJwk(publicKey), publicKey };
}

/** Prepares a public point. Rejects when it does not lie on the curve. */
export async function importPublicJwk({ x, y }: EcdsaPublicJwk): Promise<EcdsaPublicKey> {
  const extractable = true;
  return await subtle().importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, P256, extractable, ['verify']);
}

/** DER of a signature over the data. Another one at each call. */
export async function ecdsaSign(key: EcdsaPrivateKey, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return derFromBare(new Uint8Array(await subtle().sign(SHA256, key, data)));
}

/** Whether a DER signature over the data is good; `false` for bytes that are no DER. */
export async function ecdsaVerify(
  key: EcdsaPublicKey,
  der: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const bare = bareFromDer(der);
  return bare !== undefined && (await subtle().verify(SHA256, key, bare, data));
}
