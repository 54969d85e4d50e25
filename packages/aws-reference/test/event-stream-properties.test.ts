import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeHeaders,
  decodeMessage,
  encodeHeaders,
  encodeMessage,
  type MessageHeaderValue,
  signEventStreamRequest,
  verifyEventStream,
} from '../src/sigv4/event-stream/index.ts';
import { credentials, options, request, START, ticking, verified, verifierFor } from './support/events.ts';
import { Sha256 } from './support/peer-hash.ts';
import { concat, cut, through } from './support/streams.ts';

// The peers' builds for Node: their builds for bundlers cannot be loaded by it.
const load = createRequire(import.meta.url);
const { EventStreamCodec, Int64 } = load('@smithy/core/event-streams') as typeof import('@smithy/core/event-streams');
const { eventStreamPayloadHandlerProvider } = load(
  '@aws-sdk/eventstream-handler-node',
) as typeof import('@aws-sdk/eventstream-handler-node');
const { toUtf8, fromUtf8 } = load('@smithy/core/serde') as typeof import('@smithy/core/serde');

const value: fc.Arbitrary<MessageHeaderValue> = fc.oneof(
  fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ type: fc.constant('byte' as const), value: fc.integer({ min: -128, max: 127 }) }),
  fc.record({ type: fc.constant('short' as const), value: fc.integer({ min: -32_768, max: 32_767 }) }),
  fc.record({ type: fc.constant('integer' as const), value: fc.integer() }),
  fc.record({ type: fc.constant('long' as const), value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
  fc.record({ type: fc.constant('binary' as const), value: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'grapheme', maxLength: 20 }) }),
  fc.record({ type: fc.constant('timestamp' as const), value: fc.date({ noInvalidDate: true }) }),
  fc.record({ type: fc.constant('uuid' as const), value: fc.uuid() }),
);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const headers = fc.uniqueArray(fc.tuple(name, value), { selector: ([one]) => one, maxLength: 5 });
const payload = fc.uint8Array({ maxLength: 60 });
const messages = fc.array(
  fc.tuple(headers, payload).map(([one, two]) => encodeMessage(one, two)),
  { maxLength: 5 },
);
const pieces = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 5 });
const sameBytes = (list: readonly Uint8Array[]): Buffer[] => list.map((one) => Buffer.from(one));

/** A value as the peer has it. */
function peerValue(one: MessageHeaderValue): { type: string; value: unknown } {
  if (one.type === 'long') {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, one.value);
    return { type: 'long', value: new Int64(bytes) };
  }
  return one;
}

describe('messages', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(headers, payload, (pairs, body) => {
        const decoded = decodeMessage(encodeMessage(pairs, body));
        expect([...decoded.headers]).toEqual(pairs);
        expect(Buffer.from(decoded.payload)).toEqual(Buffer.from(body));
      }),
    );
  });

  it('are those that @smithy/core writes', () => {
    const codec = new EventStreamCodec(toUtf8, fromUtf8);
    fc.assert(
      fc.property(headers, payload, (pairs, body) => {
        fc.pre(pairs.every(([one]) => !/^\d+$/.test(one) && one !== '__proto__'));
        const peer = Object.fromEntries(pairs.map(([one, two]) => [one, peerValue(two)]));
        const theirs = codec.encode({ headers: peer as never, body });
        expect(Buffer.compare(encodeMessage(pairs, body), theirs)).toBe(0);
      }),
    );
  });

  it('are refused with any byte changed', () => {
    fc.assert(
      fc.property(headers, payload, fc.nat(), fc.integer({ min: 1, max: 255 }), (pairs, body, place, flip) => {
        const bytes = encodeMessage(pairs, body);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(() => decodeMessage(bytes)).toThrow(expect.objectContaining({ code: 'StreamRefused' }));
      }),
    );
  });

  it('have headers that are read from anything or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let decoded: ReturnType<typeof decodeHeaders>;
        try {
          decoded = decodeHeaders(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'StreamRefused', refusal: { reason: 'Malformed', field: 'headers' } });
          return;
        }
        expect(Buffer.from(encodeHeaders(decoded))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

describe('a signed stream', () => {
  it('is the same whatever the pieces, and is read back whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(messages, pieces, pieces, async (list, sent, arrived) => {
        const sign = () => signEventStreamRequest(request, { ...options, now: ticking(START) });
        const { request: signed, encoder } = sign();
        const { bytes } = await through(cut(concat(list), sent), encoder);
        const whole = await through(list, sign().encoder);
        expect(Buffer.compare(bytes, whole.bytes)).toBe(0);
        const verifier = await verifierFor(signed);
        const back = await through(cut(bytes, arrived), verifier);
        expect(back.error).toBeUndefined();
        expect(sameBytes(back.pieces)).toEqual(sameBytes(list));
        expect(await verifier.outcome).toEqual({ ok: true, messages: list.length });
      }),
    );
  });

  /** What a verifier makes of a stream that was changed. */
  async function tamper(
    list: readonly Uint8Array[],
    sizes: readonly number[],
    change: (bytes: Uint8Array) => Uint8Array,
  ) {
    const { request: signed, encoder } = signEventStreamRequest(request, { ...options, now: ticking(START) });
    const { bytes } = await through(list, encoder);
    const verifier = await verifierFor(signed);
    const out = await through(cut(change(bytes), sizes), verifier);
    expect(sameBytes(out.pieces)).toEqual(sameBytes(list.slice(0, out.pieces.length)));
    expect(out.error).toMatchObject({ code: 'StreamRefused' });
    return verifier.outcome;
  }

  it('is refused with any byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        messages,
        pieces,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (list, sizes, place, flip) => {
          const outcome = await tamper(list, sizes, (from) => {
            const copy = from.slice();
            const at = place % copy.length;
            copy[at] = (copy[at] ?? 0) ^ flip;
            return copy;
          });
          expect(outcome).toMatchObject({ ok: false });
        },
      ),
    );
  });

  it('is refused when it is cut off anywhere, or followed by anything', async () => {
    await fc.assert(
      fc.asyncProperty(
        messages,
        pieces,
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 3 }),
        async (list, sizes, place, more) => {
          const cutOff = await tamper(list, sizes, (from) => from.subarray(0, place % from.length));
          expect(cutOff).toMatchObject({ refusal: { reason: 'Truncated' } });
          const followed = await tamper(list, sizes, (from) => concat([from, more]));
          expect(followed).toMatchObject({ refusal: { reason: 'TrailingBytes' } });
        },
      ),
    );
  });
});

describe('the stream that the AWS SDK for JavaScript signs', () => {
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service: 'demo', sha256: Sha256 });
  const { signature, headers: seedHeaders } = signEventStreamRequest(request, options).request;

  /** What the SDK sends for these messages and the end of them. */
  async function sdk(list: readonly Uint8Array[]): Promise<Buffer> {
    const handler = eventStreamPayloadHandlerProvider({
      credentials: async () => credentials,
      messageSigner: async () => signer,
      utf8Encoder: toUtf8,
      utf8Decoder: fromUtf8,
    });
    const sent = {
      headers: seedHeaders,
      query: {},
      body: Readable.from([...list, new Uint8Array()], { objectMode: true }),
    };
    let bytes = Buffer.alloc(0);
    await handler.handle(
      async (args) => {
        bytes = await buffer((args as { request: { body: Readable } }).request.body);
        return { output: {}, response: {} } as never;
      },
      { request: sent, input: {} } as never,
      {} as never,
    );
    return bytes;
  }

  it('is the one that is signed here, and is verified here', async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (list) => {
        const theirs = await sdk(list);
        const seed = { ...(await verified({ ...request, headers: seedHeaders })), signature };
        const verifier = verifyEventStream(seed, { credentials, explain: true });
        const back = await through(cut(theirs, [33]), verifier);
        expect(await verifier.outcome).toEqual({ ok: true, messages: list.length });
        expect(sameBytes(back.pieces)).toEqual(sameBytes(list));
        const dates = datesOf(theirs);
        const now = () => dates.shift() ?? new Date(Number.NaN);
        const ours = await through(list, signEventStreamRequest(request, { ...options, now }).encoder);
        expect(Buffer.compare(ours.bytes, theirs)).toBe(0);
      }),
    );
  });
});

/** The moments at which the messages of a stream were signed. */
function datesOf(bytes: Buffer): Date[] {
  const dates: Date[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const { headers: found } = decodeMessage(bytes.subarray(at, at + bytes.readUInt32BE(at)));
    const date = found.get(':date');
    if (date?.type === 'timestamp') dates.push(date.value);
  }
  return dates;
}
