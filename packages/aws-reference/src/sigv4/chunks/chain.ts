import { type HmacKey, hmacHex } from '#primitives';
import { equalInConstantTime } from '../../bytes/equal.ts';
import { ALGORITHM } from '../string-to-sign.ts';
import { chunkStringToSign, type LinkParts, trailerStringToSign } from './chunk-string-to-sign.ts';

/** What stays the same along a chain of signatures. */
export interface ChainScope extends Omit<LinkParts, 'previousSignature'> {
  readonly algorithm: string;
  /**
   * Characters of a signature in the body, so that the length of the body is known beforehand: 64 for HMAC-SHA256. A
   * shorter one (ECDSA in DER: up to 144) is filled up with `*`, which is no part of the signature.
   */
  readonly signatureLength: number;
}

/** Signs the links of a chain. */
export interface ChainSigner extends ChainScope {
  sign(stringToSign: string): string | Promise<string>;
}

/** Checks the links of a chain. */
export interface ChainVerifier extends ChainScope {
  /** In constant time, where signatures are compared. */
  verify(stringToSign: string, signature: string): boolean | Promise<boolean>;
}

/** The chain of Signature Version 4, to sign and to verify. */
export function hmacChain(key: HmacKey, amzDate: string, credentialScope: string): ChainSigner & ChainVerifier {
  return {
    algorithm: ALGORITHM,
    signatureLength: 64,
    amzDate,
    credentialScope,
    sign: (stringToSign) => hmacHex(key, stringToSign),
    verify: (stringToSign, signature) => equalInConstantTime(hmacHex(key, stringToSign), signature),
  };
}

/** The next link: over a chunk's data, or over the canonical trailers. */
function nextLink(scope: ChainScope, previousSignature: string, over: Uint8Array | string): string {
  return typeof over === 'string'
    ? trailerStringToSign({ ...scope, previousSignature, canonicalTrailers: over })
    : chunkStringToSign({ ...scope, previousSignature, data: over });
}

/**
 * Signs one link after the other.
 *
 * @param seed - Signature of the request.
 * @returns Takes a chunk's data, or the canonical trailers, and gives the signature as it stands in the body.
 */
export function signLinks(chain: ChainSigner, seed: string): (over: Uint8Array | string) => Promise<string> {
  let previous = seed;
  return async (over) => {
    previous = await chain.sign(nextLink(chain, previous, over));
    return previous.padEnd(chain.signatureLength, '*');
  };
}

/** Verifies the next link. After a `false` the chain is broken for good. */
export type LinkVerifier = (over: Uint8Array | string, claim: string) => Promise<boolean>;

/**
 * Verifies one link after the other.
 *
 * @param seed - Signature of the request, verified already.
 * @returns Takes a chunk's data, or the canonical trailers, and the signature as it stands in the body.
 */
export function verifyLinks(chain: ChainVerifier, seed: string): LinkVerifier {
  let previous = seed;
  return async (over, claim) => {
    const signature = claim.replace(/\*+$/, '');
    const before = previous;
    previous = signature;
    return claim.length === chain.signatureLength && (await chain.verify(nextLink(chain, before, over), signature));
  };
}
