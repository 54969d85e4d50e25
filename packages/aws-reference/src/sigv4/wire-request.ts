import { type HeaderMap, readHeaders } from './canonical-headers.ts';
import { SigV4Error } from './error.ts';
import type { HttpRequest } from './types.ts';

/** A request taken apart, nothing of it changed. */
export interface WireRequest {
  readonly method: string;
  /** `https://host:port`, or empty when the request had no origin. */
  readonly origin: string;
  /** Begins with `/`. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** With `host`. Belongs to the signer, which adds to it. */
  readonly headers: HeaderMap;
  readonly body: string | Uint8Array | undefined;
}

/** The host as HTTP clients send it: without user, in lower case, without the default port of its scheme. */
function hostOf(origin: string): string {
  const [scheme = '', authority = ''] = origin.toLowerCase().split('://');
  const host = authority.slice(authority.indexOf('@') + 1);
  const port = scheme === 'https' ? ':443' : ':80';
  return host.endsWith(port) && scheme.startsWith('http') ? host.slice(0, -port.length) : host;
}

/**
 * Takes a request apart. The path and the query stay as they are on the wire; a fragment never goes there.
 *
 * @throws {@link SigV4Error} `MissingValue` without host, `InvalidValue` for url, method or headers that are none.
 */
export function readRequest({ method = 'GET', url, headers: input, body }: HttpRequest): WireRequest {
  const text = String(url);
  // Scheme and authority of an absolute URL; all that follows is wire text.
  const origin = text[0] === '/' ? '' : (/^[a-z][\w+.-]*:\/\/[^/?#]+/i.exec(text)?.[0] ?? '');
  if (origin === '' && text[0] !== '/') {
    throw new SigV4Error('InvalidValue', 'request', 'url', 'expected https://host/path, or /path and a host header');
  }
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method)) {
    throw new SigV4Error('InvalidValue', 'request', 'method', 'expected a method such as GET');
  }
  const headers = readHeaders(input);
  if (origin !== '' && !headers.has('host')) headers.set('host', hostOf(origin));
  if (!headers.get('host')) {
    throw new SigV4Error('MissingValue', 'request', 'headers.host', 'missing, expected it here or an absolute url');
  }
  const fragment = origin === '' ? -1 : text.indexOf('#');
  const end = fragment === -1 ? text.length : fragment;
  const mark = text.indexOf('?');
  const split = mark === -1 || mark > end ? end : mark;
  return {
    method: method.toUpperCase(),
    origin,
    path: text.slice(origin.length, split) || '/',
    query: text.slice(split + 1, end),
    headers,
    body,
  };
}

/** The address of a request, in the shape it was given. */
export function urlOf({ origin, path, query }: WireRequest): string {
  return query === '' ? origin + path : `${origin}${path}?${query}`;
}
