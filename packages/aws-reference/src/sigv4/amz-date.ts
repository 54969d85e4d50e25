import { SigV4Error } from './error.ts';

/**
 * A moment as Signature Version 4 writes it: `YYYYMMDDTHHMMSSZ`, UTC, 16 characters. Its first 8 are the date of the
 * credential scope.
 *
 * @param date - Years 0 to 9999. Fractions of a second are cut off.
 * @throws {@link SigV4Error} `InvalidDate`.
 */
export function amzDate(date: Date): string {
  const day = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const time = 1_000_000 + date.getUTCHours() * 10_000 + date.getUTCMinutes() * 100 + date.getUTCSeconds();
  // NaN fails too.
  if (!(day > 0 && day < 1e8))
    throw new SigV4Error('InvalidDate', 'string-to-sign', 'date', 'invalid, expected years 0 to 9999');
  // Only years before 1000 need the padding.
  return `${String(day).padStart(8, '0')}T${String(time).slice(1)}Z`;
}

/**
 * Milliseconds since 1970 of an {@link amzDate}, or NaN when the text is none or names no day (`20150230T000000Z`).
 */
export function parseAmzDate(text: string): number {
  if (!/^\d{8}T\d{6}Z$/.test(text)) return Number.NaN;
  const time = Date.parse(text.replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  // Date.parse lets 30 February roll over to March in some engines.
  return Number.isNaN(time) || amzDate(new Date(time)) !== text ? Number.NaN : time;
}
