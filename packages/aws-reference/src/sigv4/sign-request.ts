import { hmacHex } from '#primitives';
import { authorizationHeader } from './authorization-header.ts';
import { recordOf } from './canonical-headers.ts';
import { compose } from './compose.ts';
import { type SigningTrace, trace } from './explain.ts';
import { addHeaders, namesToSign, prepare, TOKEN_HEADER } from './prepare.ts';
import { keyFor } from './signing-key.ts';
import type { SigningOptions } from './signing-options.ts';
import type { HttpRequest } from './types.ts';
import { urlOf } from './wire-request.ts';

/** A request with its signature, ready to send. */
export interface SignedRequest {
  readonly method: string;
  /** Where to send it, in the shape it was given. An S3 path with `+` comes back with `%2B`: S3 reads `+` as a space. */
  readonly url: string;
  /** All headers by lower-case name, `host` and `authorization` among them. `fetch` sets `host` itself. */
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
  /** 64 lower-case hexadecimal digits. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  /** `YYYYMMDD/region/service/aws4_request`. */
  readonly credentialScope: string;
}

/** A signed request with every intermediate. */
export interface ExplainedRequest extends SignedRequest {
  readonly trace: SigningTrace;
}

/**
 * Signs a request in its `Authorization` header.
 *
 * Adds `x-amz-date`, `x-amz-security-token` for temporary credentials and, for S3, `x-amz-content-sha256`. Changes
 * nothing of what it was given. Synchronous: a body that is read from a stream is hashed before (`payloadHash`).
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html}
 *
 * @example
 * ```ts
 * const { headers } = signRequest({ url: 'https://sts.us-east-1.amazonaws.com/' }, { credentials, region, service: 'sts' });
 * ```
 * @throws {@link SigV4Error} for everything that cannot be signed; nothing half-signed is returned.
 */
export function signRequest(
  request: HttpRequest,
  options: SigningOptions & { readonly explain: true },
): ExplainedRequest;
export function signRequest(request: HttpRequest, options: SigningOptions): SignedRequest;
export function signRequest(request: HttpRequest, options: SigningOptions): SignedRequest | ExplainedRequest {
  const prepared = prepare(request, options);
  const { wire, amzDate } = prepared;
  const { method, headers, body } = wire;
  const scoped = keyFor(options, amzDate);
  const { accessKeyId, sessionToken } = options.credentials;
  const hash = addHeaders(prepared, options);
  const steps = compose(prepared, scoped, namesToSign(wire, options), hash);
  const { credentialScope, signedHeaders } = steps;
  const signature = hmacHex(scoped.key, steps.stringToSign);
  if (sessionToken) headers.set(TOKEN_HEADER, sessionToken);
  const sent = recordOf(headers);
  sent.authorization = authorizationHeader({ accessKeyId, credentialScope, signedHeaders, signature });
  const signed = { method, url: urlOf(wire), headers: sent, body, signature, amzDate, credentialScope };
  return options.explain ? { ...signed, trace: trace(prepared, steps, signature, options) } : signed;
}
