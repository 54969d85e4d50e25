import { SigV4Error } from './error.ts';
import type { HeadersInput } from './types.ts';

/** A token of HTTP; `__proto__` is one that no record of headers can hold. */
const NAME = /^(?!__proto__$)[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** What a plain value does not have: a run of spaces, a control character, anything beyond ASCII. */
const REMARKABLE = / {2}|[^\x20-\x7e]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header must not carry.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r?\n(?![ \t])|\r(?!\n)/;

/** Headers by lower-case name; repeated ones joined with `,` in order of arrival. */
export type HeaderMap = Map<string, string>;

/**
 * Reads headers of any of the accepted shapes. Values keep their inner spaces; spaces around each are dropped, because
 * HTTP drops them too.
 *
 * @throws {@link SigV4Error} `InvalidValue` for a name that is no token or a value that is no text.
 */
export function readHeaders(input: HeadersInput = {}): HeaderMap {
  const headers: HeaderMap = new Map();
  if (Symbol.iterator in input) {
    for (const [name, value] of input as Iterable<readonly [string, string]>) addHeader(headers, name, value);
    return headers;
  }
  for (const name in input) {
    const value = input[name];
    if (typeof value === 'string') addHeader(headers, name, value);
    else if (Array.isArray(value)) for (const one of value) addHeader(headers, name, one);
    else if (value !== undefined) addHeader(headers, name, value as unknown as string);
  }
  return headers;
}

function addHeader(headers: HeaderMap, anyCase: string, value: string): void {
  const name = anyCase.toLowerCase();
  // The pseudo-headers of HTTP/2: only the authority matters here, and it is the host.
  if (name[0] === ':') {
    if (name === ':authority' && !headers.has('host')) headers.set('host', value);
    return;
  }
  if (!NAME.test(name)) {
    throw new SigV4Error('InvalidValue', 'request', 'headers', `name ${JSON.stringify(anyCase)}, expected a token`);
  }
  if (typeof value !== 'string') {
    throw new SigV4Error('InvalidValue', 'request', `headers.${name}`, `a ${typeof value}, expected a string`);
  }
  const trimmed = value.trim();
  const before = headers.get(name);
  headers.set(name, before === undefined ? trimmed : `${before},${trimmed}`);
}

/**
 * The value as it is signed: no space around it, each run of spaces inside it one space, folded lines joined.
 *
 * @throws {@link SigV4Error} `InvalidText` for a line break that is no fold, a control character or a lone surrogate.
 */
export function canonicalValue(name: string, value: string): string {
  if (!REMARKABLE.test(value)) return value.trim();
  if (FORBIDDEN.test(value) || !value.isWellFormed()) {
    const found = FORBIDDEN.test(value) ? 'a control character or line break' : 'a lone surrogate';
    throw new SigV4Error('InvalidText', 'canonical-request', `headers.${name}`, `${found}, expected text without`);
  }
  return value.trim().replace(/[ \t\r\n]+/g, ' ');
}

/**
 * Headers that proxies, load balancers and the runtime change or add on the way. Signing them breaks the signature for
 * no gain, so they are left out unless asked for.
 */
const CHANGED_ON_THE_WAY: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

/** Whether a header may change between signer and service. */
export function changesOnTheWay(name: string): boolean {
  return CHANGED_ON_THE_WAY.has(name) || name.startsWith('proxy-') || name.startsWith('sec-');
}

/** The headers as a record. */
export function recordOf(headers: HeaderMap): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of headers) record[name] = value;
  return record;
}

const isSorted = (names: readonly string[]): boolean =>
  names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);

/** CanonicalHeaders and the list of their names. */
export interface CanonicalHeaders {
  /** `name:value\n` for each, sorted by name. */
  readonly canonicalHeaders: string;
  /** The names, joined with `;`. */
  readonly signedHeaders: string;
}

/**
 * CanonicalHeaders and SignedHeaders of the named headers.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request}
 *
 * @param headers - All headers, by lower-case name.
 * @param names - Those to sign: lower case, in any order. One that is absent counts as empty, as services do.
 */
export function canonicalHeaders(headers: ReadonlyMap<string, string>, names: readonly string[]): CanonicalHeaders {
  const sorted = isSorted(names) ? names : names.toSorted();
  let text = '';
  for (const name of sorted) text += `${name}:${canonicalValue(name, headers.get(name) ?? '')}\n`;
  return { canonicalHeaders: text, signedHeaders: sorted.join(';') };
}
