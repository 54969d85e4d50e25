import { type HmacKey, hmac, hmacKey } from '#primitives';
import { utf8 } from '../bytes/utf8.ts';
import { credentialScope, type Scope } from './credential-scope.ts';
import type { Credentials } from './types.ts';
import { uriEncode } from './uri-encode.ts';

/** The four keys on the way from the secret to the signature; the last is the SigningKey. 32 bytes each. */
export interface DerivedKeys {
  readonly kDate: Uint8Array;
  readonly kRegion: Uint8Array;
  readonly kService: Uint8Array;
  readonly kSigning: Uint8Array;
}

/** All keys of the derivation, for those who want to see it. */
export function deriveKeys(secretAccessKey: string, { date, region, service }: Scope): DerivedKeys {
  const kDate = hmac(hmacKey(utf8(`AWS4${secretAccessKey}`)), date);
  const kRegion = hmac(hmacKey(kDate), region);
  const kService = hmac(hmacKey(kRegion), service);
  return { kDate, kRegion, kService, kSigning: hmac(hmacKey(kService), 'aws4_request') };
}

/**
 * SigningKey for one UTC day, one Region, one service.
 *
 * ```text
 * HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")
 * ```
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key}
 *
 * @param secretAccessKey - As issued, UTF-8. Never part of a message or of a cache's key.
 * @returns 32 bytes, good for this scope only. Whoever has them can sign for a day: treat them as a secret.
 */
export function signingKey(secretAccessKey: string, scope: Scope): Uint8Array {
  return deriveKeys(secretAccessKey, scope).kSigning;
}

/** A signing key that is ready for use, with the scope it is good for. */
export interface ScopedKey extends Scope {
  readonly credentialScope: string;
  /** `accessKeyId/credentialScope`, as a presigned URL has it. */
  readonly credential: string;
  readonly key: HmacKey;
}

/**
 * Derives and prepares a signing key.
 *
 * @throws {@link SigV4Error} `MissingValue`, `InvalidValue` for a scope that is none.
 */
export function scopedKey({ accessKeyId, secretAccessKey }: Credentials, scope: Scope): ScopedKey {
  const text = credentialScope(scope);
  const credential = uriEncode(`${accessKeyId}/${text}`);
  return { ...scope, credentialScope: text, credential, key: hmacKey(signingKey(secretAccessKey, scope)) };
}

/** Signing keys of credentials, so that the four HMACs of a derivation happen once a day, Region and service. */
export interface SigningKeyCache {
  /** The prepared key; derived when it is not there. */
  get(credentials: Credentials, date: string, region: string, service: string): ScopedKey;
}

/**
 * A cache for one signer. Keyed by the identity of the credentials object, which makes no key of the secret and lets the
 * keys go with the credentials. Credentials are data that nobody changes: new ones are a new object. Keeps 64 scopes for
 * each: a signer for all Regions keeps its keys, those of last month go.
 */
export function createSigningKeyCache(): SigningKeyCache {
  const caches = new WeakMap<Credentials, ScopedKey[]>();
  return {
    get(credentials, date, region, service) {
      const kept = caches.get(credentials) ?? [];
      for (const one of kept) if (one.date === date && one.region === region && one.service === service) return one;
      const made = scopedKey(credentials, { date, region, service });
      caches.set(credentials, [made, ...kept.slice(0, 63)]);
      return made;
    },
  };
}
