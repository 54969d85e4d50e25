import type { PathRules } from './types.ts';
import { canonicalEscape, uriEncode } from './uri-encode.ts';

/**
 * The path without `.`, `..` and repeated slashes. A slash at the end stays; `..` above the root is dropped.
 *
 * @param path - Begins with `/`.
 */
export function normalizedPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  if (path.endsWith('/')) segments.push('');
  return `/${segments.join('/')}`;
}

/**
 * CanonicalUri: the wire path, normalised and encoded as the service does.
 *
 * | rules | `/a b/../c%20d` becomes |
 * |---|---|
 * | `normalizePath: true, encodePath: 'twice'` (most services) | `/c%2520d` |
 * | `normalizePath: false, encodePath: 'once'` (S3) | `/a%20b/../c%20d` |
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request}
 *
 * @param path - The path as it is on the wire, without query; empty means `/`.
 */
export function canonicalUri(path: string, { normalizePath = true, encodePath = 'twice' }: PathRules = {}): string {
  const uri = (normalizePath ? normalizedPath(path) : path) || '/';
  if (encodePath === 'once') return canonicalEscape(uri);
  return /^[\w.~/-]*$/.test(uri) ? uri : uriEncode(uri).replaceAll('%2F', '/');
}
