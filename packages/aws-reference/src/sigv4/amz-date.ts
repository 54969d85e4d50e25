import { SigV4Error } from './error.ts';

/**
 * A moment as Signature Version 4 writes it: `YYYYMMDDTHHMMSSZ`, UTC, 16 characters. Its first 8 are the date of the
 * credential scope.
 *
 * @param date - Years 0 to 9999. Fractions of a second are cut off.
 * @throws {@link SigV4Error} `InvalidDate`.
 */
export function amzDate(date: Date): string {
  // Also for what is no Date: undefined fails the comparison.
  const year = date?.getUTCFullYear?.() as number;
  if (!(year >= 0 && year <= 9999)) {
    throw new SigV4Error('InvalidDate', 'string-to-sign', 'date', 'invalid, expected a Date of the years 0 to 9999');
  }
  // Arithmetic: formatting with toISOString and cutting it up takes five times as long. What is added keeps the zeros.
  const day = (year * 100 + date.getUTCMonth() + 1) * 100 + date.getUTCDate() + 1e8;
  const time = (date.getUTCHours() * 100 + date.getUTCMinutes()) * 100 + date.getUTCSeconds() + 1e6;
  return `${String(day).slice(1)}T${String(time).slice(1)}Z`;
}

/** Milliseconds since 1970 of an {@link amzDate}; NaN for another format and for days that no calendar has. */
export function parseAmzDate(text: string): number {
  if (!/^\d{8}T\d{6}Z$/.test(text)) return Number.NaN;
  const time = Date.parse(text.replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  // Some engines let 30 February roll over to March.
  return Number.isNaN(time) || amzDate(new Date(time)) !== text ? Number.NaN : time;
}
