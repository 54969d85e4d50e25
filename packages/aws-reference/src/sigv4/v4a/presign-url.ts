import { composePresigned, type ExplainedUrl, presigned } from '../presign-url.ts';
import type { HttpRequest } from '../types.ts';
import { uriEncode } from '../uri-encode.ts';
import { type SigningOptions, start } from './options.ts';
import { seal } from './seal.ts';

/** What presigning takes beside the options of signing. */
export interface PresignOptions extends SigningOptions {
  /** Life of the URL from the moment of signing: a whole number from 1 to 604,800. Temporary credentials end it sooner. */
  readonly expiresInSeconds: number;
}

/**
 * Signs a request in its query with Signature Version 4A, so that whoever has the URL can send it, in each Region of the
 * set, until it expires.
 *
 * @returns The URL, in the shape in which `request.url` was given. A secret until it expires: it is a bearer token.
 * @throws {@link SigV4Error} for everything that cannot be signed.
 */
export function presignUrl(
  request: HttpRequest,
  options: PresignOptions & { readonly explain: true },
): Promise<ExplainedUrl>;
export function presignUrl(request: HttpRequest, options: PresignOptions): Promise<string>;
export async function presignUrl(request: HttpRequest, options: PresignOptions): Promise<string | ExplainedUrl> {
  const { prepared, set, keyPair, algorithm, credentialScope, core } = await start(request, options);
  const own = { ...core, expiresInSeconds: options.expiresInSeconds };
  const credential = uriEncode(`${options.credentials.accessKeyId}/${credentialScope}`);
  const steps = composePresigned(prepared, own, { algorithm, credentialScope, credential, regionSet: set });
  const { signature, trace } = await seal(prepared, steps, keyPair, options);
  const url = presigned(prepared.wire, signature, own);
  return trace === undefined ? url : { url, trace };
}
