import { amzDate, parseAmzDate } from '../amz-date.ts';

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`, or NaN: what arrives may be anything. */
export function timeOfAmzDate(text: string | undefined): number {
  try {
    return parseAmzDate(text ?? '');
  } catch {
    return Number.NaN;
  }
}

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`, ISO 8601 or a date of HTTP, or NaN. */
export function timeOf(text: string | undefined): number {
  const time = timeOfAmzDate(text);
  return Number.isNaN(time) ? Date.parse(text ?? '') : time;
}

/** A moment as `YYYYMMDDTHHMMSSZ`; `undefined` for one that has no such form. */
export function amzDateOf(time: number): string | undefined {
  try {
    return amzDate(new Date(time));
  } catch {
    return undefined;
  }
}
