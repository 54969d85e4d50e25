import { type HeaderMap, readHeaders } from './canonical-headers.ts';
import { SigV4Error } from './error.ts';
import type { HttpRequest } from './types.ts';

/** A request taken apart. */
export interface WireRequest {
  readonly method: string;
  /** `https://host:port`, or empty when the request had no origin. */
  readonly origin: string;
  /** Begins with `/`. Path, query and headers belong to the signer, which adds to them. */
  path: string;
  /** Without `?`. */
  query: string;
  /** With `host`. */
  readonly headers: HeaderMap;
  readonly body: string | Uint8Array | undefined;
}

/**
 * Origin with its authority, both or none; path; query. What follows `#` never goes over the wire. URL parsers drop some control
 * characters, so that another URL would be sent.
 */
const WIRE_URL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a URL must not carry.
  /^(?=[\w/])(\w[\w+.-]*:\/\/([!"$-.0->@-~]+))?(\/[^?#\0-\x1f\x7f]*)?(?:\?([^#\0-\x1f\x7f]*))?(?:#|$)/;

/** The host as HTTP clients send it: without user, in lower case, without the default port of its scheme. */
function hostOf(origin: string, authority: string): string {
  // Nearly always.
  if (!/[A-Z:@]/.test(authority)) return authority;
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const port = /^(?:https|wss):/i.test(origin) ? ':443' : ':80';
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}

/**
 * Takes a request apart. The path and the query stay as they are on the wire.
 *
 * @throws {@link SigV4Error} `MissingValue` without host, `InvalidValue` for url, method or headers that are none.
 */
export function readRequest({ method = 'GET', url, headers: input, body }: HttpRequest): WireRequest {
  const parts = WIRE_URL.exec(String(url));
  if (!parts) throw new SigV4Error('InvalidValue', 'request', 'url', 'expected https://host/path or /path');
  if (!/^[!-~]+$/.test(method)) throw new SigV4Error('InvalidValue', 'request', 'method', 'expected GET or another');
  const [, origin = '', authority = '', path = '/', query = ''] = parts;
  const headers = readHeaders(input);
  const host = headers.get('host') || headers.get(':authority') || hostOf(origin, authority);
  if (!host) throw new SigV4Error('MissingValue', 'request', 'headers.host', 'missing, expected here or in url');
  headers.delete(':authority');
  headers.set('host', host);
  return { method: method.toUpperCase(), origin, path, query, headers, body };
}

/** The address of a request, in the shape it was given. */
export function urlOf({ origin, path, query }: WireRequest): string {
  return origin + path + (query && `?${query}`);
}
