import { toHex } from '../bytes/hex.ts';
import { CHANGES_ON_THE_WAY, canonicalValue } from './canonical-headers.ts';
import { queryParameters } from './canonical-query-string.ts';
import { normalizedPath } from './canonical-uri.ts';
import type { Composition, Prepared } from './compose.ts';
import { deriveKeys } from './signing-key.ts';
import type { Credentials } from './types.ts';
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

/** Whose token is redacted, and the keys that come from whose secret; `reveal` shows both. */
export interface TraceOptions {
  readonly credentials: Partial<Credentials>;
  readonly reveal?: boolean | undefined;
}

function reasonFor(name: string, signed: boolean): HeaderReason {
  if (name === 'host') return 'host';
  if (CHANGES_ON_THE_WAY.test(name)) return signed ? 'asked' : 'changes-on-the-way';
  if (signed) return name.startsWith('x-amz-') ? 'amz' : 'sent';
  return name === 'x-amz-security-token' ? 'appended' : 'left-out';
}

/**
 * Every intermediate as plain data.
 *
 * @param signature - Empty where it would be a secret: that of a request which is refused.
 */
export function trace(
  { wire, rules }: Pick<Prepared, 'wire' | 'rules'>,
  steps: Composition,
  signature: string,
  { credentials: { secretAccessKey, sessionToken }, reveal }: TraceOptions,
): SigningTrace {
  const { method: _, canonicalHeaders: __, canonicalUri, canonicalQueryString, canonicalRequest, ...rest } = steps;
  const { path, query } = wire;
  const { normalizePath, encodePath } = rules;
  // The token stands in a header as it is and in a query percent-encoded.
  const hide = (text: string): string =>
    sessionToken && !reveal
      ? text.replaceAll(sessionToken, REDACTED).replaceAll(uriEncode(sessionToken), REDACTED)
      : text;
  const names = rest.signedHeaders.split(';');
  const keys = reveal && secretAccessKey ? deriveKeys(secretAccessKey, rest.credentialScope.split('/')) : [];
  const shown = (at: number): string => (keys[at] ? toHex(keys[at]) : REDACTED);
  return {
    ...rest,
    path: {
      wire: path,
      normalized: normalizePath ? normalizedPath(path) : path,
      canonical: canonicalUri,
      normalizePath,
      encodePath,
    },
    query: {
      wire: hide(query),
      parameters: queryParameters(query).map((pair) => splitAt(hide(pair), '=')),
      canonical: hide(canonicalQueryString),
    },
    headers: Array.from(wire.headers, ([name, value]) => {
      const signed = names.includes(name);
      const canonical = hide(canonicalValue(name, value));
      return { name, value: hide(value), canonicalValue: canonical, signed, reason: reasonFor(name, signed) };
    }),
    canonicalRequest: hide(canonicalRequest),
    // Its last line: the hash of the CanonicalRequest as it was signed.
    canonicalRequestHash: rest.stringToSign.slice(-64),
    keys: { kDate: shown(0), kRegion: shown(1), kService: shown(2), kSigning: shown(3) },
    signature,
  };
}
