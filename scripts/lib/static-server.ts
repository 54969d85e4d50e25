import { createHash } from 'node:crypto';
import { existsSync, readFileSync, type Stats, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const zip = promisify(gzip);

/** Content types by file name extension. Text is UTF-8. */
const TYPES: Readonly<Record<string, string>> = {
  '.apkg': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
  '.zip': 'application/zip',
};

/** Types that gzip makes smaller. The others are compressed already, or read in ranges by nobody here. */
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|xml|wasm|manifest\+json)|image\/svg)/;

export interface StaticServerOptions {
  /** Folder that holds the built site. */
  readonly folder: string;
  /** Path under which the site is served; begins and ends with `/`. Default: `/`. */
  readonly base?: string;
  /** Default: `127.0.0.1`, which only this machine reaches. */
  readonly host?: string;
  /** 0 takes a free one. Default: 0. */
  readonly port?: number;
  /** Takes the next free port when `port` is in use, instead of failing. Default: false. */
  readonly orNext?: boolean;
}

export interface StaticServer {
  /** `http://127.0.0.1:4321/`, with the base path. */
  readonly address: string;
  close(): Promise<void>;
}

/** What a request is answered with, before compression. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Serves a built site as a static host would: `index.html` of folders, a slash after folder names, `404.html`, the
 * headers of `_headers`, gzip, ETags.
 *
 * @throws Error with `code: 'EADDRINUSE'` when the port is taken and `orNext` is not set.
 */
export async function serveStatic(options: StaticServerOptions): Promise<StaticServer> {
  const host = options.host ?? '127.0.0.1';
  const base = options.base ?? '/';
  const compressed = new Map<string, Promise<Buffer>>();
  const server = createServer((request, response) => {
    respond(options.folder, base, request, response, compressed).catch(() => {
      // A file that vanished while it was read, as during a build.
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The file could not be read.\n');
    });
  });
  await listen(server, host, options.port ?? 0, options.orNext ?? false);
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    address: `http://${name}:${port}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, host: string, port: number, orNext: boolean): Promise<void> {
  const attempts = orNext && port !== 0 ? 20 : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail);
        server.listen(port + attempt - 1, host, () => {
          server.removeListener('error', fail);
          done();
        });
      });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === attempts) throw error;
    }
  }
}

async function respond(
  folder: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
  compressed: Map<string, Promise<Buffer>>,
): Promise<void> {
  const answer = answerRequest(folder, base, request.method ?? 'GET', request.url ?? '/');
  const headers: Record<string, string> = { ...answer.headers };
  let { body } = answer;
  const type = headers['content-type'] ?? '';
  if (COMPRESSIBLE.test(type) && body.length > 512) {
    headers.vary = 'accept-encoding';
    if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
      body = await compress(body, compressed);
      headers['content-encoding'] = 'gzip';
    }
  }
  if (headers.etag !== undefined && request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  headers['content-length'] = String(body.length);
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Compressed once per content: a browser test asks for the same files thousands of times. */
function compress(body: Buffer, compressed: Map<string, Promise<Buffer>>): Promise<Buffer> {
  const key = digest(body);
  const known = compressed.get(key) ?? zip(body);
  compressed.set(key, known);
  return known;
}

/**
 * What a request is answered with. Reads files, changes nothing.
 *
 * @param url - As in the request line: path and query, percent-encoded.
 */
export function answerRequest(folder: string, base: string, method: string, url: string): Answer {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD.', { allow: 'GET, HEAD' });
  const [rawPath = '/', query] = url.split('?', 2);
  const path = decodePath(rawPath);
  if (path === undefined) return plain(400, 'The address is not well formed.');
  if (!path.startsWith(base)) {
    return `${path}/` === base || path === '/' ? redirect(base, query) : notFound(folder, path);
  }
  const local = `/${path.slice(base.length)}`;
  const target = resolve(folder, `.${local}`);
  // `decodePath` refuses dot segments; this holds whatever it lets through inside the folder.
  if (target !== resolve(folder) && !target.startsWith(resolve(folder) + sep)) return notFound(folder, local);
  const stat = statOf(target);
  if (stat?.isDirectory()) {
    if (!path.endsWith('/')) return redirect(`${encodeURI(path)}/`, query);
    const index = join(target, 'index.html');
    return statOf(index)?.isFile() ? file(folder, index, local, 200) : notFound(folder, local);
  }
  if (stat?.isFile() && !path.endsWith('/') && local !== '/_headers') return file(folder, target, local, 200);
  return notFound(folder, local);
}

/** A decoded path that begins with one slash, or `undefined` when it is malformed or tries to leave the folder. */
function decodePath(raw: string): string | undefined {
  try {
    const path = decodeURIComponent(raw);
    const refused = path.includes('\0') || path.includes('\\') || !path.startsWith('/');
    // Two slashes would make a redirect to another host.
    const leaves = path.split('/').some((segment) => segment === '..' || segment === '.') || path.startsWith('//');
    return refused || leaves ? undefined : path;
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function file(folder: string, path: string, local: string, status: number): Answer {
  const body = readFileSync(path);
  const headers: Record<string, string> = {
    'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    // Names in _astro/ hold a hash of the content; everything else is asked for again and answered 304.
    'cache-control': local.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: `"${digest(body)}"`,
    ...siteHeaders(folder, local),
  };
  return { status, headers, body };
}

function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}

function notFound(folder: string, local: string): Answer {
  const page = join(folder, '404.html');
  return existsSync(page) ? file(folder, page, local, 404) : plain(404, 'Not found.');
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(`${text}\n`),
  };
}

function redirect(location: string, query: string | undefined): Answer {
  const to = query === undefined ? location : `${location}?${query}`;
  return plain(301, `Moved to ${to}`, { location: to });
}

/** Headers that the site's own `_headers` file asks for, in the format that static hosts share. */
function siteHeaders(folder: string, local: string): Record<string, string> {
  const path = join(folder, '_headers');
  return existsSync(path) ? headersFor(readFileSync(path, 'utf8'), local) : {};
}

/**
 * Headers of a `_headers` file for a path: lines without indentation are paths in which `*` stands for any text,
 * indented ones below hold `Name: value`. Names come in lower case; later rules win.
 */
export function headersFor(rules: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of rules.split(/\r?\n/)) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (/^\S/.test(line)) {
      applies = matches(line.trim(), path);
      continue;
    }
    const colon = line.indexOf(':');
    if (applies && colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

function matches(pattern: string, path: string): boolean {
  const source = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(path);
}
