import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChunkedSigningOptions,
  chunkedContentLength,
  signChunkedRequest,
  verifyChunks,
} from '../src/sigv4/chunks/index.ts';
import { type TwinInput, twin } from './support/chunk-twin.ts';
import { AMZ_DATE, credentials, options, upload, verified } from './support/s3-upload.ts';
import { concat, cut, through } from './support/streams.ts';

const sizes = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 5 });
const names = fc.constantFrom('x-amz-checksum-crc32', 'x-amz-checksum-sha256', 'first', 'second', 'a-b.c');
const values = fc.stringMatching(/^[!-~]{0,12}$/);
const trailers = fc.dictionary(names, values, { maxKeys: 3 });
const payload = fc.constantFrom('signed' as const, 'unsigned-trailer' as const);
/** Bytes that differ, without keeping them all. */
const bodyOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);

interface Plan extends ChunkedSigningOptions {
  readonly trailers: Record<string, string>;
  readonly chunkSize: number;
}
const plans: fc.Arbitrary<Plan> = fc.record({
  decodedLength: fc.integer({ min: 0, max: 40_000 }),
  chunkSize: fc.integer({ min: 8192, max: 12_000 }),
  trailers,
  payload,
  ...Object.fromEntries(Object.entries(options).map(([name, value]) => [name, fc.constant(value)])),
}) as unknown as fc.Arbitrary<Plan>;

function twinOf(plan: Plan, seed: string): Uint8Array {
  const body = bodyOf(plan.decodedLength);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += plan.chunkSize) chunks.push(body.subarray(at, at + plan.chunkSize));
  const sorted = Object.entries(plan.trailers).sort(([a], [b]) => (a < b ? -1 : 1));
  return twin({
    secretAccessKey: credentials.secretAccessKey,
    amzDate: AMZ_DATE,
    region: 'us-east-1',
    seed,
    chunks,
    trailers: sorted,
    signed: plan.payload === 'signed',
  });
}

describe('encoding', () => {
  it('gives the same bytes whatever the pieces, exactly as many as announced', async () => {
    await fc.assert(
      fc.asyncProperty(plans, sizes, async (plan, pieces) => {
        const { request, encoder } = signChunkedRequest(upload, plan);
        const { bytes, error } = await through(cut(bodyOf(plan.decodedLength), pieces), encoder);
        expect(error).toBeUndefined();
        expect(bytes.length).toBe(chunkedContentLength(plan));
        expect(request.headers['content-length']).toBe(String(bytes.length));
        expect(Buffer.compare(bytes, twinOf(plan, request.signature))).toBe(0);
      }),
    );
  });

  it('refuses more or fewer bytes than announced', async () => {
    await fc.assert(
      fc.asyncProperty(plans, sizes, fc.integer({ min: 0, max: 40_000 }), async (plan, pieces, length) => {
        fc.pre(length !== plan.decodedLength);
        const { encoder } = signChunkedRequest(upload, plan);
        const { error } = await through(cut(bodyOf(length), pieces), encoder);
        expect(error).toMatchObject({ code: 'InvalidValue', field: 'decodedLength' });
      }),
    );
  });

  it('announces the exact length for any size', () => {
    // Against the sum over all chunks, the obvious way.
    const big = fc.record({
      decodedLength: fc.integer({ min: 0, max: 5_000_000 }),
      chunkSize: fc.integer({ min: 8192, max: 100_000 }),
      signatureLength: fc.constantFrom(64, 144),
      trailers,
      payload,
    });
    fc.assert(
      fc.property(big, (plan) => {
        const signature = plan.payload === 'signed' ? `;chunk-signature=${'0'.repeat(plan.signatureLength)}` : '';
        let sum = 0;
        let left = plan.decodedLength;
        do {
          const size = Math.min(left, plan.chunkSize);
          left -= size;
          if (size > 0) sum += `${size.toString(16)}${signature}\r\n\r\n`.length + size;
        } while (left > 0);
        sum += `0${signature}\r\n\r\n`.length;
        for (const [name, value] of Object.entries(plan.trailers)) sum += `${name}:${value}\r\n`.length;
        if (signature !== '' && Object.keys(plan.trailers).length > 0) {
          sum += `x-amz-trailer-signature:${'0'.repeat(plan.signatureLength)}\r\n`.length;
        }
        expect(chunkedContentLength(plan)).toBe(sum);
      }),
    );
  });
});

describe('decoding', () => {
  it('gives the body back whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(plans, sizes, sizes, async (plan, pieces, arrived) => {
        const { request, encoder } = signChunkedRequest(upload, plan);
        const body = bodyOf(plan.decodedLength);
        const { bytes } = await through(cut(body, pieces), encoder);
        const verifier = verifyChunks(request, await verified(request), { credentials, explain: true });
        const back = await through(cut(bytes, arrived), verifier);
        expect(back.error).toBeUndefined();
        expect(Buffer.compare(back.bytes, body)).toBe(0);
        const chunks = Math.ceil(plan.decodedLength / plan.chunkSize);
        const told = new Map(Object.entries(plan.trailers));
        expect(await verifier.outcome).toEqual({ ok: true, decodedLength: body.length, chunks, trailers: told });
      }),
    );
  });
});

/** Bodies of small chunks, so that a change falls on any part of them. */
const small = fc.record({
  chunks: fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 4 }),
  trailers,
  pieces: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
});

interface Small {
  readonly chunks: readonly Uint8Array[];
  readonly trailers: Record<string, string>;
  readonly pieces: readonly number[];
}

/** Has a request and a signed body for it, changes the body, and tells what the verifier makes of it. */
async function tamper({ chunks, trailers: given, pieces }: Small, change: (bytes: Uint8Array) => Uint8Array) {
  const body = concat(chunks);
  const { request } = signChunkedRequest(upload, { ...options, decodedLength: body.length, trailers: given });
  const input: TwinInput = {
    secretAccessKey: credentials.secretAccessKey,
    amzDate: AMZ_DATE,
    region: 'us-east-1',
    seed: request.signature,
    chunks,
    trailers: Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)),
    signed: true,
  };
  const good = twin(input);
  const changed = change(good);
  const verifier = verifyChunks(request, await verified(request), { credentials, explain: true, minChunkSize: 1 });
  const { bytes, pieces: out, error } = await through(cut(changed, pieces), verifier);
  // Only whole chunks come out, each as it was signed, in order.
  expect(out.map((piece) => Buffer.from(piece))).toEqual(
    chunks.slice(0, out.length).map((chunk) => Buffer.from(chunk)),
  );
  return { good, changed, body, bytes, error, outcome: await verifier.outcome };
}

describe('a signed body', () => {
  it('is refused with any byte changed, unless the change means nothing', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.nat(), fc.integer({ min: 1, max: 255 }), async (one, place, flip) => {
        const { good, changed, body, bytes, outcome } = await tamper(one, (from) => {
          const copy = from.slice();
          const at = place % copy.length;
          copy[at] = (copy[at] ?? 0) ^ flip;
          return copy;
        });
        if (!outcome.ok) return;
        // A digit of a length or a letter of a trailer's name in the other case.
        const text = (from: Uint8Array): string => Buffer.from(from).toString('latin1').toLowerCase();
        expect(text(changed)).toBe(text(good));
        expect(Buffer.compare(bytes, body)).toBe(0);
        expect(outcome.trailers).toEqual(new Map(Object.entries(one.trailers)));
      }),
    );
  });

  it('is refused when it is cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.nat(), async (one, place) => {
        const { outcome } = await tamper(one, (from) => from.subarray(0, place % from.length));
        expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'Truncated' } });
      }),
    );
  });

  it('is refused with anything after it', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.uint8Array({ minLength: 1, maxLength: 5 }), async (one, more) => {
        const { outcome } = await tamper(one, (from) => concat([from, more]));
        expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'TrailingBytes' } });
      }),
    );
  });

  it('is refused with bytes taken out or put in', async () => {
    const more = fc.uint8Array({ maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(small, fc.nat(), fc.nat({ max: 5 }), more, async (one, place, less, added) => {
        const { good, changed, outcome } = await tamper(one, (from) => {
          const at = place % from.length;
          return concat([from.subarray(0, at), added, from.subarray(at + less)]);
        });
        fc.pre(Buffer.compare(good, changed) !== 0);
        // Spaces around a trailer, and the line ends that other clients write there, are part of no signature.
        const bare = (from: Uint8Array): string =>
          Buffer.from(from).toString('latin1').replace(/[\s]/g, '').toLowerCase();
        if (outcome.ok) expect(bare(changed)).toBe(bare(good));
      }),
    );
  });
});

describe('whatever arrives', () => {
  it('ends with an outcome', async () => {
    const { request } = signChunkedRequest(upload, { ...options, decodedLength: 3, trailers: { first: '1' } });
    const seed = await verified(request);
    const line = fc.constantFrom(
      '3',
      '0',
      ';chunk-signature=',
      '0'.repeat(64),
      '\r\n',
      'abc',
      'first:1',
      ':',
      '\n',
      '',
    );
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        const verifier = verifyChunks(request, seed, { credentials, explain: true });
        const { error, bytes: out } = await through([bytes], verifier);
        expect(error).toMatchObject({ code: 'StreamRefused' });
        expect(await verifier.outcome).toMatchObject({ ok: false });
        expect(out).toHaveLength(0);
      }),
    );
  });
});
