import { type Composition, type CompositionInput, compose } from './compose.ts';
import { SigV4Error } from './error.ts';
import type { SigningTrace } from './explain.ts';
import { hashedPayload, UNSIGNED_PAYLOAD } from './hashed-payload.ts';
import { givenPayloadHash, namesToSign, type Prepared, prepare } from './prepare.ts';
import { keyFor, seal } from './seal.ts';
import type { SigningOptions } from './signing-options.ts';
import { ALGORITHM } from './string-to-sign.ts';
import type { HttpRequest } from './types.ts';
import { uriEncode } from './uri-encode.ts';
import { urlOf } from './wire-request.ts';

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

/** Refuses a life that no service accepts. */
function checkExpires(seconds: number): number {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_EXPIRES_IN_SECONDS) return seconds;
  throw new SigV4Error(
    'InvalidValue',
    'request',
    'expiresInSeconds',
    `${seconds}, expected 1 to ${MAX_EXPIRES_IN_SECONDS}`,
  );
}

/** What differs between the two algorithms in the parameters of a presigned URL. */
export type PresignParameters = Pick<CompositionInput, 'algorithm' | 'credentialScope'> & {
  /** Of SigV4A. */
  readonly regionSet?: string;
};

/** All that a presigned URL signs; the URL still has no signature. */
export function composePresigned(prepared: Prepared, options: PresignOptions, own: PresignParameters): Composition {
  const { wire, rules, amzDate } = prepared;
  const { accessKeyId, sessionToken } = options.credentials;
  wire.headers.delete('x-amz-security-token');
  const names = namesToSign(wire, options);
  const given: Record<string, string | undefined> = {
    Algorithm: own.algorithm,
    Credential: `${accessKeyId}/${own.credentialScope}`,
    Date: amzDate,
    Expires: String(checkExpires(options.expiresInSeconds)),
    'Region-Set': own.regionSet,
    'Security-Token': options.sessionToken === 'appended' ? undefined : sessionToken,
    SignedHeaders: names.join(';'),
  };
  let { query } = wire;
  for (const name in given) query = withParameter(query, name, given[name]);
  const hashed = givenPayloadHash(wire, options) ?? (rules.payloadHeader ? UNSIGNED_PAYLOAD : hashedPayload(wire.body));
  return compose({ ...prepared, ...own, wire: { ...wire, query }, names, hashedPayload: hashed });
}

function withParameter(query: string, name: string, value: string | undefined): string {
  return value === undefined ? query : `${query}${query && '&'}X-Amz-${name}=${uriEncode(value)}`;
}

/** The address with its signature at the end, after the token that is not signed. */
export function presigned({ wire }: Composition, signature: string, options: PresignOptions): string {
  const token = options.sessionToken === 'appended' ? options.credentials.sessionToken : undefined;
  const query = withParameter(wire.query, 'Security-Token', token);
  return urlOf({ ...wire, query: withParameter(query, 'Signature', signature) });
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
  const key = keyFor(options, prepared.amzDate);
  const { credentialScope } = key;
  const steps = composePresigned(prepared, options, { algorithm: ALGORITHM, credentialScope });
  const { signature, trace } = seal(steps, key, options);
  const url = presigned(steps, signature, options);
  return trace === undefined ? url : { url, trace };
}
