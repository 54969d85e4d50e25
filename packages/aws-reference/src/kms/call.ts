import type { Signer } from '../sigv4/index.ts';
import { answerError } from './answer-error.ts';
import { clockOffset, type Trip } from './clock-skew.ts';
import { KmsError } from './error.ts';
import { backoff, type RetryRules } from './retry.ts';

/** The local clock, and how far the service's is ahead of it. */
export interface Clock {
  readonly now: () => Date;
  /** Milliseconds. Kept from call to call. */
  offset: number;
}

/** What every call of a client has in common. */
export interface Transport extends RetryRules {
  readonly endpoint: string;
  readonly signer: Signer;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** One call. */
export interface Call {
  /** Name of the operation: `GenerateDataKey`. */
  readonly operation: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal | undefined;
}

interface Answer {
  readonly response: Response;
  readonly text: string;
  readonly trip: Trip;
}

async function attempt(transport: Transport, { operation, body, signal }: Call): Promise<Answer> {
  const { endpoint, signer, clock } = transport;
  const request = {
    method: 'POST',
    url: endpoint,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` },
    body,
  };
  const { offset } = clock;
  const { host: _, ...headers } = (await signer.signRequest(request)).headers;
  const sent = clock.now().getTime();
  signal?.throwIfAborted();
  try {
    const init: RequestInit = { method: 'POST', headers, body, redirect: 'manual', ...(signal && { signal }) };
    const response = await transport.fetch(endpoint, init);
    return { response, text: await response.text(), trip: { sent, received: clock.now().getTime(), offset } };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new KmsError('NetworkFault', `${operation}: no answer came from ${endpoint}`, { cause, retryable: true });
  }
}

/** What became of an attempt that failed. */
interface Failure {
  readonly error: KmsError;
  /** The clock was wrong, and is corrected now. */
  readonly skewed: boolean;
}

async function tryOnce(transport: Transport, call: Call): Promise<string | Failure> {
  try {
    const { response, text, trip } = await attempt(transport, call);
    if (response.ok) return text;
    const error = answerError(response, text, call.secrets);
    const offset = clockOffset(error.code, response.headers, trip);
    if (offset !== undefined) transport.clock.offset = offset;
    return { error, skewed: offset !== undefined };
  } catch (caught) {
    if (caught instanceof KmsError) return { error: caught, skewed: false };
    throw caught;
  }
}

/**
 * Sends a call until it succeeds, and returns the body of the answer.
 *
 * Followed by another attempt, after a wait: throttles, faults of the service, no answer. At once, and once: a signature
 * that was refused because the clocks differ.
 *
 * @throws {@link KmsError}; a `SigV4Error` for credentials; the signal's reason when it ended the call.
 */
export async function send(transport: Transport, call: Call): Promise<string> {
  const { maxAttempts, random, sleep } = transport;
  let corrected = false;
  for (let count = 1; ; count++) {
    call.signal?.throwIfAborted();
    const outcome = await tryOnce(transport, call);
    if (typeof outcome === 'string') return outcome;
    const { error, skewed } = outcome;
    const atOnce = skewed && !corrected;
    if (count >= maxAttempts || !(atOnce || error.retryable)) throw error;
    if (atOnce) corrected = true;
    else await sleep(backoff(count, random), call.signal);
  }
}
