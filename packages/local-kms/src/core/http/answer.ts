import { toBase64 } from '../bytes.ts';
import type { Fault } from '../fault.ts';

/** An answer as it goes over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bytes as Base64, moments as seconds since 1970 with a fraction. */
function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toJson(one)]));
}

/** Headers that every answer has. `Date` is what a client with a wrong clock corrects it by. */
function headers(requestId: string, now: number): Record<string, string> {
  return {
    'cache-control': 'no-cache, no-store, must-revalidate, private',
    'content-type': 'application/x-amz-json-1.1',
    date: new Date(now).toUTCString(),
    'x-amzn-requestid': requestId,
  };
}

/** An output, or the empty body of an operation that has none. */
export function success(output: object | undefined, requestId: string, now: number): HttpAnswer {
  const body = output === undefined ? '' : JSON.stringify(toJson(output));
  return { status: 200, headers: headers(requestId, now), body };
}

/** A failure: the code as `__type`, which every client reads, and a message unless the service is silent. */
export function failure({ code, message, status }: Fault, requestId: string, now: number): HttpAnswer {
  const body = JSON.stringify({ __type: code, ...(message && { message }) });
  return { status, headers: headers(requestId, now), body };
}
