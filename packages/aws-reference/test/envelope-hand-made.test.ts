// What our own writer never writes, and may be read all the same.
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, decryptStream, EnvelopeError, encrypt, inspect } from '../src/envelope/index.ts';
import { aesKeyring, counted, hexId, policyFor, rejection, SUITES } from './support/envelope.ts';
import { contextBytes, type HandMade, handMade, inOrder } from './support/hand-made.ts';
import { cut, through } from './support/streams.ts';

const keys = aesKeyring();
const known = { keyNamespace: 'test', keyName: 'key', wrappingKey: new Uint8Array(32).fill(7) };
const suites = SUITES.map((suite) => [hexId(suite), suite] as const);

/** Keys in the order of UTF-8, which differs from that of UTF-16 and from that of any language. */
const PAIRS = ['', 'A', 'Z', 'a', 'é', '\uff5a', '\u{10000}', '\u{1f600}'].map((key, at) => [key, `${at}`] as const);

const written = (more: Partial<HandMade> & Pick<HandMade, 'suite'>): Uint8Array<ArrayBuffer> =>
  handMade({ plaintext: counted(50), frameLength: 16, ...known, ...more });

/** Reads a message whole, and in pieces of these sizes. */
async function expectOpens(message: Uint8Array, options: Parameters<typeof decrypt>[1], sizes: number[]) {
  const { plaintext, encryptionContext } = await decrypt(message, options);
  const streamed = await through(cut(message, sizes), decryptStream(options));
  expect(streamed.error).toBeUndefined();
  expect(streamed.bytes).toEqual(plaintext);
  return { plaintext, encryptionContext };
}

describe.each(suites)('a message of suite %s by another writer', (_, suite) => {
  const options = { keys, commitmentPolicy: policyFor(suite) };
  const sizes = () => fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 6 });

  it('is read in frames and without frames, however cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100), fc.nat(40), sizes(), async (length, frameLength, sizes) => {
        const message = written({ suite, plaintext: counted(length), frameLength });
        expect((await expectOpens(message, options, sizes)).plaintext).toEqual(counted(length));
      }),
      { numRuns: suite.curve ? 15 : 50 },
    );
  });

  it('is read when its last frame is empty', async () => {
    for (const length of [0, 16, 48]) {
      const message = written({ suite, plaintext: counted(length), emptyLast: true });
      expect(inspect(message).frames.at(-1)?.contentLength).toBe(0);
      expect((await expectOpens(message, options, [13])).plaintext).toEqual(counted(length));
    }
  });

  it('is read with its pairs in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(PAIRS).filter(({ length }) => length > 0),
        async (pairs) => {
          const message = written({ suite, pairs });
          const stored = Object.keys(inspect(message).header?.encryptionContext ?? {});
          expect(stored.filter((key) => !key.startsWith('aws-crypto-'))).toEqual(pairs.map(([key]) => key));
          const given = { ...options, encryptionContext: Object.fromEntries(pairs.toReversed()) };
          expect((await expectOpens(message, given, [29])).encryptionContext).toMatchObject(Object.fromEntries(pairs));
        },
      ),
      { numRuns: suite.curve ? 10 : 40 },
    );
  });

  it('without frames is refused with any one bit flipped, cut off or gone on', async () => {
    const message = written({ suite, plaintext: counted(9), frameLength: 0 });
    // A signature takes a millisecond to check: a seventh of the bits, and all of them in the slow tests.
    const step = suite.curve && process.env.NOTEBANK_SLOW !== '1' ? 7 : 1;
    for (let bit = 0; bit < message.length * 8; bit += step) {
      const flipped = message.with(bit >> 3, (message[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(await rejection(decrypt(flipped, { keys, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' }))).toSatisfy(
        (error) => error instanceof EnvelopeError,
      );
    }
    for (let length = 0; length < message.length; length++) {
      expect((await rejection(decrypt(message.subarray(0, length), options))).code).toBe('Truncated');
      if (length % 8 > 0) continue;
      const { bytes, error } = await through(cut(message.subarray(0, length), [11]), decryptStream(options));
      expect([bytes.length, (error as EnvelopeError).code]).toEqual([0, 'Truncated']);
    }
    expect((await rejection(decrypt(Uint8Array.of(...message, 0), options))).code).toBe('TrailingBytes');
  });

  it('has the same header as ours, but for what is random', async () => {
    const encryptionContext = Object.fromEntries(PAIRS.toReversed());
    const ours = inspect(
      await encrypt(counted(50), { ...options, algorithmSuite: suite.id, encryptionContext, frameLength: 16 }),
    );
    const theirs = inspect(written({ suite, pairs: inOrder(PAIRS) }));
    const places = ({ fields }: typeof ours) =>
      fields.filter(({ part }) => part !== 'footer').map(({ name, start }) => [name, start]);
    // Ours puts its public key in order, after the capital letters.
    if (suite.curve) expect(places(ours).length).toBe(places(theirs).length);
    else expect(places(ours)).toEqual(places(theirs));
    const own = Object.entries(ours.header?.encryptionContext ?? {});
    const { start } = ours.fields.find(({ name }) => name === 'encryptionContextCount') ?? { start: 0 };
    const expected = contextBytes(inOrder(own));
    expect(own).toHaveLength(PAIRS.length + (suite.curve ? 1 : 0));
    expect(Buffer.from(ours.message.subarray(start, start + expected.length)).equals(expected)).toBe(true);
  });
});
