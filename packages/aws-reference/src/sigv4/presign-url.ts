import { hmacHex } from '#primitives';
import { canonicalQueryString } from './canonical-query-string.ts';
import { type Composition, compose, type KeyScope, type Prepared } from './compose.ts';
import { SigV4Error } from './error.ts';
import { type SigningTrace, trace } from './explain.ts';
import { hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import { givenPayloadHash, HASH_HEADER, namesToSign, prepare, TOKEN_HEADER } from './prepare.ts';
import { keyFor } from './signing-key.ts';
import type { SigningOptions } from './signing-options.ts';
import type { HttpRequest } from './types.ts';
import { uriEncode } from './uri-encode.ts';
import { urlOf, type WireRequest } from './wire-request.ts';

/** The longest life of a presigned URL: seven days, in seconds. */
export const MAX_EXPIRES_IN_SECONDS = 604_800;

/** What presigning takes beside the options of signing. */
export interface PresignOptions extends SigningOptions {
  /** Life of the URL from the moment of signing: a whole number from 1 to 604,800. Temporary credentials end it sooner. */
  readonly expiresInSeconds: number;
}

/** A presigned URL with every intermediate. */
export interface ExplainedUrl {
  readonly url: string;
  readonly trace: SigningTrace;
}

/** What a presigned URL says of the key it was signed with. */
export interface PresignScope extends KeyScope {
  /** `accessKeyId/credentialScope`, encoded. */
  readonly credential: string;
  /** Of SigV4A. */
  readonly regionSet?: string;
}

const parameter = (name: string, value: string | undefined | false): string =>
  value ? `&X-Amz-${name}=${uriEncode(value)}` : '';

/** All that a presigned URL signs; the URL still has no signature. */
export function composePresigned(prepared: Prepared, options: PresignOptions, scope: PresignScope): Composition {
  const { wire, rules, amzDate } = prepared;
  const { expiresInSeconds: expires } = options;
  if (!(Number.isInteger(expires) && expires > 0 && expires <= MAX_EXPIRES_IN_SECONDS)) {
    throw new SigV4Error(
      'InvalidValue',
      'request',
      'expiresInSeconds',
      `${expires}, expected 1 to ${MAX_EXPIRES_IN_SECONDS}`,
    );
  }
  wire.headers.delete(TOKEN_HEADER);
  const names = namesToSign(wire, options);
  const sent =
    wire.headers.get(HASH_HEADER) ?? /(?:^|&)X-Amz-Content-Sha256=([^&]+)/.exec(prepared.canonicalQueryString)?.[1];
  const given = givenPayloadHash(sent, options);
  // In canonical spelling, and in order: a request without a query of its own needs no sorting.
  let query =
    `X-Amz-Algorithm=${scope.algorithm}` +
    // S3 takes the body as unsigned unless it is told otherwise.
    parameter('Content-Sha256', rules.payloadHeader && !sent && given !== UNSIGNED_PAYLOAD && given) +
    `&X-Amz-Credential=${scope.credential}&X-Amz-Date=${amzDate}&X-Amz-Expires=${expires}` +
    parameter('Region-Set', scope.regionSet) +
    parameter('Security-Token', options.sessionToken !== 'appended' && options.credentials.sessionToken) +
    parameter('SignedHeaders', names.join(';'));
  const hash = given ?? (rules.payloadHeader ? UNSIGNED_PAYLOAD : hashedPayload(wire.body));
  if (wire.query) {
    wire.query += `&${query}`;
    query = canonicalQueryString(wire.query);
  } else wire.query = query;
  return compose({ ...prepared, canonicalQueryString: query }, scope, names, hash);
}

/** The address with its signature at the end, after the token that is not signed. */
export function presigned(wire: WireRequest, signature: string, options: PresignOptions): string {
  const token = options.sessionToken === 'appended' && options.credentials.sessionToken;
  return `${urlOf(wire)}${parameter('Security-Token', token)}&X-Amz-Signature=${signature}`;
}

/**
 * Signs a request in its query, so that whoever has the URL can send it until it expires.
 *
 * Headers of the request are signed too: whoever uses the URL has to send the same. For S3 the body stays unsigned
 * (`UNSIGNED-PAYLOAD`), unless `payloadHash` says otherwise.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html}
 *
 * @example
 * ```ts
 * presignUrl({ url: 'https://examplebucket.s3.amazonaws.com/test.txt' }, { credentials, region, service: 's3', expiresInSeconds: 3600 });
 * ```
 * @returns The URL, in the shape in which `request.url` was given. A secret until it expires: it is a bearer token.
 * @throws {@link SigV4Error} for everything that cannot be signed.
 */
export function presignUrl(request: HttpRequest, options: PresignOptions & { readonly explain: true }): ExplainedUrl;
export function presignUrl(request: HttpRequest, options: PresignOptions): string;
export function presignUrl(request: HttpRequest, options: PresignOptions): string | ExplainedUrl {
  const prepared = prepare(request, options);
  const scoped = keyFor(options, prepared.amzDate);
  const steps = composePresigned(prepared, options, scoped);
  const signature = hmacHex(scoped.key, steps.stringToSign);
  const url = presigned(prepared.wire, signature, options);
  return options.explain ? { url, trace: trace(prepared, steps, signature, options) } : url;
}
