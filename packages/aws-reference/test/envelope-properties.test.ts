import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, decryptStream, EnvelopeError, encrypt, inspect, type KeySource } from '../src/envelope/index.ts';
import { aesKeyring, counted, hexId, policyFor, RSA_KEYS, rejection, SUITES } from './support/envelope.ts';
import { cut, through } from './support/streams.ts';

const keys = aesKeyring();
const slow = process.env.NOTEBANK_SLOW === '1';
const commitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

/** What may become of a message that somebody changed. */
const REFUSALS = ['DecryptionFailed', 'Malformed', 'Truncated', 'TrailingBytes', 'LimitExceeded'];

async function expectRefused(message: Uint8Array, source: KeySource = keys): Promise<void> {
  const options = { keys: source, commitmentPolicy } as const;
  expect(REFUSALS).toContain((await rejection(decrypt(message, options))).code);
}

describe.each(SUITES.map((suite) => [hexId(suite), suite] as const))('a message of suite %s', (_, suite) => {
  const options = { keys, algorithmSuite: suite.id, commitmentPolicy: policyFor(suite), frameLength: 16 };
  const sealed = encrypt(counted(40), { ...options, encryptionContext: { a: '\u{1f600}', b: '' } });

  it('is refused with any one bit flipped', async () => {
    const message = await sealed;
    // A signature takes a millisecond to check: a fifth of the bits, and all of them in the slow tests.
    const step = suite.curve && !slow ? 5 : 1;
    for (let bit = 0; bit < message.length * 8; bit += step) {
      const flipped = message.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expectRefused(flipped);
    }
  });

  it('is refused when it is cut off anywhere, or goes on', async () => {
    const message = await sealed;
    for (let length = 0; length < message.length; length++) await expectRefused(message.subarray(0, length));
    await expectRefused(Uint8Array.of(...message, 0));
    await expectRefused(Uint8Array.of(...message, ...message));
  });

  it('is refused in a stream with any one bit flipped, however cut, and lets nothing else go', async () => {
    const message = await sealed;
    const bits = fc.nat(message.length * 8 - 1);
    await fc.assert(
      fc.asyncProperty(bits, fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }), async (bit, sizes) => {
        const flipped = message.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { bytes, error } = await through(cut(flipped, sizes), decryptStream({ keys, commitmentPolicy }));
        expect(error).toBeInstanceOf(EnvelopeError);
        // A part of the plaintext at most, and unchanged.
        expect(bytes).toEqual(counted(40).subarray(0, bytes.length));
        expect(bytes.length).toBeLessThan(40);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused when frames change places, are left out or come from another message', async () => {
    const message = await sealed;
    const { frames } = inspect(message);
    const parts = frames.map(({ start, end }) => message.subarray(start, end));
    const [head, tail] = [message.subarray(0, frames[0]?.start), message.subarray(frames.at(-1)?.end)];
    const [first = head, second = head, last = head] = parts;
    const other = await encrypt(counted(40), { ...options, encryptionContext: { a: '\u{1f600}', b: '' } });
    const theirs = inspect(other).frames.map(({ start, end }) => other.subarray(start, end));
    for (const body of [
      [second, first, last],
      [first, last],
      [second, last],
      [last],
      [first, first, last],
      [first, second, second, last],
      [theirs[0] ?? head, second, last],
      [first, second, theirs[2] ?? head],
    ]) {
      await expectRefused(Uint8Array.from([head, ...body, tail].flatMap((part) => [...part])));
    }
  });
});

describe('the parser', () => {
  const base = Promise.all(
    SUITES.map((suite) =>
      encrypt(counted(70), {
        ...{ keys, algorithmSuite: suite.id, commitmentPolicy: policyFor(suite), frameLength: 16 },
        encryptionContext: { a: 'b', c: 'd' },
      }),
    ),
  );

  /** Small changes anywhere, and numbers that parsers trip over. */
  const change = fc.record({
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(
        ...[
          [0, 0],
          [255, 255],
          [255, 255, 255, 255],
          [0, 0, 0, 0],
          [127, 255, 255, 255],
          [1, 128],
        ].map((list) => Uint8Array.from(list)),
      ),
    ),
    kind: fc.constantFrom('replace', 'insert', 'remove'),
  });

  function apply(
    message: Uint8Array,
    { at, bytes, kind }: { at: number; bytes: Uint8Array; kind: string },
  ): Uint8Array {
    const place = at % (message.length + 1);
    const after = place + (kind === 'insert' ? 0 : bytes.length);
    return Uint8Array.of(
      ...message.subarray(0, place),
      ...(kind === 'remove' ? [] : bytes),
      ...message.subarray(after),
    );
  }

  it('reads, refuses with a place, and does neither anything else nor anything slowly', async () => {
    const messages = await base;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(SUITES.length - 1),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (which, changes) => {
          const message = changes.reduce<Uint8Array>(apply, messages[which] ?? new Uint8Array());
          const { problem, fields } = inspect(message);
          if (problem) expect(problem.offset).toBeLessThanOrEqual(message.length);
          expect(fields.at(-1)?.end ?? 0).toBeLessThanOrEqual(message.length);
          const { error } = await through(
            cut(message, [33]),
            decryptStream({ keys, commitmentPolicy, maxBufferedBytes: 4096 }),
          );
          if (error !== undefined) expect(error).toBeInstanceOf(EnvelopeError);
          if (problem && (error as EnvelopeError).code === problem.code) {
            expect((error as EnvelopeError).message).toBe(problem.message);
          }
        },
      ),
      { numRuns: slow ? 30_000 : 1500, seed: 20_261_122 },
    );
  });

  it('takes any bytes whatever', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom([2, 4, 0x78], [2, 5, 0x78], [1, 0x80, 3, 0x78], []),
        (bytes, head) => {
          const { problem } = inspect(Uint8Array.of(...head, ...bytes));
          if (problem) expect(problem.message).toMatch(/^\w+ at byte \d+: /);
        },
      ),
      { numRuns: slow ? 100_000 : 3000, seed: 20_261_122 },
    );
  });
});

describe('a data key encrypted with RSA', () => {
  it('is refused with any one bit flipped', async () => {
    const { rawRsaKeyring } = await import('../src/envelope/index.ts');
    const rsa = rawRsaKeyring({ keyNamespace: 'test', keyName: 'rsa', padding: 'OAEP-SHA-256', ...RSA_KEYS[0] });
    const message = await encrypt(counted(5), { keys: rsa, algorithmSuite: 0x0478 });
    const field = inspect(message).fields.find(({ name }) => name === 'encryptedDataKey');
    for (let at = field?.start ?? 0; at < (field?.end ?? 0); at += 16) {
      await expectRefused(message.with(at, 1 ^ (message[at] ?? 0)), rsa);
    }
  });
});
