import type { SignedRequest } from '../../sigv4/index.ts';
import { shellQuote } from './shell-words.ts';

export const FORMATS = ['http', 'curl', 'json', 'headers'] as const;
export type Format = (typeof FORMATS)[number];

const encoder = new TextEncoder();

/** A signed request in a format, as bytes: a body may be anything. */
export function printRequest(signed: SignedRequest, format: Format): Uint8Array {
  switch (format) {
    case 'http':
      return rawHttp(signed);
    case 'curl':
      return encoder.encode(`${curlCommand(signed)}\n`);
    case 'json':
      return encoder.encode(`${JSON.stringify(jsonOf(signed), undefined, 2)}\n`);
    case 'headers':
      return encoder.encode(addedHeaders(signed));
  }
}

const bytesOf = ({ body }: SignedRequest): Uint8Array =>
  typeof body === 'string' ? encoder.encode(body) : (body ?? new Uint8Array());

const targetOf = (url: string): string => url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/^(?=\?|$)/, '/');

function rawHttp(signed: SignedRequest): Uint8Array {
  const body = bytesOf(signed);
  const { host = '', ...headers } = signed.headers;
  // Without it nobody knows where the body ends. It is not part of the signature.
  const length =
    body.length > 0 && headers['content-length'] === undefined ? [['content-length', String(body.length)]] : [];
  const lines = [['host', host], ...Object.entries(headers), ...length].map(([name, value]) => `${name}: ${value}`);
  const head = encoder.encode([`${signed.method} ${targetOf(signed.url)} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

/** The body as text, or `undefined` for bytes that are none. */
function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** An absolute URL: raw HTTP names its host in a header. */
export function absoluteUrl(url: string, host: string): string {
  return url.startsWith('/') ? `https://${host}${url}` : url;
}

function curlCommand(signed: SignedRequest): string {
  const { method, headers } = signed;
  const { host = '', ...rest } = headers;
  const url = absoluteUrl(signed.url, host);
  const body = bytesOf(signed);
  const text = textOf(body);
  const words = ['curl'];
  // curl resolves dot segments and expands brackets unless it is told not to.
  if (/\/\./.test(url)) words.push('--path-as-is');
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body.length === 0 ? 'GET' : 'POST')) words.push('--request', method);
  words.push(url);
  if (new URL(url).host !== host) words.push('--header', `host: ${host}`);
  for (const [name, value] of Object.entries(rest))
    words.push('--header', value === '' ? `${name};` : `${name}: ${value}`);
  // The type that curl adds to data would be sent and not signed.
  if (body.length > 0 && rest['content-type'] === undefined) words.push('--header', 'content-type:');
  if (body.length > 0) words.push(...(text === undefined ? ['--data-binary', '@-'] : ['--data-raw', text]));
  const command = words.map(shellQuote).join(' ');
  return text === undefined ? `printf %s ${base64(body)} | base64 -d | ${command}` : command;
}

function jsonOf(signed: SignedRequest): Readonly<Record<string, unknown>> {
  const { method, headers } = signed;
  const body = bytesOf(signed);
  const text = textOf(body);
  const content = text === undefined ? { bodyBase64: base64(body) } : { body: text };
  return { method, url: absoluteUrl(signed.url, headers.host ?? ''), headers, ...(body.length === 0 ? {} : content) };
}

/** What signing adds, for requests that are written elsewhere. */
function addedHeaders({ headers }: SignedRequest): string {
  const names = ['x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256', 'authorization'];
  return names.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}\n`])).join('');
}
