import { describe, expect, it } from 'vitest';
import {
  canonicalTrailers,
  chunkedContentLength,
  chunkHeader,
  chunkSignature,
  chunkStringToSign,
  signChunkedRequest,
  streamingPayload,
  trailerSignature,
  trailerStringToSign,
} from '../src/sigv4/chunks/index.ts';
import { signingKey } from '../src/sigv4/index.ts';
import {
  AMZ_DATE,
  body,
  credentials,
  options,
  plain,
  SCOPE,
  TRAILERS,
  trailing,
  upload,
  verifierFor,
} from './support/s3-upload.ts';
import { ascii, concat, cut, textOf, through } from './support/streams.ts';

const key = signingKey(credentials.secretAccessKey, { date: '20130524', region: 'us-east-1', service: 's3' });
const link = { amzDate: AMZ_DATE, credentialScope: SCOPE };
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const [first, second] = [body.subarray(0, 65_536), body.subarray(65_536)];

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, "Example: PUT Object"
const PLAIN = {
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  chunks: [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ],
} as const;
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html, "Example: PUT Object"
const TRAILING = {
  seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  chunks: [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ],
  trailer: 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
} as const;

const frame = (data: Uint8Array, signature: string): Uint8Array[] => [
  ascii(`${data.length.toString(16)};chunk-signature=${signature}\r\n`),
  data,
  ascii('\r\n'),
];

describe('the example of an upload in chunks', () => {
  const expected = concat([
    ...frame(first, PLAIN.chunks[0]),
    ...frame(second, PLAIN.chunks[1]),
    ascii(`0;chunk-signature=${PLAIN.chunks[2]}\r\n\r\n`),
  ]);

  it('has this StringToSign for each chunk', () => {
    const hashes = [
      'bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a',
      '2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a',
      EMPTY,
    ];
    const before = [PLAIN.seed, PLAIN.chunks[0], PLAIN.chunks[1]];
    for (const [at, data] of [first, second, new Uint8Array()].entries()) {
      const parts = { ...link, previousSignature: before[at] ?? '', data };
      expect(chunkStringToSign(parts)).toBe(
        `AWS4-HMAC-SHA256-PAYLOAD\n${AMZ_DATE}\n${SCOPE}\n${before[at]}\n${EMPTY}\n${hashes[at]}`,
      );
      expect(chunkSignature(key, parts)).toBe(PLAIN.chunks[at]);
    }
  });

  it('is 66824 bytes long, known beforehand', () => {
    expect(chunkedContentLength({ decodedLength: 66_560 })).toBe(66_824);
    expect(expected).toHaveLength(66_824);
  });

  it('is signed as printed', async () => {
    const { request, encoder } = signChunkedRequest(upload, plain);
    expect(request.headers).toEqual({
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${SCOPE}, SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class, Signature=${PLAIN.seed}`,
      'content-encoding': 'aws-chunked',
      'content-length': '66824',
      host: 's3.amazonaws.com',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-date': AMZ_DATE,
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    });
    const { bytes, error } = await through([body], encoder);
    expect(error).toBeUndefined();
    expect(textOf(bytes.slice(0, 86))).toBe(textOf(expected.slice(0, 86)));
    expect(Buffer.compare(bytes, expected)).toBe(0);
  });

  it('is verified', async () => {
    const { request } = signChunkedRequest(upload, plain);
    const verifier = await verifierFor(request);
    const { bytes, error } = await through(cut(expected, [1000]), verifier);
    expect(error).toBeUndefined();
    expect(Buffer.compare(bytes, body)).toBe(0);
    expect(await verifier.outcome).toEqual({ ok: true, decodedLength: 66_560, chunks: 2, trailers: new Map() });
  });
});

describe('the example of an upload with trailers', () => {
  const lines = ['x-amz-checksum-crc32c:sOO8/Q==', `x-amz-trailer-signature:${TRAILING.trailer}`, '', ''];
  const expected = concat([
    ...frame(first, TRAILING.chunks[0]),
    ...frame(second, TRAILING.chunks[1]),
    ascii(`0;chunk-signature=${TRAILING.chunks[2]}\r\n${lines.join('\r\n')}`),
  ]);

  it('has this StringToSign for the trailers', () => {
    const canonical = canonicalTrailers(new Map(Object.entries(TRAILERS)));
    expect(canonical).toBe('x-amz-checksum-crc32c:sOO8/Q==\n');
    const parts = { ...link, previousSignature: TRAILING.chunks[2], canonicalTrailers: canonical };
    expect(trailerStringToSign(parts)).toBe(
      `AWS4-HMAC-SHA256-TRAILER\n${AMZ_DATE}\n${SCOPE}\n${TRAILING.chunks[2]}\n1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774`,
    );
    expect(trailerSignature(key, parts)).toBe(TRAILING.trailer);
  });

  it('is signed as printed', async () => {
    const { request, encoder } = signChunkedRequest(upload, trailing);
    expect(request.signature).toBe(TRAILING.seed);
    expect(request.headers).toMatchObject({
      'content-length': String(expected.length),
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    });
    const { bytes } = await through([body], encoder);
    expect(Buffer.compare(bytes, expected)).toBe(0);
  });

  it('is verified, and tells the trailers', async () => {
    const { request } = signChunkedRequest(upload, trailing);
    const verifier = await verifierFor(request);
    const { bytes } = await through([expected], verifier);
    expect(Buffer.compare(bytes, body)).toBe(0);
    const trailers = new Map([['x-amz-checksum-crc32c', 'sOO8/Q==']]);
    expect(await verifier.outcome).toEqual({ ok: true, decodedLength: 66_560, chunks: 2, trailers });
  });
});

describe('several trailers', () => {
  // https://github.com/awslabs/aws-c-auth, tests/sigv4_signing_tests.c: after the chunks of the first example.
  it('are canonical in the order of their names', () => {
    const trailers = canonicalTrailers(
      new Map([
        ['third', '3rd'],
        ['first', ' 1st '],
        ['second', '2nd'],
      ]),
    );
    expect(trailers).toBe('first:1st\nsecond:2nd\nthird:3rd\n');
    const parts = { ...link, previousSignature: PLAIN.chunks[2], canonicalTrailers: trailers };
    expect(trailerSignature(key, parts)).toBe('df5735bd9f3295cd9386572292562fefc93ba94e80a0a1ddcbd652c4e0a75e6c');
  });

  it('are sent in the order in which they were announced', async () => {
    const { request, encoder } = signChunkedRequest(upload, {
      ...options,
      decodedLength: 0,
      trailers: { Third: '3rd', first: '1st', SECOND: '2nd' },
    });
    expect(request.headers['x-amz-trailer']).toBe('first,second,third');
    const { bytes } = await through([], encoder);
    expect(textOf(bytes)).toMatch(
      /^0;chunk-signature=[\da-f]{64}\r\nfirst:1st\r\nsecond:2nd\r\nthird:3rd\r\nx-amz-trailer-signature:[\da-f]{64}\r\n\r\n$/,
    );
  });
});

describe('chunks that are not signed', () => {
  it('have size and data only', async () => {
    const { request, encoder } = signChunkedRequest(upload, {
      ...options,
      decodedLength: 10_000,
      chunkSize: 8192,
      payload: 'unsigned-trailer',
      trailers: TRAILERS,
    });
    expect(request.headers['x-amz-content-sha256']).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    const { bytes } = await through([body.subarray(0, 10_000)], encoder);
    expect(textOf(bytes)).toBe(
      `2000\r\n${'a'.repeat(8192)}\r\n710\r\n${'a'.repeat(1808)}\r\n0\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n\r\n`,
    );
    expect(request.headers['content-length']).toBe(String(bytes.length));
    const verifier = await verifierFor(request);
    const back = await through(cut(bytes, [7, 900]), verifier);
    expect(back.bytes).toHaveLength(10_000);
    expect(await verifier.outcome).toMatchObject({ ok: true, chunks: 2 });
  });

  it('may have no trailer', async () => {
    const { request, encoder } = signChunkedRequest(upload, {
      ...options,
      decodedLength: 0,
      payload: 'unsigned-trailer',
    });
    const { bytes } = await through([], encoder);
    expect(textOf(bytes)).toBe('0\r\n\r\n');
    const verifier = await verifierFor(request);
    await through([bytes], verifier);
    expect(await verifier.outcome).toMatchObject({ ok: true, decodedLength: 0 });
  });
});

describe('a trailer that is computed while the body flows', () => {
  it('sees every byte once and gives its value at the end', async () => {
    let sum = 0;
    const counter = {
      length: 8,
      update: (data: Uint8Array) => {
        for (const byte of data) sum += byte;
      },
      value: () => String(sum).padStart(8, '0'),
    };
    const { request, encoder } = signChunkedRequest(upload, { ...plain, trailers: { 'x-sum': counter } });
    const { bytes } = await through(cut(body, [1, 4000]), encoder);
    const verifier = await verifierFor(request);
    await through([bytes], verifier);
    expect(await verifier.outcome).toMatchObject({
      trailers: new Map([['x-sum', String(97 * 66_560).padStart(8, '0')]]),
    });
  });

  it('must be as long as announced', async () => {
    const { encoder } = signChunkedRequest(upload, {
      ...plain,
      trailers: { 'x-sum': { length: 8, value: () => '123' } },
    });
    const { error } = await through([body], encoder);
    expect(error).toMatchObject({
      name: 'SigV4Error',
      code: 'InvalidValue',
      field: 'trailers.x-sum',
      message: 'trailers.x-sum: 3 characters, expected 8: ASCII, no space around or twice',
    });
  });
});

describe('the request', () => {
  it('puts aws-chunked before other encodings', () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '66560' };
    const { request } = signChunkedRequest({ ...upload, headers }, plain);
    expect(request.headers['content-encoding']).toBe('aws-chunked,gzip');
    expect(request.headers['content-length']).toBe('66824');
    const again = signChunkedRequest({ ...upload, headers: { 'content-encoding': 'aws-chunked,gzip' } }, plain);
    expect(again.request.headers['content-encoding']).toBe('aws-chunked,gzip');
  });

  it('tells its steps when asked', () => {
    const { request } = signChunkedRequest(upload, { ...plain, explain: true });
    expect(request.trace?.hashedPayload).toBe(streamingPayload(false));
    expect(signChunkedRequest(upload, plain).request).not.toHaveProperty('trace');
  });

  it.each([
    ['decodedLength', { decodedLength: -1 }, 'decodedLength: -1, expected an integer from 0'],
    ['decodedLength', { decodedLength: 1.5 }, 'decodedLength: 1.5, expected an integer from 0'],
    ['decodedLength', { decodedLength: Number.NaN }, 'decodedLength: NaN, expected an integer from 0'],
    ['chunkSize', { chunkSize: 8191 }, 'chunkSize: 8191, expected an integer from 8192'],
    [
      'trailers',
      { trailers: { a: '1', A: '1' } },
      'trailers: name "a", expected a token, once, and not x-amz-trailer-signature',
    ],
    [
      'trailers',
      { trailers: { 'X-Amz-Trailer-Signature': '1' } },
      'trailers: name "x-amz-trailer-signature", expected a token, once, and not x-amz-trailer-signature',
    ],
    [
      'trailers',
      { trailers: { 'a b': '1' } },
      'trailers: name "a b", expected a token, once, and not x-amz-trailer-signature',
    ],
    [
      'trailers.a',
      { trailers: { a: '1\r\nb:2' } },
      'trailers.a: 6 characters, expected 6: ASCII, no space around or twice',
    ],
  ])('is refused for its %s', (field, wrong, message) => {
    const call = () => signChunkedRequest(upload, { ...plain, ...wrong });
    expect(call).toThrow(expect.objectContaining({ name: 'SigV4Error', code: 'InvalidValue', field, message }));
  });

  it.each([
    ['body', { body: 'text' }, 'body: present, expected none: it goes through the encoder'],
    [
      'headers.x-amz-content-sha256',
      { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      'headers.x-amz-content-sha256: "UNSIGNED-PAYLOAD", expected none or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"',
    ],
    [
      'headers.x-amz-decoded-content-length',
      { headers: { 'x-amz-decoded-content-length': '5' } },
      'headers.x-amz-decoded-content-length: "5", expected none or "66560"',
    ],
  ])('is refused for its own %s', (field, wrong, message) => {
    const call = () => signChunkedRequest({ ...upload, ...wrong }, plain);
    expect(call).toThrow(expect.objectContaining({ code: 'InvalidValue', field, message }));
  });
});

describe('the body', () => {
  it('must not be longer than announced', async () => {
    const { encoder } = signChunkedRequest(upload, plain);
    const { error, bytes } = await through([body, ascii('b')], encoder);
    expect(error).toMatchObject({ code: 'InvalidValue', message: 'decodedLength: 66560, but more bytes came' });
    expect(textOf(bytes.slice(-40))).not.toContain(PLAIN.chunks[2]);
  });

  it('must not be shorter than announced', async () => {
    const { encoder } = signChunkedRequest(upload, plain);
    const { error } = await through([body.subarray(1)], encoder);
    expect(error).toMatchObject({ code: 'InvalidValue', message: 'decodedLength: 66560, but fewer bytes came' });
  });

  it('must be bytes', async () => {
    const { encoder } = signChunkedRequest(upload, plain);
    const { error } = await through(['text' as unknown as Uint8Array], encoder);
    expect(error).toMatchObject({ message: 'body: expected pieces of Uint8Array' });
  });

  it('may be nothing', async () => {
    const { request, encoder } = signChunkedRequest(upload, { ...plain, decodedLength: 0 });
    const { bytes } = await through([], encoder);
    expect(request.headers['content-length']).toBe('86');
    expect(bytes).toHaveLength(86);
  });
});

describe('the first line of a chunk', () => {
  it('has the size in hexadecimal digits', () => {
    expect(chunkHeader(65_536)).toBe('10000\r\n');
    expect(chunkHeader(10, 'ab')).toBe('a;chunk-signature=ab\r\n');
  });
});
