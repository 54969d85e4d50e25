import { sha256Hex } from '#primitives';
import { toHex } from '../bytes/hex.ts';
import { canonicalValue, changesOnTheWay } from './canonical-headers.ts';
import { queryParameters } from './canonical-query-string.ts';
import { normalizedPath } from './canonical-uri.ts';
import type { Composition } from './compose.ts';
import { deriveKeys } from './signing-key.ts';
import { splitAt, uriEncode } from './uri-encode.ts';

/**
 * Why a header is signed or not:
 *
 * - `host`: always signed, so that a signature is good for one endpoint.
 * - `amz`: every `x-amz-*` header is signed; services refuse a request where one is not.
 * - `sent`: signed because the caller sends it and nothing on the way changes it.
 * - `asked`: changes on the way, signed because the caller asked for it.
 * - `changes-on-the-way`: not signed; proxies and runtimes set or rewrite it.
 * - `left-out`: not signed because the caller said so (or, in a request that came signed, its signer).
 * - `appended`: the session token, put there after signing.
 */
export type HeaderReason = 'host' | 'amz' | 'sent' | 'asked' | 'changes-on-the-way' | 'left-out' | 'appended';

/** What became of one header. */
export interface HeaderDecision {
  /** Lower case. */
  readonly name: string;
  /** As it was given, repeated ones joined. */
  readonly value: string;
  /** As it is signed. */
  readonly canonicalValue: string;
  readonly signed: boolean;
  readonly reason: HeaderReason;
}

/** Keys of the derivation, 64 hexadecimal digits each, or `[redacted]`. */
export interface TracedKeys {
  readonly kDate: string;
  readonly kRegion: string;
  readonly kService: string;
  readonly kSigning: string;
}

/** Every intermediate of a signature. Plain data: `JSON.stringify` gives it whole. */
export interface SigningTrace {
  readonly algorithm: string;
  readonly amzDate: string;
  /** `path.normalized` is the wire path after normalisation, where the service asks for it. */
  readonly path: {
    readonly wire: string;
    readonly normalized: string;
    readonly canonical: string;
    readonly normalizePath: boolean;
    readonly encodePath: 'once' | 'twice';
  };
  readonly query: {
    readonly wire: string;
    /** In canonical spelling and the order of the wire. */
    readonly parameters: readonly (readonly [name: string, value: string])[];
    readonly canonical: string;
  };
  readonly headers: readonly HeaderDecision[];
  readonly signedHeaders: string;
  readonly hashedPayload: string;
  readonly canonicalRequest: string;
  /** Of the CanonicalRequest as it was signed, also where the trace redacts a token. */
  readonly canonicalRequestHash: string;
  readonly credentialScope: string;
  readonly stringToSign: string;
  readonly keys: TracedKeys;
  readonly signature: string;
}

export const REDACTED = '[redacted]';

/** What a trace is made from: the steps, and what may be shown. */
export interface TraceInput extends Composition {
  readonly signature: string;
  /** Left out where no key may be shown, or where there is none to derive. */
  readonly secretAccessKey?: string | undefined;
  /** Token that must not be shown. */
  readonly hidden?: string | undefined;
}

function reasonFor(name: string, signed: boolean): HeaderReason {
  if (name === 'host') return 'host';
  if (changesOnTheWay(name)) return signed ? 'asked' : 'changes-on-the-way';
  if (signed) return name.startsWith('x-amz-') ? 'amz' : 'sent';
  return name === 'x-amz-security-token' ? 'appended' : 'left-out';
}

function tracedKeys(secret: string | undefined, credentialScope: string): TracedKeys {
  const [date = '', region = '', service = ''] = credentialScope.split('/');
  const keys = deriveKeys(secret ?? '', { date, region, service });
  const shown = Object.entries(keys).map(([name, key]) => [name, secret === undefined ? REDACTED : toHex(key)]);
  return Object.fromEntries(shown) as TracedKeys;
}

/** Every intermediate as plain data. */
export function trace(input: TraceInput): SigningTrace {
  const { wire, rules, hidden, algorithm, amzDate, signedHeaders, hashedPayload } = input;
  const { canonicalUri, canonicalRequest, credentialScope, stringToSign, signature } = input;
  const { normalizePath, encodePath } = rules;
  // The token stands in a header as it is and in a query percent-encoded.
  const hide = (text: string): string =>
    hidden ? text.replaceAll(hidden, REDACTED).replaceAll(uriEncode(hidden), REDACTED) : text;
  const names = signedHeaders.split(';');
  const headers = [...wire.headers].map(([name, value]): HeaderDecision => {
    const signed = names.includes(name);
    const canonical = hide(canonicalValue(name, value));
    return { name, value: hide(value), canonicalValue: canonical, signed, reason: reasonFor(name, signed) };
  });
  const normalized = normalizePath ? normalizedPath(wire.path) : wire.path;
  const parameters = queryParameters(wire.query).map((pair) => splitAt(hide(pair), '='));
  return {
    algorithm,
    amzDate,
    path: { wire: wire.path, normalized, canonical: canonicalUri, normalizePath, encodePath },
    query: { wire: hide(wire.query), parameters, canonical: hide(input.canonicalQueryString) },
    headers,
    signedHeaders,
    hashedPayload,
    canonicalRequest: hide(canonicalRequest),
    canonicalRequestHash: sha256Hex(canonicalRequest),
    credentialScope,
    stringToSign,
    keys: tracedKeys(input.secretAccessKey, credentialScope),
    signature,
  };
}
