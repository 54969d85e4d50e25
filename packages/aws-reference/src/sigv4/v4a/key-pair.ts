import { type EcdsaPrivateKey, type EcdsaPublicKey, importPublicJwk, importScalar } from '#ecdsa';
import type { EcdsaKeyPair, EcdsaPublicJwk } from '../../primitives/ecdsa-key.ts';
import { SigV4Error } from '../error.ts';
import type { Credentials } from '../types.ts';
import { privateKeyBytes } from './private-key.ts';

/** The public half of a signing key pair: a point of P-256 as a JSON Web Key. */
export type PublicKey = EcdsaPublicJwk;

/** A prepared public key: a `KeyObject` in Node, a `CryptoKey` elsewhere. */
export type VerificationKey = EcdsaPublicKey;

/** The key pair of credentials. The private key cannot be read out of it where the runtime allows that. */
export type SigningKeyPair = EcdsaKeyPair<EcdsaPrivateKey, VerificationKey>;

/**
 * The signing key pair of credentials, good for every day, Region and service as long as they live.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key}
 *
 * @throws {@link SigV4Error} as {@link privateKeyBytes} does.
 */
export async function deriveSigningKeyPair(credentials: Credentials): Promise<SigningKeyPair> {
  const scalar = privateKeyBytes(credentials);
  try {
    return await importScalar(scalar);
  } finally {
    scalar.fill(0);
  }
}

/**
 * Prepares a public key that was given as data.
 *
 * @throws {@link SigV4Error} `InvalidValue` when it is no point of P-256; the runtime's error is its cause.
 */
export async function importPublicKey(publicKey: PublicKey): Promise<VerificationKey> {
  try {
    return await importPublicJwk(publicKey);
  } catch (cause) {
    const found = 'no point of P-256, expected {kty, crv, x, y}';
    throw new SigV4Error('InvalidValue', 'verification', 'publicKey', found, { cause });
  }
}

/** Key pairs of credentials and prepared public keys, so that each is derived or prepared once. */
export interface KeyPairCache {
  keyPair(credentials: Credentials): Promise<SigningKeyPair>;
  verificationKey(publicKey: PublicKey): Promise<VerificationKey>;
}

/** Remembers what was made of an object; what failed is forgotten. */
function remember<Input extends object, Made>(make: (input: Input) => Promise<Made>): (input: Input) => Promise<Made> {
  const known = new WeakMap<Input, Promise<Made>>();
  return (input) => {
    const before = known.get(input);
    if (before !== undefined) return before;
    const made = make(input);
    known.set(input, made);
    made.catch(() => known.delete(input));
    return made;
  };
}

/**
 * A cache for one signer or verifier. Keyed by the identity of credentials and public keys, which are data that nobody
 * changes: new ones are a new object. What is made goes with them.
 */
export function createKeyPairCache(): KeyPairCache {
  return { keyPair: remember(deriveSigningKeyPair), verificationKey: remember(importPublicKey) };
}

/** Without a cache: everything is made anew. */
export const NO_CACHE: KeyPairCache = { keyPair: deriveSigningKeyPair, verificationKey: importPublicKey };
