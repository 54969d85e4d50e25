import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArrivedRequest, HttpAnswer, LocalKms } from '../../src/core/index.ts';

/** A local KMS on the loopback interface. */
export interface KmsServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** Operations that were asked for since the last call. */
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
  let operations: string[] = [];
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readWhole(incoming);
    operations.push(String(incoming.headers['x-amz-target']).replace('TrentService.', ''));
    const { status, headers, body } = change(await kms.handle(request));
    outgoing.writeHead(status, headers).end(body);
  };
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    taken() {
      const all = operations;
      operations = [];
      return all;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
