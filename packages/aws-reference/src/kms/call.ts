import type { Signer } from '../sigv4/index.ts';
import { answerError } from './answer-error.ts';
import { clockOffset, type Trip } from './clock-skew.ts';
import { KmsError } from './error.ts';
import { MAX_ANSWER_BYTES, readText } from './read-answer.ts';
import { backoff, type RetryRules } from './retry.ts';
import { unlessAborted, within } from './within.ts';

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
  /** Milliseconds from the sending of a request to the end of its answer. */
  readonly requestTimeoutMs: number;
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

async function attempt(transport: Transport, call: Call): Promise<Answer> {
  const { endpoint, signer, clock } = transport;
  const request = {
    method: 'POST',
    url: endpoint,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${call.operation}` },
    body: call.body,
  };
  const { offset } = clock;
  const signed = await unlessAborted(call.signal, async () => await signer.signRequest(request));
  // `fetch` sets it.
  const { host: _, ...headers } = signed.headers;
  const sent = clock.now().getTime();
  const { response, text } = await exchange(transport, call, headers);
  return { response, text, trip: { sent, received: clock.now().getTime(), offset } };
}

/** Sends a request and reads the answer, both within the time limit. */
async function exchange(
  { endpoint, requestTimeoutMs, fetch }: Transport,
  { operation, body, signal: ended }: Call,
  headers: Readonly<Record<string, string>>,
): Promise<Omit<Answer, 'trip'>> {
  const fault = (what: string, when: string, cause?: ErrorOptions): KmsError =>
    new KmsError('NetworkFault', `${operation}: no ${what} came from ${endpoint}${when}`, {
      ...cause,
      retryable: true,
    });
  try {
    const late = () => fault('whole answer', ` within ${requestTimeoutMs} ms`);
    return await within(requestTimeoutMs, late, ended, async (signal) => {
      const response = await fetch(endpoint, { method: 'POST', headers, body, redirect: 'manual', signal });
      const text = await readText(response);
      if (text !== undefined) return { response, text };
      const message = `${operation}: the answer is longer than ${MAX_ANSWER_BYTES} bytes, expected one of KMS: check the endpoint`;
      throw new KmsError('InvalidResponse', message, { status: response.status });
    });
  } catch (cause) {
    ended?.throwIfAborted();
    throw cause instanceof KmsError ? cause : fault('answer', '', { cause });
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
 * Followed by another attempt, after a wait: throttles, faults of the service, no answer in time. At once, and once: a signature
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
