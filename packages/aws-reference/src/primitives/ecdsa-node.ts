import crypto, { type KeyObject } from 'node:crypto';
import { bareFromDer } from '../bytes/ecdsa-der.ts';
import { type EcdsaKeyPair, type EcdsaPublicJwk, pkcs8 } from './ecdsa-key.ts';

/** ECDSA on P-256 with SHA-256, from `node:crypto`. Asynchronous in name only, so that it looks like WebCrypto. */

export type EcdsaPrivateKey = KeyObject;
export type EcdsaPublicKey = KeyObject;

/** Prepares a private number, 32 bytes from 1 to the curve's order less one, and computes its public point. */
export async function importScalar(scalar: Uint8Array): Promise<EcdsaKeyPair<EcdsaPrivateKey, EcdsaPublicKey>> {
  const key = pkcs8(scalar);
  const privateKey = crypto.createPrivateKey({ key, format: 'der', type: 'pkcs8' } as crypto.PrivateKeyInput);
  key.fill(0);
  const verificationKey = crypto.createPublicKey(privateKey);
  const { x = '', y = '' } = verificationKey.export({ format: 'jwk' });
  return { privateKey, verificationKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

/** Prepares a public point. Rejects when it does not lie on the curve. */
export async function importPublicJwk({ x, y }: EcdsaPublicJwk): Promise<EcdsaPublicKey> {
  return crypto.createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

/** DER of a signature over the data. Another one at each call. */
export async function ecdsaSign(key: EcdsaPrivateKey, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return crypto.sign('sha256', data, key);
}

/** Whether a DER signature over the data is good; `false` for bytes that are no DER. */
export async function ecdsaVerify(
  key: EcdsaPublicKey,
  der: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  // Checked first, so that every runtime refuses the same. DER goes in as it is: bare numbers take half as long again.
  return bareFromDer(der) !== undefined && crypto.verify('sha256', data, key, der);
}
