import { describe, expect, it } from 'vitest';
import {
  type ChunkVerifyOptions,
  StreamRefusedError,
  signChunkedRequest,
  verifyChunks,
} from '../src/sigv4/chunks/index.ts';
import type { SignedRequest } from '../src/sigv4/index.ts';
import { twin } from './support/chunk-twin.ts';
import { AMZ_DATE, credentials, options, upload, verified, verifierFor } from './support/s3-upload.ts';
import { ascii, concat, textOf, through } from './support/streams.ts';

const chunks = ['one', 'two!', 'end'].map(ascii);
const small: Partial<ChunkVerifyOptions> = { minChunkSize: 1 };
const TRAILERS = [['x-amz-checksum-crc32', 'AAAAAA=='] as const, ['x-other', 'v'] as const];

function signed(trailers: boolean, signing = true, decodedLength = 10): SignedRequest {
  return signChunkedRequest(upload, {
    ...options,
    decodedLength,
    trailers: trailers ? Object.fromEntries(TRAILERS) : undefined,
    payload: signing ? 'signed' : 'unsigned-trailer',
  }).request;
}

interface Variant {
  readonly parts?: readonly Uint8Array[];
  readonly gaps?: readonly [string, string];
  readonly seed?: string;
  readonly trailers?: readonly (readonly [string, string])[];
}

/** A body as the request announced it, or not quite. */
function bodyOf(request: SignedRequest, trailers: boolean, signing = true, variant: Variant = {}): Uint8Array {
  return twin({
    secretAccessKey: credentials.secretAccessKey,
    amzDate: AMZ_DATE,
    region: 'us-east-1',
    seed: variant.seed ?? request.signature,
    chunks: variant.parts ?? chunks,
    trailers: trailers ? (variant.trailers ?? TRAILERS) : undefined,
    signed: signing,
    ...(variant.gaps === undefined ? {} : { gaps: variant.gaps }),
  });
}

async function outcomeOf(request: SignedRequest, bytes: Uint8Array, limits: Partial<ChunkVerifyOptions> = small) {
  const verifier = await verifierFor(request, limits);
  const { error, bytes: out } = await through([bytes], verifier);
  return { outcome: await verifier.outcome, error, out: textOf(out) };
}

describe('framings of trailers', () => {
  it.each([
    ['right after the last chunk', ['', '']],
    ['after an empty line', ['\r\n', '']],
    ['their signature after an empty line', ['', '\r\n']],
    ['a line feed of its own after the last', ['', '\n\r\n']],
  ] as const)('%s', async (_, [before, after]) => {
    const request = signed(true);
    const framed = bodyOf(request, true, true, { gaps: [before, after === '\n\r\n' ? '' : after] });
    // As some clients write: the canonical trailers, then an empty line, then the signature.
    const text = textOf(framed).replace('x-other:v\r\n', after === '\n\r\n' ? 'x-other:v\n\r\n' : 'x-other:v\r\n');
    const { outcome, out } = await outcomeOf(request, ascii(text));
    expect(out).toBe('onetwo!end');
    expect(outcome).toMatchObject({ ok: true, trailers: new Map(TRAILERS) });
  });

  it('canonical trailers joined with line feeds', async () => {
    const request = signed(true);
    const text = textOf(bodyOf(request, true)).replace('AAAAAA==\r\nx-other:v\r\n', 'AAAAAA==\nx-other:v\n\r\n');
    expect((await outcomeOf(request, ascii(text))).outcome).toMatchObject({ ok: true, trailers: new Map(TRAILERS) });
  });

  it('unsigned ones, after an empty line and with spaces', async () => {
    const request = signed(true, false);
    const framed = textOf(bodyOf(request, true, false, { gaps: ['\r\n', ''] })).replace('x-other:v', 'X-Other : v ');
    expect((await outcomeOf(request, ascii(framed))).outcome).toMatchObject({ ok: true, trailers: new Map(TRAILERS) });
  });
});

describe('lengths of chunks', () => {
  it('may be written in capitals', async () => {
    const request = signed(false, true, 10);
    const bytes = bodyOf(request, false, true, { parts: [ascii('0123456789')] });
    const text = textOf(bytes).replace('a;chunk', 'A;chunk');
    expect((await outcomeOf(request, ascii(text))).out).toBe('0123456789');
  });
});

describe('a body that is refused', () => {
  const request = signed(false);
  const good = textOf(bodyOf(request, false));
  const cases: [name: string, text: string, refusal: object, released: string][] = [
    ['a changed byte', good.replace('two!', 'twO!'), { reason: 'SignatureMismatch', index: 1 }, 'one'],
    [
      'two chunks the other way round',
      textOf(bodyOf(request, false, true, { parts: ['one', 'two!', 'end'].map(ascii) })).replace(
        /(4;.*\r\ntwo!\r\n)(3;.*\r\nend\r\n)/,
        '$2$1',
      ),
      { reason: 'SignatureMismatch', index: 1 },
      'one',
    ],
    ['a chunk left out', good.replace(/4;.*\r\ntwo!\r\n/, ''), { reason: 'SignatureMismatch', index: 1 }, 'one'],
    [
      'the chain of another request',
      textOf(bodyOf(request, false, true, { seed: '0'.repeat(64) })),
      { reason: 'SignatureMismatch', index: 0 },
      '',
    ],
    [
      'a chunk without signature',
      good.replace(/;chunk-signature=[\da-f]{64}/, ''),
      { reason: 'Malformed', field: 'chunk-header', index: 0 },
      '',
    ],
    [
      'a signature in capitals',
      good.replace(/(?<==)[\da-f]{64}/, (digits) => digits.toUpperCase()),
      { reason: 'Malformed', field: 'chunk-header', index: 0 },
      '',
    ],
    ['a signature filled up', good.replace(/(?<==)[\da-f]{64}/, '$&*'), { reason: 'SignatureMismatch', index: 0 }, ''],
    ['a length that is none', `+${good}`, { reason: 'Malformed', field: 'chunk-header', index: 0 }, ''],
    [
      'data longer than its length',
      good.replace('one\r', 'one!\r'),
      { reason: 'Malformed', field: 'chunk-end', index: 0 },
      'one',
    ],
    [
      'more bytes than announced',
      textOf(bodyOf(request, false, true, { parts: ['one', 'two!', 'end', 'x'].map(ascii) })),
      { reason: 'LengthMismatch', index: 3 },
      'onetwo!end',
    ],
    [
      'fewer bytes than announced',
      textOf(bodyOf(request, false, true, { parts: ['one', 'two!'].map(ascii) })),
      { reason: 'LengthMismatch', index: 2 },
      'onetwo!',
    ],
    ['no last chunk', good.slice(0, good.indexOf('0;')), { reason: 'Truncated', index: 3 }, 'onetwo!end'],
    ['no end', good.slice(0, -1), { reason: 'Truncated', index: 3 }, 'onetwo!end'],
    ['no body', '', { reason: 'Truncated', index: 0 }, ''],
    ['bytes after the end', `${good}\r\n`, { reason: 'TrailingBytes', index: 3 }, 'onetwo!end'],
    [
      'trailers nobody announced',
      textOf(bodyOf(request, true)),
      { reason: 'UnexpectedTrailer', index: 3 },
      'onetwo!end',
    ],
  ];

  it.each(cases)('for %s', async (_, text, refusal, released) => {
    const { outcome, error, out } = await outcomeOf(request, ascii(text));
    expect(outcome).toEqual({ ok: false, refusal });
    expect(error).toBeInstanceOf(StreamRefusedError);
    expect(error).toMatchObject({ code: 'StreamRefused', refusal });
    expect(out).toBe(released);
  });

  it('says nothing of the reason unless it is asked', async () => {
    const bad = ascii(good.replace('two!', 'twO!'));
    const { outcome, error } = await outcomeOf(request, bad, { ...small, explain: false });
    expect(outcome).toEqual({ ok: false });
    expect(error).toMatchObject({ message: 'refused', refusal: undefined });
  });

  it.each([
    ['TooSmall', 'chunk', { minChunkSize: 4 }, 1],
    ['TooLarge', 'chunk', { ...small, maxChunkSize: 3 }, 1],
    ['TooLarge', 'line', { ...small, maxLineLength: 80 }, 0],
  ] as const)('beyond a limit: %s %s', async (reason, field, limits, index) => {
    const { outcome } = await outcomeOf(request, ascii(good), limits);
    expect(outcome).toEqual({ ok: false, refusal: { reason, field, index } });
  });

  it('takes no chunk of less than 8192 bytes but the last, unless told otherwise', async () => {
    const { outcome } = await outcomeOf(request, ascii(good), {});
    expect(outcome).toEqual({ ok: false, refusal: { reason: 'TooSmall', field: 'chunk', index: 1 } });
  });
});

describe('trailers that are refused', () => {
  const request = signed(true);
  const good = textOf(bodyOf(request, true));
  const unsigned = signed(true, false);
  const bare = textOf(bodyOf(unsigned, true, false));
  const field = 'x-amz-trailer-signature';

  it.each([
    ['a changed value', good.replace('AAAAAA==', 'BAAAAA=='), { reason: 'SignatureMismatch', field }],
    ['a changed signature', good.replace(/(signature:)./, '$1g'), { reason: 'SignatureMismatch', field }],
    // An empty line may come before it.
    ['no signature', good.replace(/x-amz-trailer-signature:.*\r\n/, ''), { reason: 'Truncated' }],
    ['no signature, twice', good.replace(/x-amz-trailer-signature:.*/, ''), { reason: 'MissingTrailer', field }],
    ['one missing', good.replace('x-other:v\r\n', ''), { reason: 'MissingTrailer', field: 'x-other' }],
    ['one twice', good.replace('x-other:v\r\n', '$&$&'), { reason: 'UnexpectedTrailer', field: 'x-other' }],
    ['another one', good.replace('x-other', 'x-otter'), { reason: 'UnexpectedTrailer', field: 'x-otter' }],
    [
      'one after the signature',
      `${good.slice(0, -2)}x-other:v\r\n\r\n`,
      { reason: 'UnexpectedTrailer', field: 'x-other' },
    ],
    ['no colon', good.replace('x-other:', 'x-other '), { reason: 'Malformed', field: 'trailer' }],
    [
      'empty lines',
      good.replace(/\r\nx-amz-checksum/, '\r\n\r\n$&'),
      { reason: 'MissingTrailer', field: `x-amz-checksum-crc32,x-other,${field}` },
    ],
    ['no end', good.slice(0, -2), { reason: 'Truncated' }],
    ['bytes after the end', `${good}\r\n`, { reason: 'TrailingBytes' }],
  ])('signed: %s', async (_, text, refusal) => {
    expect((await outcomeOf(request, ascii(text))).outcome).toEqual({ ok: false, refusal: { ...refusal, index: 3 } });
  });

  it.each([
    ['one missing', bare.replace('x-other:v\r\n', ''), { reason: 'MissingTrailer', field: 'x-other' }],
    ['another one', bare.replace('x-other', 'x-otter'), { reason: 'UnexpectedTrailer', field: 'x-otter' }],
    ['a signature', `${bare.slice(0, -2)}x-amz-trailer-signature:00\r\n\r\n`, { reason: 'UnexpectedTrailer', field }],
    ['bytes after the end', `${bare}0`, { reason: 'TrailingBytes' }],
  ])('not signed: %s', async (_, text, refusal) => {
    expect((await outcomeOf(unsigned, ascii(text))).outcome).toEqual({ ok: false, refusal: { ...refusal, index: 3 } });
  });

  it('refuses a signature where nothing is signed', async () => {
    const text = bare.replace('3\r\none', `3;chunk-signature=${'0'.repeat(64)}\r\none`);
    const refusal = { reason: 'Malformed', field: 'chunk-header', index: 0 };
    expect((await outcomeOf(unsigned, ascii(text))).outcome).toEqual({ ok: false, refusal });
  });
});

describe('a request that announces no such body', () => {
  const request = signed(true);

  it.each([
    ['x-amz-decoded-content-length', undefined],
    ['x-amz-decoded-content-length', '-1'],
    ['x-amz-decoded-content-length', '1e3'],
    ['x-amz-decoded-content-length', '99999999999999999999'],
    ['x-amz-trailer', undefined],
  ])('%s: %s', async (field, value) => {
    const seed = await verified(request);
    const headers = { ...request.headers, [field]: value };
    const verifier = verifyChunks({ headers }, seed, { credentials, explain: true });
    const { error } = await through([bodyOf(request, true)], verifier);
    expect(error).toBeInstanceOf(StreamRefusedError);
    expect(await verifier.outcome).toEqual({ ok: false, refusal: { reason: 'Malformed', field, index: 0 } });
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-EVENTS', 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD'])(
    'x-amz-content-sha256: %s',
    async (hashedPayload) => {
      const verifier = verifyChunks(
        request,
        { ...(await verified(request)), hashedPayload },
        { credentials, explain: true },
      );
      await through([], verifier);
      const refusal = { reason: 'Malformed', field: 'x-amz-content-sha256', index: 0 };
      expect(await verifier.outcome).toEqual({ ok: false, refusal });
    },
  );

  it('throws for credentials of somebody else', async () => {
    const seed = await verified(request);
    const other = { ...credentials, accessKeyId: 'AKIDEXAMPLE' };
    expect(() => verifyChunks(request, seed, { credentials: other })).toThrow(
      expect.objectContaining({ code: 'InvalidValue', step: 'verification', field: 'credentials' }),
    );
  });
});

describe('a body that is given up', () => {
  const request = signed(false);
  const good = bodyOf(request, false);

  it('is refused when the sender aborts', async () => {
    const verifier = await verifierFor(request, small);
    const writer = verifier.writable.getWriter();
    const reader = verifier.readable.getReader();
    const pending = writer.write(concat([good.subarray(0, 120)]));
    expect(textOf((await reader.read()).value ?? ascii(''))).toBe('one');
    await pending;
    await writer.abort(new Error('gone'));
    await expect(reader.read()).rejects.toThrow('gone');
    expect(await verifier.outcome).toEqual({ ok: false, refusal: { reason: 'Truncated', index: 1 } });
  });

  it('is refused when the sender aborts while a chunk waits to be read', async () => {
    const verifier = await verifierFor(request, small);
    const writer = verifier.writable.getWriter();
    const pending = writer.write(good);
    const aborted = writer.abort(new Error('gone'));
    expect(await verifier.outcome).toMatchObject({ ok: false });
    await Promise.allSettled([pending, aborted]);
    await expect(verifier.readable.getReader().read()).rejects.toThrow('gone');
  });

  it('ends the sender when the reader cancels', async () => {
    const verifier = await verifierFor(request, small);
    const writer = verifier.writable.getWriter();
    const pending = writer.write(good);
    await verifier.readable.cancel(new Error('enough'));
    await pending;
    await expect(writer.write(good)).rejects.toThrow('enough');
    expect(await verifier.outcome).toMatchObject({ ok: false });
  });
});
