import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpRequest, type Verification, type VerifyOptions, verifyRequest } from '../../src/sigv4/index.ts';

/** A request that arrived, with what the verifier said of it. */
export interface Arrival {
  readonly request: HttpRequest & {
    readonly body: Uint8Array;
    readonly headers: readonly (readonly [string, string])[];
  };
  readonly answer: Verification;
}

/** What a server answers to a request that verified. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on the loopback interface that verifies every request as a service does. */
export interface VerifyingServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`, without slash. */
  readonly origin: string;
  /** Requests since the last {@link taken}, in order. */
  taken(): Arrival[];
}

/**
 * Starts one.
 *
 * @param optionsFor - How to verify a request; it has arrived whole.
 * @param answerTo - What to answer when it is good. Bad ones get 403.
 */
export async function startServer(
  optionsFor: (request: HttpRequest) => VerifyOptions,
  answerTo: (request: HttpRequest) => Answer = () => ({}),
): Promise<VerifyingServer> {
  let arrivals: Arrival[] = [];
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readWhole(incoming);
    const answer = await verifyRequest(request, { ...optionsFor(request), explain: true });
    arrivals.push({ request, answer });
    const { status = 200, headers = {}, body = '' } = answer.ok ? answerTo(request) : { status: 403, body: 'refused' };
    outgoing.writeHead(status, headers).end(request.method === 'HEAD' ? '' : body);
  };
  const origin = await listen(server);
  return {
    origin,
    taken() {
      const all = arrivals;
      arrivals = [];
      return all;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The request as its bytes came: names and values of headers in order, the body undecoded. */
async function readWhole(incoming: IncomingMessage): Promise<Arrival['request']> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const { rawHeaders, method, url = '/' } = incoming;
  const headers: (readonly [string, string])[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { method, url, headers, body: new Uint8Array(Buffer.concat(chunks)) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
