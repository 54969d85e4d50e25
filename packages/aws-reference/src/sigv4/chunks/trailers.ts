import { canonicalHeaders, canonicalValue } from '../canonical-headers.ts';
import { SigV4Error } from '../error.ts';

/** A trailer whose value is computed while the body flows: a checksum. */
export interface TrailerUpdater {
  /** Characters of the value, known beforehand. In base64: CRC32 and CRC32C 8, CRC64NVME 12, SHA-1 28, SHA-256 44. */
  readonly length: number;
  /** Takes the body's bytes in order, in pieces of any size. Must not change or keep them. */
  update?(data: Uint8Array): void;
  /** The value, asked for once, after the last byte. */
  value(): string;
}

/** A trailer: its value, or how to come by it. */
export type Trailer = string | TrailerUpdater;

/** Carries the signature of the trailers, so that no trailer can be called that. */
export const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/** Trailers by lower-case name, sorted. */
export function sortedTrailers<Value>(trailers: Readonly<Record<string, Value>> = {}): [name: string, value: Value][] {
  const sorted = Object.entries(trailers)
    .map(([name, value]): [string, Value] => [name.toLowerCase(), value])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [at, [name]] of sorted.entries()) {
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && name !== TRAILER_SIGNATURE && name !== sorted[at + 1]?.[0]) continue;
    const expected = `expected a token, once, and not ${TRAILER_SIGNATURE}`;
    throw new SigV4Error('InvalidValue', 'request', 'trailers', `name ${JSON.stringify(name)}, ${expected}`);
  }
  return sorted;
}

/**
 * Canonical trailers: as CanonicalHeaders, `name:value\n` for each, sorted by name.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html}
 *
 * @param trailers - By lower-case name.
 */
export function canonicalTrailers(trailers: ReadonlyMap<string, string>): string {
  return canonicalHeaders(trailers, [...trailers.keys()]).canonicalHeaders;
}

/**
 * The value of a trailer, once the body is over.
 *
 * @throws {@link SigV4Error} `InvalidValue` when it is not as long as announced or not in canonical form: the length of
 * the body was computed with it.
 */
export function finalValue(name: string, trailer: Trailer): string {
  const value = typeof trailer === 'string' ? trailer : trailer.value();
  if (value.length !== trailer.length || !/^[ -~]*$/.test(value) || canonicalValue(name, value) !== value) {
    const found = `${value.length} characters, expected ${trailer.length}: ASCII, no space around or twice`;
    throw new SigV4Error('InvalidValue', 'request', `trailers.${name}`, found);
  }
  return value;
}
