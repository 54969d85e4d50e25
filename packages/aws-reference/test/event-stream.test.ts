import { describe, expect, it } from 'vitest';
import {
  dateHeader,
  decodeMessage,
  encodeMessage,
  eventSignature,
  eventStringToSign,
  StreamRefusedError,
  signEventStreamRequest,
  verifyEventStream,
} from '../src/sigv4/event-stream/index.ts';
import { signingKey } from '../src/sigv4/index.ts';
import { credentials, options, request, START, ticking, verified, verifierFor } from './support/events.ts';
import { fromHex, toHexOf } from './support/hex.ts';
import { ascii, concat, cut, textOf, through } from './support/streams.ts';

const SEED = 'e1d8e8c8815e60969f2a34765c9a15945ffc0badbaa4b7e3b163ea19131e949b';
const SCOPE = '19810116/us-east-1/demo/aws4_request';
// https://github.com/awslabs/aws-c-auth, tests/sigv4_event_signing_tests.c, and the same in the Rust and Go SDKs.
const EVENTS = [
  ['A', '19810116T063001Z', '7aabf85b765e6a4d0d500b6e968657b14726fa3e1eb7e839302728ffd77629a5'],
  ['B', '19810116T063002Z', 'f72aa9642f571d24a6e1ae42f10f073ad9448d8a028b6bcd82da081335adda02'],
  ['C', '19810116T063003Z', '632af120435b57ec241d8bfbb12e496dfd5e2730a1a02ac0ab6eaa230ae02e9a'],
  ['', '19810116T063004Z', 'c6f679ddb3af68f5e82f0cf6761244cb2338cf11e7d01a24130aea1b7c17e53e'],
] as const;
const HEADER_HASHES = [
  '123851deff245b66d3b8cd39528d365fdd91eea4c27d2c1c3fd070b708531a35',
  '61b051de4f57e1e7a8a70e580aaef34c0d769958db1ff8c7e435a4acf31e3984',
  'e520af18894185ca7027d1dd0a30a153fe562a2c09ffba43ca7c915e1dd5d750',
  'fa381266eff22d0e64814a388a9eac5a34b59f5a5e29a137309a248103cfbe72',
];
const PAYLOAD_HASHES = [
  '559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd',
  'df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c',
  '6b23c0d5f35d1b11f9b683f0b0a617355deb11277d91ae091d399c655b87940d',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
];

describe('the chain of the test vectors', () => {
  const key = signingKey('secret', { date: '19810116', region: 'us-east-1', service: 'demo' });

  it.each(EVENTS.map((event, at) => [at, ...event] as const))('message %i', (at, payload, amzDate, signature) => {
    const headers = dateHeader(new Date(START + (at + 1) * 1000));
    const previousSignature = EVENTS[at - 1]?.[2] ?? SEED;
    const parts = { amzDate, credentialScope: SCOPE, previousSignature, headers, payload: ascii(payload) };
    expect(eventStringToSign(parts)).toBe(
      `AWS4-HMAC-SHA256-PAYLOAD\n${amzDate}\n${SCOPE}\n${previousSignature}\n${HEADER_HASHES[at]}\n${PAYLOAD_HASHES[at]}`,
    );
    expect(eventSignature(key, parts)).toBe(signature);
  });

  it('begins with a header of 15 bytes', () => {
    expect(toHexOf(dateHeader(new Date(START + 1000)))).toBe('053a64617465080000005122b46e28');
  });

  it('hangs on the signature of the request', () => {
    const signed = signEventStreamRequest(request, options).request;
    expect(signed.signature).toBe(SEED);
    expect(signed.headers).toMatchObject({ 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-EVENTS' });
  });
});

// Messages of https://github.com/awslabs/aws-c-event-stream and of the Amazon Transcribe guide.
describe('the format of messages', () => {
  const empty = '000000100000000005c248eb7d98c8ff';
  const payloadOnly = `0000001d00000000fd528c5a${'7b27666f6f273a27626172277d'}c365 3936`.replace(/ /g, '');
  const withHeader = `0000003d0000002007fd8396${'0c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e'}${'7b27666f6f273a27626172277d'}8d9c08b1`;

  it.each([
    ['nothing', empty, [], ''],
    ['a payload', payloadOnly, [], "{'foo':'bar'}"],
    ['a header', withHeader, [['content-type', 'application/json']], "{'foo':'bar'}"],
  ])('%s', (_, hex, pairs, payload) => {
    const headers = pairs.map(([name = '', value = '']) => [name, { type: 'string' as const, value }] as const);
    expect(toHexOf(encodeMessage(headers, ascii(payload)))).toBe(hex);
    const decoded = decodeMessage(fromHex(hex));
    expect([...decoded.headers]).toEqual(headers);
    expect(textOf(decoded.payload)).toBe(payload);
  });

  it.each([
    ['an unknown type', '0161 0a'],
    ['a name without bytes', '00 00'],
    ['a name twice', '0161 00 0161 01'],
    ['a name that is no UTF-8', '01ff 00'],
    ['a header that ends early', '0161 05 00'],
    ['a text longer than 32767 bytes', '0161 07 8000'],
    ['a text longer than the headers', '0161 07 0005 61'],
    ['a date that no clock shows', '0161 08 7fffffffffffffff'],
  ])('refuses %s', (_, hex) => {
    // Put in place of the bytes of a header, so that lengths and checksums are right.
    const encoded = fromHex(hex.replace(/ /g, ''));
    const message = reencode(encoded, ascii('x'));
    expect(() => decodeMessage(message)).toThrow(
      expect.objectContaining({ code: 'StreamRefused', refusal: { reason: 'Malformed', field: 'headers' } }),
    );
  });

  it.each([
    ['nothing', '', 'Malformed', 'prelude'],
    ['half a prelude', empty.slice(0, 20), 'Malformed', 'prelude'],
    ['a damaged prelude', empty.replace('00000010', '00000011'), 'ChecksumMismatch', 'prelude'],
    ['a damaged checksum', empty.replace(/.$/, '0'), 'ChecksumMismatch', 'message'],
    ['a damaged payload', payloadOnly.replace('666f6f', '666f6e'), 'ChecksumMismatch', 'message'],
    ['half a message', payloadOnly.slice(0, -8), 'Malformed', 'message'],
    ['a byte too many', `${empty}00`, 'Malformed', 'message'],
  ])('refuses %s', (_, hex, reason, field) => {
    expect(() => decodeMessage(fromHex(hex))).toThrow(expect.objectContaining({ refusal: { reason, field } }));
  });

  it.each([
    ['a length shorter than the prelude', 8, 0, 'Malformed', 'prelude'],
    ['a length without room for the headers', 30, 15, 'Malformed', 'prelude'],
    ['headers beyond 128 KiB', 131_089, 131_073, 'TooLarge', 'message'],
    ['a payload beyond 24 MiB', 25_165_841, 0, 'TooLarge', 'message'],
    ['the longest message there could be', 0xffffffff, 0, 'TooLarge', 'message'],
  ])('refuses %s', async (_, totalLength, headersLength, reason, field) => {
    const bytes = new Uint8Array(40);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, totalLength);
    view.setUint32(4, headersLength);
    view.setUint32(8, crc(bytes.subarray(0, 8)));
    expect(() => decodeMessage(bytes)).toThrow(expect.objectContaining({ refusal: { reason, field } }));
    const { request: signed } = signEventStreamRequest(request, options);
    const verifier = await verifierFor(signed);
    await through([bytes], verifier);
    expect(await verifier.outcome).toEqual({ ok: false, refusal: { reason, field, index: 0 } });
  });

  it.each([
    ['an empty name', [['', { type: 'boolean', value: true }]], 'expected names that are not empty, each once'],
    [
      'a name twice',
      [
        ['a', { type: 'boolean', value: true }],
        ['a', { type: 'boolean', value: true }],
      ],
      'expected names that are not empty, each once',
    ],
    ['a long name', [['a'.repeat(256), { type: 'boolean', value: true }]], 'at most 255 bytes of well-formed text'],
    ['a byte out of range', [['a', { type: 'byte', value: 128 }]], 'expected a signed integer of 1 bytes'],
    ['a fraction', [['a', { type: 'integer', value: 0.5 }]], 'expected an integer'],
    ['a long text', [['a', { type: 'string', value: 'é'.repeat(16_384) }]], 'at most 32767 bytes of well-formed text'],
    ['a lone surrogate', [['a', { type: 'string', value: '\ud800' }]], 'at most 32767 bytes of well-formed text'],
    ['long bytes', [['a', { type: 'binary', value: new Uint8Array(32_768) }]], 'expected at most 32767 bytes'],
    ['no date', [['a', { type: 'timestamp', value: new Date(Number.NaN) }]], 'expected a valid date'],
    ['no UUID', [['a', { type: 'uuid', value: '0' }]], 'expected a UUID'],
  ] as const)('does not write %s', (_, headers, message) => {
    expect(() => encodeMessage(headers, new Uint8Array())).toThrow(
      expect.objectContaining({ name: 'SigV4Error', code: 'InvalidValue', message: expect.stringContaining(message) }),
    );
  });

  it('has 128 KiB for headers and 24 MiB for the payload', () => {
    const binary = { type: 'binary', value: new Uint8Array(32_767) } as const;
    const headers = ['a', 'b', 'c', 'd'].map((name) => [name, binary] as const);
    expect(() => encodeMessage(headers, new Uint8Array())).toThrow(
      'message: headers of 131088 and payload of 0 bytes, expected at most 131072 and 25165824',
    );
    expect(() => encodeMessage([], new Uint8Array(25_165_825))).toThrow('payload of 25165825 bytes');
  });
});

/** A message with these bytes as its headers. */
function reencode(headers: Uint8Array, payload: Uint8Array): Uint8Array {
  // As a payload first; then the length of the headers is set and both checksums are made anew by a text header's trick:
  // the checksum of this package is proven above, so that a message may be put together by hand here.
  const bytes = encodeMessage([], concat([headers, payload]));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, headers.length);
  view.setUint32(8, crc(bytes.subarray(0, 8)));
  view.setUint32(bytes.length - 4, crc(bytes.subarray(0, -4)));
  return bytes;
}

/** CRC-32 bit by bit. */
function crc(bytes: Uint8Array): number {
  let value = -1;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

const messages = ['first', 'second', 'third'].map((text) =>
  encodeMessage([[':message-type', { type: 'string', value: 'event' }]], ascii(text)),
);

async function signedStream(now = ticking(START)) {
  const { request: signed, encoder } = signEventStreamRequest(request, { ...options, now });
  const { bytes, pieces } = await through(messages, encoder);
  return { signed, bytes, pieces };
}

describe('a signed stream', () => {
  it('is a message about each message, and an empty one', async () => {
    const { signed, pieces } = await signedStream();
    const envelopes = pieces.map((piece) => decodeMessage(piece));
    expect(envelopes.map(({ payload }) => Buffer.from(payload))).toEqual(
      [...messages, new Uint8Array()].map((payload) => Buffer.from(payload)),
    );
    let previousSignature = signed.signature;
    const key = signingKey('secret', { date: '19810116', region: 'us-east-1', service: 'demo' });
    for (const [at, { headers, payload }] of envelopes.entries()) {
      const date = new Date(START + (at + 1) * 1000);
      expect([...headers.keys()]).toEqual([':date', ':chunk-signature']);
      expect(headers.get(':date')).toEqual({ type: 'timestamp', value: date });
      const amzDate = `19810116T06300${at + 1}Z`;
      const parts = { amzDate, credentialScope: SCOPE, previousSignature, headers: dateHeader(date), payload };
      previousSignature = eventSignature(key, parts);
      expect(headers.get(':chunk-signature')).toEqual({ type: 'binary', value: fromHex(previousSignature) });
    }
  });

  it('is verified, and gives the messages', async () => {
    const { signed, bytes } = await signedStream();
    const verifier = await verifierFor(signed);
    const { pieces, error } = await through(cut(bytes, [1, 50, 3]), verifier);
    expect(error).toBeUndefined();
    expect(pieces.map((piece) => Buffer.from(piece))).toEqual(messages.map((message) => Buffer.from(message)));
    expect(await verifier.outcome).toEqual({ ok: true, messages: 3 });
  });

  it('takes the key of its day past midnight', async () => {
    const evening = Date.parse('1981-01-16T23:59:58.500Z');
    const { signed, bytes, pieces } = await signedStream(ticking(evening));
    const before = Buffer.from(pieces[0]?.slice(-68) ?? []);
    expect(before).toHaveLength(68);
    const verifier = await verifierFor(signed, { now: () => new Date(evening) });
    await through([bytes], verifier);
    expect(await verifier.outcome).toEqual({ ok: true, messages: 3 });
    // The second message is of the next day: it does not verify with the scope of the first.
    const last = decodeMessage(pieces[1] ?? new Uint8Array());
    const previous = decodeMessage(pieces[0] ?? new Uint8Array()).headers.get(':chunk-signature');
    const signature = last.headers.get(':chunk-signature');
    if (previous?.type !== 'binary' || signature?.type !== 'binary') throw new Error('no signature');
    const day = { date: '19810117', region: 'us-east-1', service: 'demo' };
    const parts = {
      amzDate: '19810117T000000Z',
      credentialScope: '19810117/us-east-1/demo/aws4_request',
      previousSignature: toHexOf(previous.value),
      headers: dateHeader(new Date(evening + 2000)),
      payload: last.payload,
    };
    expect(toHexOf(signature.value)).toBe(eventSignature(signingKey('secret', day), parts));
  });

  it('of no message is the empty one', async () => {
    const { request: signed, encoder } = signEventStreamRequest(request, { ...options, now: ticking(START) });
    const { bytes } = await through([], encoder);
    const verifier = await verifierFor(signed);
    await through([bytes], verifier);
    expect(await verifier.outcome).toEqual({ ok: true, messages: 0 });
  });
});

describe('what is to be signed', () => {
  it.each([
    ['text', [ascii('{"foo":"bar"}')], /^body: ChecksumMismatch prelude, expected encoded messages$/],
    ['half a message', [messages[0]?.subarray(0, 20)], /^body: ends within a message, expected whole ones$/],
    ['half a prelude', [messages[0]?.subarray(0, 5)], /^body: ends within a message, expected whole ones$/],
    ['no bytes', ['text'], /^body: expected pieces of Uint8Array$/],
  ])('must be messages, not %s', async (_, pieces, message) => {
    const { encoder } = signEventStreamRequest(request, { ...options, now: ticking(START) });
    const { error } = await through(pieces as Uint8Array[], encoder);
    expect(error).toMatchObject({ name: 'SigV4Error', code: 'InvalidValue', message: expect.stringMatching(message) });
  });

  it('must go through the encoder', () => {
    expect(() => signEventStreamRequest({ ...request, body: 'text' }, options)).toThrow(
      'body: present, expected none: messages go through the encoder',
    );
  });
});

describe('a stream that is refused', () => {
  const envelope = (headers: Parameters<typeof encodeMessage>[0]) => encodeMessage(headers, ascii('x'));
  const when = { type: 'timestamp', value: new Date(START) } as const;
  const signature = { type: 'binary', value: new Uint8Array(32) } as const;

  it.each<[string, (pieces: readonly Uint8Array[]) => readonly Uint8Array[], object, number]>([
    ['a message left out', ([a, , c, d]) => pick(a, c, d), { reason: 'SignatureMismatch', index: 1 }, 1],
    ['two the other way round', ([a, b, c, d]) => pick(b, a, c, d), { reason: 'SignatureMismatch', index: 0 }, 0],
    ['one twice', ([a, b, c, d]) => pick(a, a, b, c, d), { reason: 'SignatureMismatch', index: 1 }, 1],
    ['no empty message', ([a, b, c]) => pick(a, b, c), { reason: 'Truncated', index: 3 }, 3],
    ['half a message', ([a, b]) => pick(a, b?.subarray(0, 40)), { reason: 'Truncated', index: 1 }, 1],
    ['nothing', () => [], { reason: 'Truncated', index: 0 }, 0],
    ['bytes after the end', ([a, b, c, d]) => pick(a, b, c, d, ascii('x')), { reason: 'TrailingBytes', index: 3 }, 3],
    ['a message without signature', () => [envelope([[':date', when]])], malformedEnvelope(), 0],
    ['a message that is not signed', () => [...messages], malformedEnvelope(), 0],
    [
      'a date of another type',
      () => [
        envelope([
          [':date', { type: 'long', value: 0n }],
          [':chunk-signature', signature],
        ]),
      ],
      malformedEnvelope(),
      0,
    ],
    [
      'another header',
      () => [
        envelope([
          [':date', when],
          [':chunk-signature', signature],
          ['a', when],
        ]),
      ],
      malformedEnvelope(),
      0,
    ],
    [
      'a signature of another length',
      () => [
        envelope([
          [':date', when],
          [':chunk-signature', { type: 'binary', value: new Uint8Array(31) }],
        ]),
      ],
      { reason: 'SignatureMismatch', index: 0 },
      0,
    ],
  ])('for %s', async (_, change, refusal, released) => {
    const { signed, pieces } = await signedStream();
    const verifier = await verifierFor(signed);
    const out = await through(change(pieces), verifier);
    expect(await verifier.outcome).toEqual({ ok: false, refusal });
    expect(out.error).toBeInstanceOf(StreamRefusedError);
    expect(out.pieces).toHaveLength(released);
  });

  it('says nothing of the reason unless it is asked', async () => {
    const { signed } = await signedStream();
    const verifier = await verifierFor(signed, { explain: false });
    const { error } = await through(messages, verifier);
    expect(error).toMatchObject({ message: 'refused', refusal: undefined });
    expect(await verifier.outcome).toEqual({ ok: false });
  });

  it.each([
    [{ now: () => new Date(START + 902_000) }, { reason: 'Skewed', field: ':date', index: 0 }],
    [{ now: () => new Date(START - 900_000) }, { reason: 'Skewed', field: ':date', index: 0 }],
    [{ now: () => new Date(Number.NaN) }, { reason: 'Skewed', field: ':date', index: 0 }],
    [{ maxSkewSeconds: 2 }, { reason: 'Skewed', field: ':date', index: 2 }],
    [{ maxMessageLength: 100 }, { reason: 'TooLarge', field: 'message', index: 0 }],
  ])('beyond a limit: %o', async (limits, refusal) => {
    const { signed, bytes } = await signedStream();
    const verifier = await verifierFor(signed, limits);
    await through([bytes], verifier);
    expect(await verifier.outcome).toEqual({ ok: false, refusal });
  });

  it('for a year that no signature can name', async () => {
    const { signed } = await signedStream();
    const date = { type: 'timestamp', value: new Date(8.64e15) } as const;
    const verifier = await verifierFor(signed, { maxSkewSeconds: Number.POSITIVE_INFINITY });
    await through(
      [
        envelope([
          [':date', date],
          [':chunk-signature', signature],
        ]),
      ],
      verifier,
    );
    expect(await verifier.outcome).toEqual({ ok: false, refusal: { reason: 'Malformed', field: ':date', index: 0 } });
  });

  it('for a request that announces another body', async () => {
    const { signed, bytes } = await signedStream();
    const seed = { ...(await verified(signed)), hashedPayload: 'UNSIGNED-PAYLOAD' };
    const verifier = verifyEventStream(seed, { credentials, explain: true });
    await through([bytes], verifier);
    const refusal = { reason: 'Malformed', field: 'x-amz-content-sha256', index: 0 };
    expect(await verifier.outcome).toEqual({ ok: false, refusal });
  });

  it('throws for credentials of somebody else', async () => {
    const seed = await verified((await signedStream()).signed);
    expect(() => verifyEventStream(seed, { credentials: { ...credentials, accessKeyId: 'other' } })).toThrow(
      expect.objectContaining({ code: 'InvalidValue', step: 'verification', field: 'credentials' }),
    );
  });
});

function pick(...pieces: (Uint8Array | undefined)[]): Uint8Array[] {
  return pieces.filter((piece) => piece !== undefined);
}

function malformedEnvelope(): object {
  return { reason: 'Malformed', field: ':date,:chunk-signature', index: 0 };
}
