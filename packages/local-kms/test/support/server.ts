import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArrivedRequest, HttpAnswer, LocalKms } from '../../src/core/index.ts';

/** A request as it came over the wire. */
export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A local KMS on the loopback interface. */
export interface KmsServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** What was asked since the last call of this or of `taken`. */
  asked(): Asked[];
  /** The operations of `asked`. */
  taken(): string[];
}

async function readWhole(incoming: IncomingMessage): Promise<ArrivedRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const { rawHeaders, method, url = '/' } = incoming;
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { method, url, headers, body: new Uint8Array(Buffer.concat(chunks)) };
}

/** @param change - Alters what the KMS answers, as a broken or busy service would. */
export async function startKms(
  kms: LocalKms,
  change: (answer: HttpAnswer) => HttpAnswer = (answer) => answer,
): Promise<KmsServer> {
  let asked: Asked[] = [];
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readWhole(incoming);
    const operation = String(incoming.headers['x-amz-target']).replace('TrentService.', '');
    asked.push({ operation, input: JSON.parse(Buffer.from(request.body ?? []).toString() || '{}') as Asked['input'] });
    const { status, headers, body } = change(await kms.handle(request));
    outgoing.writeHead(status, headers).end(body);
  };
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const take = (): Asked[] => {
    const all = asked;
    asked = [];
    return all;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    asked: take,
    taken: () => take().map(({ operation }) => operation),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
