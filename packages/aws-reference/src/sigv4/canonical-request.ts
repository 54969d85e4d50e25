import type { CanonicalHeaders } from './canonical-headers.ts';

/** The six parts of a CanonicalRequest. */
export interface CanonicalRequestParts extends CanonicalHeaders {
  /** Upper case: `GET`. */
  readonly method: string;
  readonly canonicalUri: string;
  readonly canonicalQueryString: string;
  /** 64 hexadecimal digits, `UNSIGNED-PAYLOAD`, or a `STREAMING-…` constant. */
  readonly hashedPayload: string;
}

/**
 * CanonicalRequest: the one spelling of a request that signer and service agree on.
 *
 * ```text
 * HTTPMethod \n CanonicalUri \n CanonicalQueryString \n CanonicalHeaders \n SignedHeaders \n HashedPayload
 * ```
 *
 * CanonicalHeaders ends with a line break of its own, so that an empty line follows it.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request}
 */
export function canonicalRequest(parts: CanonicalRequestParts): string {
  return `${parts.method}\n${parts.canonicalUri}\n${parts.canonicalQueryString}\n${parts.canonicalHeaders}\n${parts.signedHeaders}\n${parts.hashedPayload}`;
}
