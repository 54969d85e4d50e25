import type { Claim } from './claim.ts';
import { hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import { TOKEN_HEADER } from './prepare.ts';
import type { Refusal } from './refusal.ts';
import type { PathRules } from './types.ts';
import type { WireRequest } from './wire-request.ts';

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
  const life = expires ?? maxSkewSeconds + 1;
  // Written so that the NaN of an invalid clock is refused.
  if (!(seconds >= -maxSkewSeconds)) return { reason: expires ? 'NotYetValid' : 'Skewed', seconds };
  if (seconds < life) return undefined;
  return expires ? { reason: 'Expired', seconds: seconds - life } : { reason: 'Skewed', seconds };
}

/** Whether everything that has to be signed is. */
export function checkHeaders({ wire, signedHeaders }: Claim, options: VerificationOptions): Refusal | undefined {
  const required = options.requiredHeaders?.map((name) => name.toLowerCase());
  const missing = [...wire.headers.keys()].filter(
    (name) =>
      !signedHeaders.includes(name) &&
      (/^(?:host$|x-amz-)/.test(name) || required?.includes(name)) &&
      !(name === TOKEN_HEADER && options.sessionToken === 'appended'),
  );
  return missing.length > 0 ? { reason: 'HeadersNotSigned', field: missing.join() } : undefined;
}

/** HashedPayload of the body that arrived. */
export function actualPayload({ body }: WireRequest, { payloadHash }: VerificationOptions): string {
  return (body === undefined && payloadHash) || hashedPayload(body);
}

/** Whether HashedPayload is that of the body, or one of the constants that the verifier allows. */
export function checkPayload(
  claimed: string,
  actual: string,
  unsigned: boolean,
  options: VerificationOptions,
): Refusal | undefined {
  if (claimed === actual) return undefined;
  if (claimed === UNSIGNED_PAYLOAD)
    return (options.allowUnsignedPayload ?? unsigned) ? undefined : { reason: 'UnsignedPayload' };
  if (!claimed.startsWith('STREAMING-')) return { reason: 'PayloadMismatch' };
  return options.allowStreamingPayload ? undefined : { reason: 'StreamingPayload' };
}
