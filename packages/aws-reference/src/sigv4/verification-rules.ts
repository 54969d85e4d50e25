import { equalInConstantTime } from '../bytes/equal.ts';
import type { Claim } from './claim.ts';
import { hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import type { Refusal } from './refusal.ts';
import type { ServiceRules } from './service-rules.ts';
import type { Credentials, PathRules } from './types.ts';

/** What every way of verifying takes. */
export interface VerificationOptions extends PathRules {
  /** The verifier's clock. Left out: now. */
  readonly date?: Date | undefined;
  /** How far the moment of signing may lie from now, in seconds. Left out: 900; many services allow 300. */
  readonly maxSkewSeconds?: number | undefined;
  /** Headers that must be signed when they are there, beside `host` and `x-amz-*`: `content-type`. */
  readonly requiredHeaders?: readonly string[] | undefined;
  /** SHA-256 of the body that arrived, as 64 hexadecimal digits, when the body itself is not given. */
  readonly payloadHash?: string | undefined;
  /** Accept `UNSIGNED-PAYLOAD`. Left out: for S3 only. */
  readonly allowUnsignedPayload?: boolean | undefined;
  /** Accept a `STREAMING-…` payload. The caller then verifies each chunk. Left out: `false`. */
  readonly allowStreamingPayload?: boolean | undefined;
  /** `appended`: the session token is not part of the signature. Left out: `signed`. */
  readonly sessionToken?: 'signed' | 'appended' | undefined;
  /** Tell why a request is refused. For logs and labs, not for the sender. */
  readonly explain?: boolean | undefined;
}

/** Whether the moment of signing is near enough, and the URL alive. */
export function checkTime(
  { time, expires }: Claim,
  { date = new Date(), maxSkewSeconds = 900 }: VerificationOptions,
): Refusal | undefined {
  const age = Math.round((date.getTime() - time) / 1000);
  // `!(… <= …)` also refuses the NaN of an invalid clock.
  if (!(-age <= maxSkewSeconds)) return { reason: expires === undefined ? 'Skewed' : 'NotYetValid', seconds: age };
  if (expires === undefined) return age > maxSkewSeconds ? { reason: 'Skewed', seconds: age } : undefined;
  return age >= expires ? { reason: 'Expired', seconds: age - expires } : undefined;
}

/** Whether everything that has to be signed is. */
export function checkHeaders({ wire, signedHeaders }: Claim, options: VerificationOptions): Refusal | undefined {
  const required = options.requiredHeaders?.map((name) => name.toLowerCase());
  const exempt = options.sessionToken === 'appended' ? 'x-amz-security-token' : '';
  const missing = [...wire.headers.keys()].filter(
    (name) =>
      !signedHeaders.includes(name) &&
      name !== exempt &&
      (name === 'host' || name.startsWith('x-amz-') || required?.includes(name)),
  );
  return missing.length === 0 ? undefined : { reason: 'HeadersNotSigned', field: missing.join(',') };
}

/** HashedPayload as the signer must have written it, and as the body that arrived has it. */
export interface Payloads {
  readonly claimed: string;
  readonly actual: string;
}

/** Both hashes; a presigned request of S3 leaves its body open. */
export function payloadsOf({ wire, via }: Claim, rules: ServiceRules, options: VerificationOptions): Payloads {
  const actual = (wire.body === undefined ? options.payloadHash : undefined) ?? hashedPayload(wire.body);
  const open = via === 'query' && rules.payloadHeader ? UNSIGNED_PAYLOAD : actual;
  return { claimed: wire.headers.get('x-amz-content-sha256') ?? open, actual };
}

/** Whether HashedPayload is that of the body, or one of the constants that the verifier allows. */
export function checkPayload(
  { claimed, actual }: Payloads,
  rules: ServiceRules,
  options: VerificationOptions,
): Refusal | undefined {
  if (claimed === UNSIGNED_PAYLOAD) {
    return (options.allowUnsignedPayload ?? rules.payloadHeader) ? undefined : { reason: 'UnsignedPayload' };
  }
  if (claimed.startsWith('STREAMING-')) {
    return options.allowStreamingPayload === true ? undefined : { reason: 'StreamingPayload' };
  }
  return claimed === actual ? undefined : { reason: 'PayloadMismatch' };
}

/** Whether the session token is the one of the credentials. */
export function checkToken({ token = '' }: Claim, { sessionToken = '' }: Credentials): Refusal | undefined {
  return equalInConstantTime(token, sessionToken) ? undefined : { reason: 'InvalidToken' };
}
