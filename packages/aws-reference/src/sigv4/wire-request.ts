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
  const given = origin.slice(Math.max(origin.indexOf('//') + 2, origin.lastIndexOf('@') + 1));
  const host = /[A-Z]/.test(given) ? given.toLowerCase() : given;
  const port = host.lastIndexOf(':');
  if (port === -1) return host;
  return host.slice(port) === (/^(?:https|wss):/i.test(origin) ? ':443' : ':80') ? host.slice(0, port) : host;
}

/**
 * Scheme and authority, both or none, then path and query. URL parsers drop some control characters, so that another URL
 * would be sent.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a URL must not carry.
const SENDABLE = /^(?:\w[\w+.-]*:\/\/[!-.0-~]+(?![^/?])|(?=\/))[^\0-\x1f\x7f]*$/;

/** Origin (empty in a request line), path and query of a URL. A fragment never goes over the wire. */
function splitUrl(url: string): [origin: string, path: string, query: string] {
  const fragment = url.indexOf('#');
  const text = fragment === -1 ? url : url.slice(0, fragment);
  if (!SENDABLE.test(text)) {
    throw new SigV4Error('InvalidValue', 'request', 'url', 'expected https://host/path or /path');
  }
  const mark = text.indexOf('?');
  const end = mark === -1 ? text.length : mark;
  const slash = text[0] === '/' ? 0 : text.indexOf('/', text.indexOf('//') + 2);
  const start = slash === -1 || slash > end ? end : slash;
  return [text.slice(0, start), text.slice(start, end) || '/', text.slice(end + 1)];
}

/**
 * Takes a request apart. The path and the query stay as they are on the wire.
 *
 * @throws {@link SigV4Error} `MissingValue` without host, `InvalidValue` for url, method or headers that are none.
 */
export function readRequest({ method = 'GET', url, headers: input, body }: HttpRequest): WireRequest {
  const [origin, path, query] = splitUrl(String(url));
  if (!/^[!-~]+$/.test(method)) throw new SigV4Error('InvalidValue', 'request', 'method', 'expected GET or another');
  const headers = readHeaders(input);
  const host = headers.get('host') || headers.get(':authority') || hostOf(origin);
  if (!host) throw new SigV4Error('MissingValue', 'request', 'headers.host', 'missing, expected here or in url');
  headers.delete(':authority');
  headers.set('host', host);
  return { method: method.toUpperCase(), origin, path, query, headers, body };
}

/** The address of a request, in the shape it was given. */
export function urlOf({ origin, path, query }: WireRequest): string {
  return origin + path + (query && `?${query}`);
}
