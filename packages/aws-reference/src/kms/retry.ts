/** How failed attempts are followed by others. */
export interface RetryOptions {
  /** Attempts in all, at least 1. Left out: 3. */
  readonly maxAttempts?: number | undefined;
  /** A number from 0 up to but not 1, as `Math.random` gives it: the jitter. */
  readonly random?: (() => number) | undefined;
  /** Waits; rejects when the signal ends it. Left out: a timer. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/** {@link RetryOptions} with nothing left out. */
export interface RetryRules {
  readonly maxAttempts: number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Upper end of the first wait, in milliseconds; each further one is twice as long. */
const BASE_MS = 100;
const CAP_MS = 20_000;

const THROTTLES: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
]);

/** Whether the same call may succeed later: a throttle, or a fault on the side of the service. */
export function isTransient(code: string, status: number): boolean {
  return THROTTLES.has(code) || status >= 500 || status === 429 || status === 408;
}

/**
 * Milliseconds to wait after a failed attempt: anything between 0 and twice the end of the wait before ("full jitter"),
 * so that clients that failed together do not come back together.
 *
 * {@link https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/}
 * @param attempt - 1 for the first.
 */
export function backoff(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)));
}

/** Waits with a timer; rejects with the signal's reason when it ends the wait. */
export function sleepUnlessAborted(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
