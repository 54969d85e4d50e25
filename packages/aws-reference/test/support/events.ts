import {
  type EventStreamSigningOptions,
  type EventStreamVerifyOptions,
  verifyEventStream,
} from '../../src/sigv4/event-stream/index.ts';
import { type HttpRequest, type Verified, verifyRequest } from '../../src/sigv4/index.ts';

/** The stream of the test vectors: one second between a message and the next. */
export const credentials = { accessKeyId: 'access', secretAccessKey: 'secret' };
export const START = Date.parse('1981-01-16T06:30:00Z');
export const options: EventStreamSigningOptions = {
  credentials,
  region: 'us-east-1',
  service: 'demo',
  date: new Date(START),
};
export const request: HttpRequest = {
  method: 'POST',
  url: 'https://demo.us-east-1.amazonaws.com/streaming',
  headers: { 'content-encoding': 'application/vnd.amazon.eventstream' },
};

/** A clock that goes on by some milliseconds at each look. */
export function ticking(from: number, milliseconds = 1000): () => Date {
  let turn = 0;
  return () => new Date(from + milliseconds * ++turn);
}

/** What the service finds when the request arrives. */
export async function verified(arrived: HttpRequest): Promise<Verified> {
  const found = await verifyRequest(arrived, {
    region: 'us-east-1',
    service: 'demo',
    date: new Date(START),
    allowStreamingPayload: true,
    explain: true,
    credentials: () => credentials,
  });
  if (!found.ok) throw new Error(`refused: ${JSON.stringify(found.refusal)}`);
  return found;
}

/** A verifier of the stream of such a request. */
export async function verifierFor(
  arrived: HttpRequest,
  limits: Partial<EventStreamVerifyOptions> = {},
): Promise<ReturnType<typeof verifyEventStream>> {
  const now = () => new Date(START);
  return verifyEventStream(await verified(arrived), { credentials, explain: true, now, ...limits });
}
