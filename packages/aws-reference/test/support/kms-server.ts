import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KmsOperations } from '../../src/kms/index.ts';
import { verifyRequest } from '../../src/sigv4/index.ts';
import { CREDENTIALS } from './service.ts';

/** A KMS on the loopback interface. */
export interface KmsServer extends AsyncDisposable {
  /** `http://127.0.0.1:port/`. */
  readonly url: string;
  /** Region and operation of each call. */
  readonly calls: string[];
}

type Json = Record<string, unknown>;

const OPERATIONS: Readonly<Record<string, (kms: KmsOperations, input: never) => Promise<object>>> = {
  GenerateDataKey: (kms, input) => kms.generateDataKey(input),
  Encrypt: (kms, input) => kms.encrypt(input),
  Decrypt: (kms, input) => kms.decrypt(input),
};

/** Serves what a client answers as the service does, to requests that are signed with the example credentials. */
export async function startKms(kms: KmsOperations): Promise<KmsServer> {
  const calls: string[] = [];
  const answer = async (incoming: IncomingMessage): Promise<readonly [status: number, body: Json]> => {
    const body = await text(incoming);
    const region = /Credential=[^/]+\/\d{8}\/([^/]+)\/kms\//.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    const name = String(incoming.headers['x-amz-target']).replace('TrentService.', '');
    const { method, url = '/', headers } = incoming;
    const request = { method, url, headers: Object.entries(headers).map(([key, value]) => [key, String(value)]), body };
    const verified = await verifyRequest(request as Parameters<typeof verifyRequest>[0], {
      ...{ region, service: 'kms', date: new Date() },
      credentials: (id) => (id === CREDENTIALS.accessKeyId ? CREDENTIALS : undefined),
    });
    if (!verified.ok) return [400, { __type: 'InvalidSignatureException', message: 'not by us' }];
    calls.push(`${region} ${name}`);
    try {
      return [200, encoded((await OPERATIONS[name]?.(kms, decoded(JSON.parse(body)) as never)) ?? {})];
    } catch (error) {
      const { name: __type, message } = error as Error;
      return [400, { __type, message }];
    }
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming).then(([status, body]) => outgoing.writeHead(status).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const BYTES = ['Plaintext', 'CiphertextBlob'];

const decoded = (input: Json): Json => mapped(input, (value) => new Uint8Array(Buffer.from(String(value), 'base64')));
const encoded = (output: object): Json =>
  mapped(output as Json, (value) => Buffer.from(value as Uint8Array).toString('base64'));

function mapped(object: Json, bytes: (value: unknown) => unknown): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, BYTES.includes(key) ? bytes(value) : value]),
  );
}
