import { hmacHex } from '#primitives';
import { equalInConstantTime } from '../bytes/equal.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import { type Claim, readClaim } from './claim.ts';
import { type Composition, compose, type Prepared } from './compose.ts';
import { credentialScope } from './credential-scope.ts';
import { SigV4Error } from './error.ts';
import { type SigningTrace, trace } from './explain.ts';
import { hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import type { Refusal } from './refusal.ts';
import { serviceRules } from './service-rules.ts';
import { keyFor, type SigningKeyCache } from './signing-key.ts';
import { ALGORITHM } from './string-to-sign.ts';
import type { Credentials, HttpRequest, ScopeInput } from './types.ts';
import { checkHeaders, checkPayload, checkTime, type VerificationOptions } from './verification-rules.ts';
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

/** What the key of a request tells: whose it is, and whether the signature is good. */
export interface Proof {
  readonly known: Credentials | undefined;
  readonly same: boolean;
}

/**
 * Verifies a request, whichever the algorithm.
 *
 * @param algorithm - The one that is verified.
 * @param scope - What has to follow the date in the CredentialScope.
 * @param prove - Looks up the key. Asked only when nothing else is wrong; may refuse for a reason of its own.
 */
export async function verify(
  request: HttpRequest,
  options: VerificationOptions & Pick<ScopeInput, 'service'>,
  algorithm: string,
  scope: string,
  prove: (claim: Claim, stringToSign: string) => Promise<Proof | Refusal>,
): Promise<Verification> {
  const { explain, date = new Date() } = options;
  const found = examine(request, options, algorithm, scope);
  if ('reason' in found) return explain ? { ok: false, refusal: found } : { ok: false };
  const { claim, steps, actual, rules } = found;
  const late = ({ known, same }: Proof): Refusal | undefined => {
    if (!known) return { reason: 'UnknownKey' };
    if (!same) return { reason: 'SignatureMismatch' };
    if (!equalInConstantTime(claim.sessionToken, known.sessionToken ?? '')) return { reason: 'InvalidToken' };
    if (known.expiration && known.expiration <= date) return { reason: 'ExpiredToken' };
    return checkPayload(steps.hashedPayload, actual, rules, options);
  };
  let refusal = found.early;
  if (!refusal) {
    const proof = await prove(claim, steps.stringToSign);
    refusal = 'reason' in proof ? proof : late(proof);
  }
  const shown = (signature: string) => explain && { trace: trace(found, steps, signature, { credentials: claim }) };
  if (refusal) return { ok: false, ...(explain && { refusal }), ...shown('') };
  const { accessKeyId, credentialScope, amzDate, signedHeaders, signature } = claim;
  const { hashedPayload } = steps;
  const via = claim.expires ? 'query' : 'header';
  return {
    ok: true,
    accessKeyId,
    via,
    credentialScope,
    amzDate,
    signedHeaders,
    hashedPayload,
    signature,
    ...shown(signature),
  };
}

/** A request that claims a signature, and the steps that its signer must have taken. */
interface Examination extends Prepared {
  readonly claim: Claim;
  readonly steps: Composition;
  /** HashedPayload of the body that arrived. */
  readonly actual: string;
  /** What can be refused without a key. */
  readonly early: Refusal | undefined;
}

/** Reads a request as far as it goes without a key, whatever arrives: the request never throws. */
function examine(
  request: HttpRequest,
  options: VerificationOptions & Pick<ScopeInput, 'service'>,
  algorithm: string,
  scope: string,
): Examination | Refusal {
  const rules = serviceRules(options.service, options);
  try {
    const claim = readClaim(readRequest(request), options.sessionToken === 'appended');
    if (!claim) return { reason: 'MissingSignature' };
    const { wire, amzDate, expires, credentialScope, signedHeaders, payload } = claim;
    const { body, query } = wire;
    const actual = (body === undefined && options.payloadHash) || hashedPayload(body);
    const prepared = { wire, rules, amzDate, canonicalQueryString: canonicalQueryString(query) };
    const hash = payload ?? (expires && rules.payloadHeader ? UNSIGNED_PAYLOAD : actual);
    const steps = compose(prepared, claim, signedHeaders, hash);
    const early: Refusal | undefined =
      claim.algorithm !== algorithm
        ? { reason: 'UnsupportedAlgorithm' }
        : credentialScope !== amzDate.slice(0, 8) + scope
          ? { reason: 'WrongScope' }
          : (checkTime(claim, options) ?? checkHeaders(claim, options));
    return { ...prepared, claim, steps, actual, early };
  } catch (error) {
    if (error instanceof SigV4Error) return { reason: 'Malformed', field: error.field };
    throw error;
  }
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
  // Throws for the verifier's own mistakes before anything of the request is looked at.
  const scope = credentialScope({ ...options, date: '00000000' }).slice(8);
  return verify(request, options, ALGORITHM, scope, async ({ accessKeyId, amzDate, signature }, stringToSign) => {
    const known = await options.credentials(accessKeyId);
    const { key } = keyFor({ ...options, credentials: known ?? NOBODY }, amzDate);
    return { known, same: equalInConstantTime(hmacHex(key, stringToSign), signature) };
  });
}
