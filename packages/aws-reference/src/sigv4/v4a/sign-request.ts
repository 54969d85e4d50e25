import { authorizationHeader } from '../authorization-header.ts';
import { recordOf } from '../canonical-headers.ts';
import { compose } from '../compose.ts';
import { addHeaders, namesToSign, TOKEN_HEADER } from '../prepare.ts';
import type { ExplainedRequest, SignedRequest } from '../sign-request.ts';
import type { HttpRequest } from '../types.ts';
import { urlOf } from '../wire-request.ts';
import { type SigningOptions, start } from './options.ts';
import { seal } from './seal.ts';

/**
 * Signs a request in its `Authorization` header with Signature Version 4A, for several Regions at once.
 *
 * As in Signature Version 4, and with the header `x-amz-region-set`. A signature differs at each call, the same request
 * or not. With `explain` the trace shows no keys of a derivation: there are none but the key pair.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html}
 *
 * @example
 * ```ts
 * const { headers } = await signRequest({ url }, { credentials, regionSet: '*', service: 's3' });
 * ```
 * @throws {@link SigV4Error} for everything that cannot be signed; nothing half-signed is returned.
 */
export function signRequest(
  request: HttpRequest,
  options: SigningOptions & { readonly explain: true },
): Promise<ExplainedRequest>;
export function signRequest(request: HttpRequest, options: SigningOptions): Promise<SignedRequest>;
export async function signRequest(
  request: HttpRequest,
  options: SigningOptions,
): Promise<SignedRequest | ExplainedRequest> {
  const { prepared, set, keyPair, algorithm, credentialScope, core } = await start(request, options);
  const { wire, amzDate } = prepared;
  const { method, headers, body } = wire;
  const { accessKeyId, sessionToken } = options.credentials;
  headers.set('x-amz-region-set', set);
  const hashedPayload = addHeaders(prepared, core);
  const names = namesToSign(wire, core);
  const steps = compose(prepared, { algorithm, credentialScope }, names, hashedPayload);
  const sealed = await seal(prepared, steps, keyPair, options);
  const { signedHeaders } = steps;
  if (sessionToken) headers.set(TOKEN_HEADER, sessionToken);
  const authorization = { algorithm, accessKeyId, credentialScope, signedHeaders, signature: sealed.signature };
  headers.set('authorization', authorizationHeader(authorization));
  return { method, url: urlOf(wire), headers: recordOf(headers), body, amzDate, credentialScope, ...sealed };
}
