import { Problem } from '../shared/problem.ts';

/** A header as it stood there, unfolded. */
export type HeaderLine = readonly [name: string, value: string];

/** Raw HTTP taken apart. */
export interface HttpMessage {
  /** Request line or status line. */
  readonly start: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
}

const LF = 10;
const CR = 13;

/** Where the head ends and the body begins: at the first empty line, which LF or CRLF end. */
function splitAt(bytes: Uint8Array): { head: number; body: number } {
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return { head: at, body: at + 2 };
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return { head: at, body: at + 3 };
  }
  return { head: bytes.length, body: bytes.length };
}

function decode(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(place, 'bytes that are no UTF-8 before the body', 'raw HTTP in UTF-8');
  }
}

/**
 * Takes raw HTTP apart: a start line, headers (folded lines joined with a space), an empty line, the body as it is.
 *
 * @throws {@link Problem} with the line of a header that is none.
 */
export function readMessage(bytes: Uint8Array, place: string): HttpMessage {
  const { head, body } = splitAt(bytes);
  const [start = '', ...lines] = decode(bytes.subarray(0, head), place).trimEnd().split(/\r?\n/);
  const headers: [string, string][] = [];
  for (const [at, line] of lines.entries()) {
    const last = headers.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last !== undefined) last[1] = `${last[1]} ${line.trim()}`.trim();
    else if (colon > 0) headers.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
    else
      throw new Problem(
        `${place}:${at + 2}`,
        'a line that is no header',
        '`Name: value`, or an empty line before the body',
      );
  }
  return { start, headers, body: bytes.slice(body) };
}

/** Value of a header of a message. */
export function headerValue(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** A request as raw HTTP gives it. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | undefined;
}

/**
 * Reads a raw HTTP request. The body ends where Content-Length says, or with the file.
 *
 * @throws {@link Problem}
 */
export function readRawRequest(bytes: Uint8Array, place: string): RawRequest {
  const { start, headers, body } = readMessage(bytes, place);
  // The path may hold spaces: they are signed as %20.
  const line = /^(\S+) (\S.*?)(?: HTTP\/\d(?:\.\d)?)?$/.exec(start.trimEnd());
  if (line === null) {
    throw new Problem(`${place}:1`, 'no request line', '`GET /path HTTP/1.1`, or a command that begins with `curl `');
  }
  const [, method = '', url = ''] = line;
  if (/chunked/i.test(headerValue(headers, 'transfer-encoding') ?? '')) {
    throw new Problem(
      place,
      'a body in chunks',
      'the body as it is, with Content-Length',
      'Take the transfer coding out of the file.',
    );
  }
  const length = headerValue(headers, 'content-length');
  if (length === undefined) return { method, url, headers, body: body.length === 0 ? undefined : body };
  if (!/^\d+$/.test(length) || Number(length) > body.length) {
    throw new Problem(place, `a body of ${body.length} bytes`, `${length} bytes, as Content-Length says`);
  }
  return { method, url, headers, body: body.slice(0, Number(length)) };
}

/** What a service answered, as text and with what stood around it. */
export interface RawAnswer {
  readonly body: string;
  readonly status: number | undefined;
  readonly headers: readonly HeaderLine[];
}

/** Reads an answer: a body alone, or a whole raw HTTP response as `curl -i` prints it, also after `100 Continue`. */
export function readRawAnswer(bytes: Uint8Array, place: string): RawAnswer {
  let rest = bytes;
  for (;;) {
    const begin = new TextDecoder().decode(rest.subarray(0, 16));
    const status = /^HTTP\/\S+ (\d{3})/.exec(begin)?.[1];
    if (status === undefined) return { body: new TextDecoder().decode(rest), status: undefined, headers: [] };
    const { headers, body } = readMessage(rest, place);
    if (!status.startsWith('1')) return { body: new TextDecoder().decode(body), status: Number(status), headers };
    rest = body;
  }
}
