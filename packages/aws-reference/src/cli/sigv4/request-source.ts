import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import { readCurl } from './curl-command.ts';
import { type HeaderLine, headerValue, readRawRequest } from './http-message.ts';
import { readInput } from './read-input.ts';

/** A request that was read, from wherever it came. */
export interface SourceRequest {
  readonly method: string;
  /** Absolute, or as in a request line with a `host` header. */
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | undefined;
  /** Of `--aws-sigv4` of a curl command. */
  readonly region: string | undefined;
  readonly service: string | undefined;
}

/**
 * Reads the request: `--curl`, `--url` with its options, a file, or the standard input.
 *
 * @throws {@link Problem}
 */
export async function readSource(values: Values, files: readonly string[], terminal: Terminal): Promise<SourceRequest> {
  const given = [
    values.curl !== undefined && '--curl',
    values.url !== undefined && '--url',
    files.length > 0 && 'a file',
  ];
  const sources = given.filter((one) => one !== false);
  if (sources.length > 1 || files.length > 1) {
    throw new Problem(
      'arguments',
      `${files.length > 1 ? `${files.length} files` : sources.join(' and ')}`,
      'one request',
    );
  }
  if (values.url !== undefined) return fromOptions(values, values.url, terminal);
  const odd = (['method', 'header', 'body', 'body-file'] as const).find((name) => values[name] !== undefined);
  if (odd !== undefined)
    throw new Problem(`--${odd}`, 'no --url', '--url with it', 'Elsewhere the request has its own.');
  if (values.curl !== undefined) return fromCurl(values.curl, terminal);
  const [path = '-'] = files;
  const place = path === '-' ? 'standard input' : path;
  const bytes = await readInput(terminal, path, place);
  const begin = new TextDecoder().decode(bytes.subarray(0, 64));
  if (/^\s*(?:\$\s+)?curl\s/.test(begin)) return fromCurl(new TextDecoder().decode(bytes), terminal);
  return { ...readRawRequest(bytes, place), region: undefined, service: undefined };
}

async function fromCurl(command: string, terminal: Terminal): Promise<SourceRequest> {
  const { notes, ...request } = await readCurl(command, (path, place) => readInput(terminal, path, place));
  for (const note of notes) terminal.note(note);
  return request;
}

async function fromOptions(values: Values, url: string, terminal: Terminal): Promise<SourceRequest> {
  const { body: text, 'body-file': path, header = [] } = values;
  if (text !== undefined && path !== undefined) throw new Problem('arguments', '--body and --body-file', 'one of them');
  if (!/^https?:\/\/[^/?#]/i.test(url)) throw new Problem('--url', 'no absolute URL', '`https://host/path`');
  const headers = header.map((line): HeaderLine => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Problem('--header', 'a header without colon', '`Name: value`');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const typed = text === undefined ? undefined : new TextEncoder().encode(text);
  const body = path === undefined ? typed : await readInput(terminal, path, '--body-file');
  const method = values.method ?? (body === undefined ? 'GET' : 'POST');
  return { method, url, headers, body, region: undefined, service: undefined };
}

/** Host of a request, with its port when it has one. */
export function hostOf({ url, headers }: SourceRequest): string {
  const authority = /^[a-z][\w+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1];
  return headerValue(headers, 'host') ?? authority ?? '';
}

/** What a signed request says about its scope. */
export interface Claimed {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** `YYYYMMDDTHHMMSSZ`, or empty. */
  readonly amzDate: string;
}

/** The scope in the Authorization header or the query of a request; `undefined` when it is not signed. */
export function claimedBy({ url, headers }: SourceRequest): Claimed | undefined {
  const parameter = (name: string): string | undefined => new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1];
  const inHeader = /Credential=([^,\s]+)/.exec(headerValue(headers, 'authorization') ?? '')?.[1];
  const credential = inHeader ?? parameter('X-Amz-Credential')?.replaceAll(/%2F/gi, '/');
  if (credential === undefined) return undefined;
  const [accessKeyId = '', , region = '', service = ''] = credential.split('/');
  return { accessKeyId, region, service, amzDate: headerValue(headers, 'x-amz-date') ?? parameter('X-Amz-Date') ?? '' };
}
