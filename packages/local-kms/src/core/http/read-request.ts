import type { HttpRequest } from '@notebank/aws-reference/sigv4';
import { type Bytes, concat } from '../bytes.ts';
import { Fault } from '../fault.ts';

/** Bytes of the largest request: the longest policy and description that CreateKey takes, and room around them. */
export const MAX_REQUEST_BYTES = 262_144;

function tooLarge(): Fault {
  return new Fault('RequestEntityTooLargeException', `A request has at most ${MAX_REQUEST_BYTES} bytes`, 413);
}

/** @throws {@link Fault} for a body that is too large. */
export function checkSize(body: Uint8Array): Uint8Array {
  if (body.length > MAX_REQUEST_BYTES) throw tooLarge();
  return body;
}

/** The body, read no further than what is allowed. */
async function readBody(request: Request): Promise<Bytes> {
  const stream = request.body as typeof request.body | undefined;
  // Some browsers have no streams of requests (Firefox): there a body lies in memory already.
  if (stream === undefined) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    length += next.value.length;
    if (length > MAX_REQUEST_BYTES) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(next.value);
  }
  return concat(...chunks);
}

/** A standard `Request` as the verifier takes it. */
export async function readRequest(request: Request): Promise<HttpRequest & { readonly body: Bytes }> {
  const { method, url, headers } = request;
  return { method, url, headers, body: await readBody(request) };
}
