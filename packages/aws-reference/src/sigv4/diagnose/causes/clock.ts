import type { Case } from '../case.ts';
import { isPresigned, parameterOf } from '../case.ts';
import type { Cause, Confidence, Evidence } from '../cause.ts';
import { amzDateOf, timeOf, timeOfAmzDate } from '../moment.ts';
import { duration } from '../words.ts';

/** "Signature expired: 20140325T143453Z is now earlier than 20140325T143751Z (20140325T145251Z - 15 min.)" */
const SAID = /Signature (?:expired|not yet current): (\d{8}T\d{6}Z)[^(]*\((\d{8}T\d{6}Z)/i;
const ABOUT_TIME = /RequestTimeTooSkewed|RequestExpired|Signature (?:expired|not yet current)/i;

/** What services allow at least, and the most that any of them does, in seconds. */
const STRICT = 300;
const LOOSE = 900;

function skew(offsetSeconds: number | undefined, confidence: Confidence, evidence: Evidence): Cause {
  const way =
    offsetSeconds === undefined ? '' : `: ${duration(offsetSeconds)} ${offsetSeconds < 0 ? 'ahead' : 'behind'}`;
  const correction = offsetSeconds === undefined ? '' : `, or sign with the clock plus ${offsetSeconds} s`;
  const mend = `The clock that signed is off${way}. Set it with NTP${correction}. If it is right, the request waited before it was sent: sign again for each attempt.`;
  const offset = offsetSeconds === undefined ? {} : { offsetSeconds };
  return { cause: 'clock-skew', confidence, evidence: [evidence], mend, ...offset };
}

/** `RequestTimeTooSkewed` of S3, the two sentences of the other services, a URL that ended, and the date of the answer. */
export function clockCauses({ trace, answer }: Case): Cause[] {
  const { code, message, details, serverTime } = answer;
  const said = SAID.exec(message);
  const signed = timeOf(said?.[1] ?? details.RequestTime ?? trace.amzDate);
  const now = said === null ? (serverTime ?? Number.NaN) : timeOf(said[2]);
  const offset = Math.round((now - signed) / 1000);
  const known = Number.isNaN(offset) ? undefined : offset;
  const expected = amzDateOf(now);
  const moments = { signed: trace.amzDate, ...(expected === undefined ? {} : { expected }) };
  if (/Request has expired/i.test(message) && isPresigned(trace)) return [expired(trace, now, moments)];
  if (ABOUT_TIME.test(`${code} ${message}`)) {
    return [skew(known, 'certain', { what: `the service says ${code || message}`, ...moments })];
  }
  if (known === undefined) return [];
  if (isPresigned(trace)) {
    const lifetime = Number(parameterOf(trace, 'X-Amz-Expires') ?? Number.NaN);
    return known >= lifetime ? [expired(trace, now, moments)] : [];
  }
  if (Math.abs(known) <= STRICT || answer.canonicalRequest !== undefined) return [];
  const what = 'the date of the answer is far from the moment of signing';
  return [skew(known, Math.abs(known) > LOOSE ? 'likely' : 'possible', { what, ...moments })];
}

function expired(trace: Case['trace'], now: number, moments: Omit<Evidence, 'what'>): Cause {
  const lifetime = Number(parameterOf(trace, 'X-Amz-Expires') ?? 0);
  const since = Math.round((now - timeOfAmzDate(trace.amzDate)) / 1000) - lifetime;
  const offset = Number.isNaN(since) ? {} : { offsetSeconds: since };
  const ago = Number.isNaN(since) ? '' : ` ${duration(since)} ago`;
  return {
    cause: 'expired-url',
    confidence: 'certain',
    evidence: [{ what: `the URL lived ${duration(lifetime)} and ended${ago}`, ...moments }],
    mend: 'Make a new URL, with a longer life if need be (at most 7 days; temporary credentials end it sooner).',
    ...offset,
  };
}
