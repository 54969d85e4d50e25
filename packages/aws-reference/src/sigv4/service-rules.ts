import type { PathRules } from './types.ts';

/** How a service differs from the rest. */
export interface ServiceRules {
  readonly normalizePath: boolean;
  readonly encodePath: 'once' | 'twice';
  /** Whether the service wants HashedPayload as the header `x-amz-content-sha256`, and takes `UNSIGNED-PAYLOAD`. */
  readonly payloadHeader: boolean;
}

/**
 * The rules of a service, each of which the caller can override.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html}: "each path segment
 * must be URI-encoded twice, except for Amazon S3 which only gets URI-encoded once", "Do not normalize URI paths for
 * requests to Amazon S3".
 */
export function serviceRules(service: string, { normalizePath, encodePath }: PathRules = {}): ServiceRules {
  // Keys of objects may hold `//` and `..`: S3 and its relatives take the path as it comes.
  const s3 = /^s3(?:express|-outposts|-object-lambda)?$/.test(service);
  return {
    normalizePath: normalizePath ?? !s3,
    encodePath: encodePath ?? (s3 ? 'once' : 'twice'),
    payloadHeader: s3,
  };
}
