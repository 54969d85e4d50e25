import type { Claim } from './claim.ts';
import { UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import { holds, MUST_BE_SIGNED, TOKEN_HEADER } from './prepare.ts';
import type { Refusal } from './refusal.ts';
import type { ServiceRules } from './service-rules.ts';
import type { PathRules } from './types.ts';

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
  const seconds = Math.round((date.getTime() - time) / 1000);
  // Written so that the NaN of an invalid clock is refused.
  if (seconds >= -maxSkewSeconds && seconds < (expires ?? maxSkewSeconds + 1)) return undefined;
  if (!expires) return { reason: 'Skewed', seconds };
  return seconds > 0 ? { reason: 'Expired', seconds: seconds - expires } : { reason: 'NotYetValid', seconds };
}

/** Whether everything that has to be signed is. */
export function checkHeaders({ wire, signedHeaders }: Claim, options: VerificationOptions): Refusal | undefined {
  const missing = [...wire.headers.keys()].filter(
    (name) =>
      !signedHeaders.includes(name) &&
      (MUST_BE_SIGNED.test(name) || holds(options.requiredHeaders, name)) &&
      !(name === TOKEN_HEADER && options.sessionToken === 'appended'),
  );
  return missing[0] ? { reason: 'HeadersNotSigned', field: missing.join() } : undefined;
}

/** Whether HashedPayload is that of the body, or one of the constants that the verifier allows. */
export function checkPayload(
  claimed: string,
  actual: string,
  { payloadHeader }: ServiceRules,
  options: VerificationOptions,
): Refusal | undefined {
  if (claimed === actual) return undefined;
  if (claimed === UNSIGNED_PAYLOAD) {
    return (options.allowUnsignedPayload ?? payloadHeader) ? undefined : { reason: 'UnsignedPayload' };
  }
  if (!claimed.startsWith('STREAMING-')) return { reason: 'PayloadMismatch' };
  return options.allowStreamingPayload ? undefined : { reason: 'StreamingPayload' };
}
