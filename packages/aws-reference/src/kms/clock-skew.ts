/** Codes of a signature that was made at the wrong time, or may have been. */
const SKEW_CODES: ReadonlySet<string> = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
  'RequestExpired',
  'RequestInTheFuture',
]);

/** KMS allows 5 minutes. Less than this is no skew but the way to the service. */
const TOLERANCE_MS = 4 * 60_000;
/** An answer that took longer tells nothing about the time now. */
const MAX_TRIP_MS = 15 * 60_000;

/**
 * A `Date` outside of these years is no time that any service has, and could move the clock to where no signature can be
 * dated. Within them the next answer corrects a wrong one.
 */
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(3000, 0);

/** One attempt, by the local clock: milliseconds since 1970. */
export interface Trip {
  readonly sent: number;
  readonly received: number;
  /** What the clock was corrected by when the request was signed, in milliseconds. */
  readonly offset: number;
}

/**
 * How far the service's clock is ahead of the local one, in milliseconds, when that is why the signature was refused.
 *
 * The service's `Date` is compared with the middle of the trip. An answer with `Age` came out of a cache: its date is
 * old.
 *
 * @returns `undefined` when the clocks agree, or the answer does not tell.
 */
export function clockOffset(code: string, headers: Headers, { sent, received, offset }: Trip): number | undefined {
  if (!SKEW_CODES.has(code) || headers.has('age')) return undefined;
  const server = Date.parse(headers.get('date') ?? '');
  const local = (sent + received) / 2;
  if (!(server >= EARLIEST && server < LATEST) || received - sent > MAX_TRIP_MS) return undefined;
  return Math.abs(local + offset - server) >= TOLERANCE_MS ? server - local : undefined;
}
