import { hmacHex } from '#primitives';
import { equalInConstantTime } from '../bytes/equal.ts';
import { type Claim, readClaim } from './claim.ts';
import { type Composition, compose } from './compose.ts';
import { credentialScope } from './credential-scope.ts';
import { SigV4Error } from './error.ts';
import { type SigningTrace, trace } from './explain.ts';
import type { Refusal } from './refusal.ts';
import { keyFor } from './seal.ts';
import { serviceRules } from './service-rules.ts';
import type { SigningKeyCache } from './signing-key.ts';
import { ALGORITHM } from './string-to-sign.ts';
import type { Credentials, HttpRequest, ScopeInput } from './types.ts';
import {
  checkHeaders,
  checkPayload,
  checkTime,
  checkToken,
  type Payloads,
  payloadsOf,
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
  readonly payloads: Payloads;
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
  try {
    const claim = readClaim(readRequest(request), options.sessionToken === 'appended');
    if ('reason' in claim) return claim;
    const rules = serviceRules(service, options);
    const payloads = payloadsOf(claim, rules, options);
    const steps = compose({ ...claim, rules, names: claim.signedHeaders, hashedPayload: payloads.claimed });
    const early = checkClaim(claim, algorithm, scopeFor) ?? checkTime(claim, options) ?? checkHeaders(claim, options);
    return { claim, steps, payloads, early };
  } catch (error) {
    if (error instanceof SigV4Error) return { reason: 'Malformed', field: error.field };
    throw error;
  }
}

function checkClaim(claim: Claim, algorithm: string, scopeFor: (date: string) => string): Refusal | undefined {
  if (claim.algorithm !== algorithm) return { reason: 'UnsupportedAlgorithm' };
  return claim.credentialScope === scopeFor(claim.amzDate.slice(0, 8)) ? undefined : { reason: 'WrongScope' };
}

/** What has to hold beside the signature, once the credentials are known. */
export function checkKnown(
  { claim, steps, payloads }: Examination,
  known: Credentials | undefined,
  same: boolean,
  options: VerificationOptions,
): Refusal | undefined {
  if (known === undefined) return { reason: 'UnknownKey' };
  if (!same) return { reason: 'SignatureMismatch' };
  return checkToken(claim, known) ?? checkPayload(payloads, steps.rules, options);
}

/** The answer: bare, or with reason and steps for those who asked. */
export function answer(
  found: Examination | Refusal,
  late: Refusal | undefined,
  explain: boolean | undefined,
): Verification {
  const refusal = 'reason' in found ? found : (found.early ?? late);
  if (refusal !== undefined && explain !== true) return { ok: false };
  if ('reason' in found) return { ok: false, refusal: found };
  const { claim, steps } = found;
  const shown = explain === true ? { trace: trace({ ...steps, signature: '', hidden: claim.token }) } : {};
  if (refusal !== undefined) return { ok: false, refusal, ...shown };
  const { accessKeyId, via, amzDate, signedHeaders, signature } = claim;
  const { credentialScope, hashedPayload } = steps;
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
  if ('reason' in found || found.early !== undefined) return answer(found, undefined, explain);
  const { claim, steps } = found;
  const known = await options.credentials(claim.accessKeyId);
  const { key } = keyFor({ ...options, credentials: known ?? NOBODY }, claim.amzDate);
  const same = equalInConstantTime(hmacHex(key, steps.stringToSign), claim.signature);
  return answer(found, checkKnown(found, known, same, options), explain);
}
