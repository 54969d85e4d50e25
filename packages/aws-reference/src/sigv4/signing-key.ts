import { type HmacKey, hmac, hmacKey } from '#primitives';
import { utf8 } from '../bytes/utf8.ts';
import { checkCredentials } from './check-credentials.ts';
import { credentialScope, type Scope } from './credential-scope.ts';
import { ALGORITHM } from './string-to-sign.ts';
import type { Credentials, ScopeInput } from './types.ts';
import { uriEncode } from './uri-encode.ts';

/**
 * The keys on the way from the secret to the signature, one for each part of the CredentialScope: kDate, kRegion,
 * kService and kSigning, 32 bytes each.
 */
export function deriveKeys(secretAccessKey: string, scope: readonly string[]): Uint8Array[] {
  let key: Uint8Array = utf8(`AWS4${secretAccessKey}`);
  return scope.map((part) => {
    key = hmac(hmacKey(key), part);
    return key;
  });
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
export function signingKey(secretAccessKey: string, { date, region, service }: Scope): Uint8Array {
  return deriveKeys(secretAccessKey, [date, region, service, 'aws4_request'])[3] as Uint8Array;
}

/** A signing key that is ready for use, with what it is good for. */
export interface ScopedKey extends Scope {
  readonly algorithm: string;
  readonly credentialScope: string;
  /** `accessKeyId/credentialScope`, as a presigned URL has it. */
  readonly credential: string;
  readonly key: HmacKey;
}

/** Signing keys of credentials, so that the four HMACs of a derivation happen once a day, Region and service. */
export interface SigningKeyCache {
  /** The prepared key; derived when it is not there. */
  get(credentials: Credentials, date: string, region: string, service: string): ScopedKey;
}

/**
 * Derives and prepares a signing key.
 *
 * @throws {@link SigV4Error} `MissingValue`, `InvalidValue` for a scope that is none.
 */
const scopedKey: SigningKeyCache['get'] = (credentials, date, region, service) => {
  checkCredentials(credentials);
  const { accessKeyId, secretAccessKey } = credentials;
  const scope = { date, region, service };
  const text = credentialScope(scope);
  const credential = uriEncode(`${accessKeyId}/${text}`);
  const key = hmacKey(signingKey(secretAccessKey, scope));
  return { ...scope, algorithm: ALGORITHM, credentialScope: text, credential, key };
};

const NO_CACHE: SigningKeyCache = { get: scopedKey };

/** Whose key, and what it is good for. */
export interface KeyInput extends ScopeInput {
  readonly credentials: Credentials;
  readonly keys?: SigningKeyCache | undefined;
}

/** The key for a moment: from the signer's cache, or derived. */
export function keyFor({ credentials, region, service, keys = NO_CACHE }: KeyInput, amzDate: string): ScopedKey {
  return keys.get(credentials, amzDate.slice(0, 8), region, service);
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
      const made = scopedKey(credentials, date, region, service);
      caches.set(credentials, [made, ...kept.slice(0, 63)]);
      return made;
    },
  };
}
