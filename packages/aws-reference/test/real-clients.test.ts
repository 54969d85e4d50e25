import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HttpRequest, type Verified, type VerifyOptions, verifyRequest } from '../src/sigv4/index.ts';
import { S3_CREDENTIALS } from './portable/examples.ts';
import { type Answer, type Arrival, startServer, type VerifyingServer } from './support/server.ts';

const region = 'eu-central-1';
const credentials = {
  accessKeyId: S3_CREDENTIALS.accessKeyId,
  secretAccessKey: S3_CREDENTIALS.secretAccessKey,
  sessionToken: 'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22w==',
};
const ODD_KEY = 'a b+c//d/../é%2F';
/** The key as it has to travel: each segment encoded, nothing resolved. */
const ODD_PATH = '/bucket/a%20b%2Bc//d/../%C3%A9%252F';

const LIST = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>
<Contents><Key>found</Key><LastModified>2015-08-30T12:36:00.000Z</LastModified><ETag>"x"</ETag><Size>3</Size></Contents></ListBucketResult>`;
const CALLER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** The verifier of a service, at the time of the system: clients read no other clock. */
function verifier(service: string): VerifyOptions {
  const known = (id: string) => (id === credentials.accessKeyId ? credentials : undefined);
  return { region, service, credentials: known, allowStreamingPayload: true };
}

/** What S3 would answer, as far as the clients need it. */
function s3Answer({ method, url }: HttpRequest): Answer {
  if (String(url).includes('list-type=2')) return { headers: { 'content-type': 'application/xml' }, body: LIST };
  if (String(url).includes('delete'))
    return { headers: { 'content-type': 'application/xml' }, body: '<DeleteResult/>' };
  const headers = { etag: '"x"', 'last-modified': 'Sun, 30 Aug 2015 12:36:00 GMT' };
  if (method === 'GET' || method === 'HEAD') return { headers: { ...headers, 'content-length': '3' }, body: 'abc' };
  return { headers };
}

const SERVICES = {
  s3: s3Answer,
  dynamodb: (): Answer => ({ headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{"TableNames":["t"]}' }),
  sts: (): Answer => ({ headers: { 'content-type': 'text/xml' }, body: CALLER }),
} as const;

/** All that came was accepted, and is refused when any part of it changes. */
async function expectProven(arrivals: readonly Arrival[], service: string): Promise<readonly Verified[]> {
  expect(arrivals.map(({ answer }) => answer)).toEqual(arrivals.map(() => expect.objectContaining({ ok: true })));
  for (const { request, answer } of arrivals) {
    for (const [what, changed] of changes(request, answer as Verified)) {
      expect(await verifyRequest(changed, verifier(service)), what).toEqual({ ok: false });
    }
  }
  return arrivals.map(({ answer }) => answer as Verified);
}

/** The request with one byte changed, at each place that the signature covers. */
function changes(request: Arrival['request'], { signedHeaders, hashedPayload }: Verified): [string, HttpRequest][] {
  const { url, headers, body } = request;
  const [path = '', query] = String(url).split('?');
  const all: [string, HttpRequest][] = [
    ['method', { ...request, method: request.method === 'GET' ? 'PUT' : 'GET' }],
    ['path', { ...request, url: query === undefined ? `${path}x` : `${path}x?${query}` }],
    ['query', { ...request, url: query === undefined ? `${path}?x=` : `${url}&x=` }],
  ];
  for (const name of signedHeaders) {
    const changed = headers.map(([one, value]) =>
      one.toLowerCase() === name ? ([one, `${value}x`] as const) : ([one, value] as const),
    );
    all.push([name, { ...request, headers: changed }]);
  }
  if (body.length > 0 && /^[0-9a-f]{64}$/.test(hashedPayload)) {
    all.push(['body', { ...request, body: body.map((byte, at) => (at === body.length - 1 ? byte ^ 1 : byte)) }]);
  }
  return all;
}

describe('the AWS SDK for JavaScript', () => {
  let server: VerifyingServer;
  let client: S3Client;

  beforeAll(async () => {
    server = await startServer(() => verifier('s3'), s3Answer);
    client = new S3Client({ region, credentials, endpoint: server.origin, forcePathStyle: true, maxAttempts: 1 });
  });

  beforeEach(() => {
    server.taken();
  });

  afterAll(async () => {
    client.destroy();
    await server[Symbol.asyncDispose]();
  });

  it.each<[string, string | Uint8Array | Buffer]>([
    ['no bytes', new Uint8Array()],
    ['a text', 'é'],
    ['bytes', new Uint8Array([0, 1, 255])],
    ['100 KiB', Buffer.alloc(102_400, 'x')],
  ])('PutObject of %s', async (_, Body) => {
    await client.send(
      new PutObjectCommand({
        Bucket: 'bucket',
        Key: ODD_KEY,
        Body,
        Metadata: { a: '1  2' },
        ContentType: 'text/plain',
      }),
    );
    const arrivals = server.taken();
    const [answer] = await expectProven(arrivals, 's3');
    expect(arrivals).toHaveLength(1);
    expect(arrivals[0]?.request.url).toBe(`${ODD_PATH}?x-id=PutObject`);
    expect(answer?.hashedPayload).toMatch(/^[0-9a-f]{64}$/);
    expect(answer?.signedHeaders).toEqual(
      expect.arrayContaining(['content-type', 'x-amz-meta-a', 'x-amz-security-token']),
    );
  });

  it('PutObject of a stream, whose checksum comes in a trailer', async () => {
    const Body = Readable.from([Buffer.from('ab'), Buffer.from('c')]);
    await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body, ContentLength: 3 }));
    const arrivals = server.taken();
    const [answer] = await expectProven(arrivals, 's3');
    expect(answer?.hashedPayload).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    expect(answer?.signedHeaders).toEqual(
      expect.arrayContaining(['content-encoding', 'x-amz-decoded-content-length', 'x-amz-trailer']),
    );
    expect(new TextDecoder().decode(arrivals[0]?.request.body)).toMatch(
      /^2\r\nab\r\n1\r\nc\r\n0\r\nx-amz-checksum-crc32:[\w+/]+==\r\n\r\n$/,
    );
    const [arrival] = arrivals;
    const strict = { ...verifier('s3'), allowStreamingPayload: false, explain: true };
    expect(await verifyRequest(arrival?.request ?? { url: '' }, strict)).toMatchObject({
      refusal: { reason: 'StreamingPayload' },
    });
  });

  it.each([
    [
      'GetObject',
      () => new GetObjectCommand({ Bucket: 'bucket', Key: ODD_KEY, Range: 'bytes=0-1', VersionId: 'a+b/c=' }),
    ],
    ['HeadObject', () => new HeadObjectCommand({ Bucket: 'bucket', Key: ODD_KEY })],
  ])('%s', async (name, command) => {
    await client.send(command() as GetObjectCommand);
    const arrivals = server.taken();
    await expectProven(arrivals, 's3');
    expect(arrivals[0]?.request.url, name).toContain(ODD_PATH);
  });

  it.each(['a b', 'a+b', 'a//b/../', "é%2F&=?#'()*!~", '😀'])('ListObjectsV2 with the prefix %j', async (Prefix) => {
    const answer = await client.send(
      new ListObjectsV2Command({ Bucket: 'bucket', Prefix, Delimiter: '/', MaxKeys: 2 }),
    );
    expect(answer.Contents?.[0]?.Key).toBe('found');
    await expectProven(server.taken(), 's3');
  });

  it('UploadPart and DeleteObjects', async () => {
    await client.send(
      new UploadPartCommand({ Bucket: 'bucket', Key: 'key', UploadId: 'u/+=', PartNumber: 1, Body: 'abc' }),
    );
    await client.send(new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects: [{ Key: ODD_KEY }] } }));
    expect(await expectProven(server.taken(), 's3')).toHaveLength(2);
  });

  it.each([
    [
      'GetObject',
      'GET',
      () => new GetObjectCommand({ Bucket: 'bucket', Key: ODD_KEY, ResponseContentType: 'text/plain; charset=utf-8' }),
    ],
    ['PutObject', 'PUT', () => new PutObjectCommand({ Bucket: 'bucket', Key: ODD_KEY, ContentType: 'text/plain' })],
  ])('a presigned %s', async (_, method, command) => {
    const url = await getSignedUrl(client, command() as GetObjectCommand, { expiresIn: 60 });
    expect(url).toContain(`${server.origin}${ODD_PATH}?`);
    expect(await send(url, method)).toBe(200);
    const [answer] = await expectProven(server.taken(), 's3');
    expect(answer).toMatchObject({ via: 'query', hashedPayload: 'UNSIGNED-PAYLOAD' });
  });

  it('a presigned PutObject with headers that have to be sent', async () => {
    const command = new PutObjectCommand({ Bucket: 'bucket', Key: 'key', ContentType: 'text/csv', ContentLength: 3 });
    const signableHeaders = new Set(['content-type', 'content-length']);
    const url = await getSignedUrl(client, command, { expiresIn: 60, signableHeaders });
    expect(await send(url, 'PUT', { 'content-type': 'text/csv', 'content-length': '3' }, 'abc')).toBe(200);
    const [answer] = await expectProven(server.taken(), 's3');
    expect(answer?.signedHeaders).toEqual(['content-length', 'content-type', 'host']);
    expect(await send(url, 'PUT', { 'content-type': 'text/html', 'content-length': '3' }, 'abc')).toBe(403);
  });
});

/** Sends a URL as it is: `fetch` would resolve the dots of its path. */
function send(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<number | undefined> {
  const { hostname, port, origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, headers, path: url.slice(origin.length) }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The AWS CLI: beside the Python of the tests, or on the path. */
function findCli(): string | undefined {
  const python = process.env.NOTEBANK_PYTHON;
  const places = [
    ...(python === undefined || python === '' ? [] : [join(dirname(python), 'aws')]),
    'aws',
    '/usr/bin/aws',
  ];
  return places.find((place) => spawnSync(place, ['--version'], { timeout: 60_000 }).status === 0);
}

const cli = findCli();
const suffix = cli === undefined ? ' (skipped: no `aws` on the path; pip install awscli brings it)' : '';

describe.skipIf(cli === undefined)(`the AWS CLI${suffix}`, () => {
  let server: VerifyingServer;
  let folder: string;
  let service: keyof typeof SERVICES = 's3';

  beforeAll(async () => {
    server = await startServer(
      () => verifier(service),
      (request) => SERVICES[service](request),
    );
    folder = await mkdtemp(join(tmpdir(), 'notebank-cli-'));
  });

  afterEach(() => {
    server.taken();
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  /** Runs the CLI beside the server, with nothing of the user's own settings. */
  async function aws(...args: readonly string[]): Promise<string> {
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
      NO_PROXY: '*',
    };
    const child = spawn(cli ?? '', [...args, '--endpoint-url', server.origin], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, errors] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
    const code = child.exitCode ?? (await new Promise((resolve) => child.on('close', resolve)));
    expect(code, errors).toBe(0);
    return out;
  }

  it('s3 cp to a bucket', { timeout: 120_000 }, async () => {
    service = 's3';
    const file = join(folder, 'up.txt');
    await writeFile(file, 'Welcome to Amazon S3.');
    await aws('s3', 'cp', file, 's3://bucket/a b+c/é%2F~.txt', '--metadata', 'a=1');
    const arrivals = server.taken();
    await expectProven(arrivals, 's3');
    expect(arrivals.map(({ request }) => `${request.method} ${request.url}`)).toEqual([
      'PUT /bucket/a%20b%2Bc/%C3%A9%252F~.txt',
    ]);
  });

  it('s3 cp from a bucket', { timeout: 120_000 }, async () => {
    service = 's3';
    const file = join(folder, 'down.txt');
    await aws('s3', 'cp', 's3://bucket/a b+c/é%2F~.txt', file);
    expect(await readFile(file, 'utf8')).toBe('abc');
    expect(await expectProven(server.taken(), 's3')).toHaveLength(2);
  });

  it('s3 ls', { timeout: 120_000 }, async () => {
    service = 's3';
    expect(await aws('s3', 'ls', "s3://bucket/a b+é&='()*!~")).toContain('found');
    expect(await expectProven(server.taken(), 's3')).toHaveLength(1);
  });

  it('s3 presign', { timeout: 120_000 }, async () => {
    service = 's3';
    const url = (await aws('s3', 'presign', 's3://bucket/a b+c//d', '--expires-in', '60')).trim();
    expect(server.taken()).toEqual([]);
    expect(await send(url, 'GET')).toBe(200);
    expect(await expectProven(server.taken(), 's3')).toMatchObject([{ via: 'query' }]);
  });

  it('dynamodb list-tables', { timeout: 120_000 }, async () => {
    service = 'dynamodb';
    expect(JSON.parse(await aws('dynamodb', 'list-tables', '--output', 'json'))).toEqual({ TableNames: ['t'] });
    expect(await expectProven(server.taken(), 'dynamodb')).toHaveLength(1);
  });

  it('sts get-caller-identity', { timeout: 120_000 }, async () => {
    service = 'sts';
    expect(await aws('sts', 'get-caller-identity', '--output', 'json')).toContain('123456789012');
    expect(await expectProven(server.taken(), 'sts')).toHaveLength(1);
  });
});

async function readAll(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}
