import { equalInConstantTime } from '../bytes/equal.ts';
import { type Claim, readClaim } from './claim.ts';
import { type Composition, compose } from './compose.ts';
import { credentialScope } from './credential-scope.ts';
import { SigV4Error } from './error.ts';
import { type SigningTrace, trace } from './explain.ts';
import { UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import type { Refusal } from './refusal.ts';
import { keyFor, seal } from './seal.ts';
import { serviceRules } from './service-rules.ts';
import type { SigningKeyCache } from './signing-key.ts';
import { ALGORITHM } from './string-to-sign.ts';
import type { Credentials, HttpRequest, ScopeInput } from './types.ts';
import {
  actualPayload,
  checkHeaders,
  checkPayload,
  checkTime,
  type VerificationOptions,
} from './verification-rules.ts';
import { readRequest } from './wire-request.ts';

/** What verifying takes. */
export interface VerifyOptions extends ScopeInput, VerificationOptions {
  /** The credentials of an access key id, or `undefined` when there are none. */
  readonly credentials: (accessKeyId: string) => Credentials | undefined | Promise<Credentials | undefined>;
  /** Keeps signing keys between calls: give `credentials` that are the same object each time. */
  readonly keys?: SigningKeyCache | undefined;
}

/** A request whose signature is good. */
export interface Verified {
  readonly ok: true;
  readonly accessKeyId: string;
  /** In the `Authorization` header or in the query. */
  readonly via: 'header' | 'query';
  readonly credentialScope: string;
  readonly amzDate: string;
  /** What the signature covers; nothing else of the headers is proven. */
  readonly signedHeaders: readonly string[];
  /** Of the body, or the constant that was allowed. */
  readonly hashedPayload: string;
  /** Seed of a chain of chunks. */
  readonly signature: string;
  /** With `explain`. */
  readonly trace?: SigningTrace;
}

/** A request that is refused. Says nothing more, unless `explain` was asked for. */
export interface Refused {
  readonly ok: false;
  readonly refusal?: Refusal;
  /** With `explain`, when the request could be read: what the signer should have signed. */
  readonly trace?: SigningTrace;
}

export type Verification = Verified | Refused;

/** Signed with when the access key id is unknown, so that the answer takes as long as for a known one. */
const NOBODY: Credentials = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

/** A request that claims a signature, and the steps that its signer must have taken. */
export interface Examination {
  readonly claim: Claim;
  readonly steps: Composition;
  /** HashedPayload of the body that arrived. */
  readonly actual: string;
  /** What can be refused without a key. */
  readonly early: Refusal | undefined;
}

/**
 * Reads a request as far as it goes without a key, whatever arrives: the request never throws.
 *
 * @param algorithm - The one that is verified.
 * @param scopeFor - CredentialScope for a date, `YYYYMMDD`.
 */
export function examine(
  request: HttpRequest,
  service: string,
  options: VerificationOptions,
  algorithm: string,
  scopeFor: (date: string) => string,
): Examination | Refusal {
  // Throws for the verifier's own mistakes before anything of the request is looked at.
  scopeFor('20000101');
  const rules = serviceRules(service, options);
  try {
    const claim = readClaim(readRequest(request), options.sessionToken === 'appended');
    if (!claim) return { reason: 'MissingSignature' };
    const { wire, expires, credentialScope: scope, payload } = claim;
    const actual = actualPayload(wire, options);
    const open = expires && rules.payloadHeader ? UNSIGNED_PAYLOAD : actual;
    const steps = compose({ ...claim, rules, names: claim.signedHeaders, hashedPayload: payload ?? open });
    const early =
      (claim.algorithm !== algorithm && { reason: 'UnsupportedAlgorithm' as const }) ||
      (scope !== scopeFor(claim.amzDate.slice(0, 8)) && { reason: 'WrongScope' as const }) ||
      checkTime(claim, options) ||
      checkHeaders(claim, options);
    return { claim, steps, actual, early };
  } catch (error) {
    if (error instanceof SigV4Error) return { reason: 'Malformed', field: error.field };
    throw error;
  }
}

/** What has to hold once the credentials are known. */
export function checkKnown(
  { claim, steps, actual }: Examination,
  known: Credentials | undefined,
  same: boolean,
  options: VerificationOptions,
): Refusal | undefined {
  if (!known) return { reason: 'UnknownKey' };
  if (!same) return { reason: 'SignatureMismatch' };
  if (!equalInConstantTime(claim.token ?? '', known.sessionToken ?? '')) return { reason: 'InvalidToken' };
  if (known.expiration && known.expiration <= (options.date ?? new Date())) return { reason: 'ExpiredToken' };
  return checkPayload(steps.hashedPayload, actual, steps.rules.payloadHeader, options);
}

/** The answer: bare, or with reason and steps for those who asked. */
export function answer(
  found: Examination | Refusal,
  late: Refusal | undefined,
  explain: boolean | undefined,
): Verification {
  if ('reason' in found) return explain ? { ok: false, refusal: found } : { ok: false };
  const { claim, steps, early = late } = found;
  const { accessKeyId, amzDate, signedHeaders, signature, expires } = claim;
  const { credentialScope, hashedPayload } = steps;
  const shown = explain ? { trace: trace({ ...steps, signature: early ? '' : signature, hidden: claim.token }) } : {};
  if (early) return explain ? { ok: false, refusal: early, ...shown } : { ok: false };
  const via = expires ? 'query' : 'header';
  return { ok: true, accessKeyId, via, credentialScope, amzDate, signedHeaders, hashedPayload, signature, ...shown };
}

/**
 * Verifies the signature of a request, in its header or its query.
 *
 * Refuses what a service refuses: a scope that is not its own, a moment too far from now, an expired URL, `host` or an
 * `x-amz-*` header that is not signed, a body with another hash, the wrong session token. Compares in constant time, and
 * an unknown access key costs what a wrong signature costs. A request may be replayed until its time is over: keep the
 * signatures that were seen where that matters.
 *
 * @param request - As it arrived: `url` from the request line, headers with `host`, the body's bytes.
 * @throws {@link SigV4Error} for options that are wrong; never because of the request.
 */
export async function verifyRequest(request: HttpRequest, options: VerifyOptions): Promise<Verification> {
  const { region, service, explain } = options;
  const found = examine(request, service, options, ALGORITHM, (date) => credentialScope({ date, region, service }));
  if ('reason' in found || found.early) return answer(found, undefined, explain);
  const { claim, steps } = found;
  const known = await options.credentials(claim.accessKeyId);
  const key = keyFor({ ...options, credentials: known ?? NOBODY }, claim.amzDate);
  const same = equalInConstantTime(seal(key, steps), claim.signature);
  return answer(found, checkKnown(found, known, same, options), explain);
}
