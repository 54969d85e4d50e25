import { sha256Hex } from '#primitives';
import { REDACTED, type SigningTrace } from '../explain.ts';

/** Where a CanonicalRequest holds the session token: a header as it is, a query parameter percent-encoded. */
const HEADER = /^x-amz-security-token:(.*)$/m;
const PARAMETER = /(?<=^|&)X-Amz-Security-Token=([^&\n]*)/m;

/** The session token as it stands in a CanonicalRequest. A secret. */
export function tokenIn(canonicalRequest: string): string | undefined {
  return (HEADER.exec(canonicalRequest) ?? PARAMETER.exec(canonicalRequest))?.[1];
}

/** The text without the session token. */
export function withoutToken(text: string, token: string | undefined): string {
  return token === undefined || token === '' ? text : text.replaceAll(token, REDACTED);
}

/** Stands for a session token that is not the signed one. */
export const OTHER_TOKEN = '[another token]';

/**
 * Whether a token that arrived is another one than the signed. A trace without its token still tells: its hash is that of
 * the CanonicalRequest with it.
 */
export function isOtherToken(arrived: string | undefined, trace: SigningTrace): boolean {
  const signed = tokenIn(trace.canonicalRequest);
  if (!arrived || !signed || arrived === REDACTED) return false;
  if (signed !== REDACTED) return signed !== arrived;
  return sha256Hex(trace.canonicalRequest.replaceAll(REDACTED, arrived)) !== trace.canonicalRequestHash;
}
