import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChunkSummary, type StreamOutcome, signChunkedRequest, verifyChunks } from '../src/sigv4/chunks/index.ts';
import { type HttpRequest, type Verification, verifyRequest } from '../src/sigv4/index.ts';
import { credentials } from './support/s3-upload.ts';
import { cut, streamFrom } from './support/streams.ts';

/** What a server made of an upload. */
interface Upload {
  readonly headers: IncomingMessage['headers'];
  readonly answer: Verification;
  readonly outcome?: StreamOutcome<ChunkSummary>;
  readonly body: Buffer;
}

let uploads: Upload[] = [];
const scope = { region: 'us-east-1', service: 's3' };

async function receive(incoming: IncomingMessage): Promise<Upload> {
  const { headers } = incoming;
  const request: HttpRequest = { method: incoming.method, url: incoming.url ?? '', headers };
  const answer = await verifyRequest(request, {
    ...scope,
    allowStreamingPayload: true,
    explain: true,
    credentials: (id) => (id === credentials.accessKeyId ? credentials : undefined),
  });
  const pieces: Uint8Array[] = [];
  if (!answer.ok) return { headers, answer, body: Buffer.concat(pieces) };
  const verifier = verifyChunks(request, answer, { credentials, explain: true });
  const arrived = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
  for await (const piece of arrived.pipeThrough(verifier)) pieces.push(piece);
  return { headers, answer, outcome: await verifier.outcome, body: Buffer.concat(pieces) };
}

const server = createServer(async (incoming, outgoing) => {
  const upload = await receive(incoming).catch((error: unknown) => error as Error);
  if (!(upload instanceof Error)) uploads.push(upload);
  outgoing.writeHead(upload instanceof Error || !upload.answer.ok ? 403 : 200).end();
});
let origin = '';

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 9)) & 255));

/** The CRC-32 of a body as S3 wants it. */
function checksum() {
  let crc = 0;
  return {
    length: 8,
    update: (data: Uint8Array) => {
      crc = crc32(data, crc);
    },
    value: () => Buffer.from(crc.toString(16).padStart(8, '0'), 'hex').toString('base64'),
  };
}
const CRC32 = Buffer.from(crc32(body).toString(16).padStart(8, '0'), 'hex').toString('base64');

it.each(['signed', 'unsigned-trailer'] as const)('sends a %s stream over HTTP with fetch', async (payload) => {
  uploads = [];
  const { request, encoder } = signChunkedRequest(
    { method: 'PUT', url: `${origin}/bucket/key` },
    {
      ...scope,
      credentials,
      decodedLength: body.length,
      trailers: { 'x-amz-checksum-crc32': checksum() },
      payload,
    },
  );
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    body: streamFrom(cut(body, [5000])).pipeThrough(encoder),
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(200);
  const [upload] = uploads;
  expect(upload?.headers['content-length']).toBe(request.headers['content-length']);
  expect(upload?.outcome).toMatchObject({ ok: true, trailers: new Map([['x-amz-checksum-crc32', CRC32]]) });
  expect(upload?.body.equals(body)).toBe(true);
});

it('takes a stream from the AWS SDK for JavaScript', async () => {
  uploads = [];
  const client = new S3Client({ region: 'us-east-1', endpoint: origin, credentials, forcePathStyle: true });
  await client.send(
    new PutObjectCommand({
      Bucket: 'bucket',
      Key: 'key',
      Body: Readable.from(cut(body, [70_000])),
      ContentLength: body.length,
      ChecksumAlgorithm: 'CRC32',
    }),
  );
  client.destroy();
  const [upload] = uploads;
  expect(upload?.answer).toMatchObject({ ok: true, hashedPayload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' });
  expect(upload?.outcome).toMatchObject({ ok: true, trailers: new Map([['x-amz-checksum-crc32', CRC32]]) });
  expect(upload?.body.equals(body)).toBe(true);
});
