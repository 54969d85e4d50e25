import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decrypt,
  decryptStream,
  type EncryptStreamOptions,
  encrypt,
  encryptStream,
  inspect,
  type Keyring,
} from '../src/envelope/index.ts';
import { aesKeyring, CANNOT, counted, hexId, policyFor, rejection, SUITES, thrown } from './support/envelope.ts';
import { concat, cut, held, streamFrom, through } from './support/streams.ts';

const keys = aesKeyring();
const unsigned = { keys, algorithmSuite: 0x0478 } as const;
const sizes = () => fc.array(fc.nat(70), { minLength: 1, maxLength: 6 });

describe('streams', () => {
  it.each(SUITES.map((suite) => [hexId(suite), suite] as const))(
    'of suite %s are messages, however cut',
    async (_, suite) => {
      const options = { keys, commitmentPolicy: policyFor(suite), algorithmSuite: suite.id };
      await fc.assert(
        fc.asyncProperty(
          fc.nat(200),
          fc.integer({ min: 1, max: 64 }),
          sizes(),
          sizes(),
          async (length, frameLength, a, b) => {
            const plaintext = counted(length);
            const sealed = await through(cut(plaintext, a), encryptStream({ ...options, frameLength }));
            expect(sealed.error).toBeUndefined();
            expect((await decrypt(sealed.bytes, options)).plaintext).toEqual(plaintext);
            const opened = await through(cut(sealed.bytes, b), decryptStream(options));
            expect(opened.error).toBeUndefined();
            expect(opened.bytes).toEqual(plaintext);
          },
        ),
        { numRuns: suite.curve ? 15 : 50 },
      );
    },
  );

  it('write the same message as the whole does, but for what is random', async () => {
    const shape = (message: Uint8Array) =>
      inspect(message).fields.map(({ name, start, end }) => [name, start, end].join(' '));
    for (const length of [0, 1, 16, 17, 32, 100]) {
      const options = { ...unsigned, frameLength: 16, encryptionContext: { a: 'b' } };
      const streamed = await through(cut(counted(length), [7]), encryptStream(options));
      expect(shape(streamed.bytes)).toEqual(shape(await encrypt(counted(length), options)));
    }
  });

  it('tell the header once it is authentic', async () => {
    const message = await encrypt(counted(50), { keys, encryptionContext: { tenant: 'a' } });
    const stream = decryptStream({ keys, encryptionContext: { tenant: 'a' } });
    expect((await through([message], stream)).error).toBeUndefined();
    const { header, encryptionContext } = await stream.header;
    expect(header.algorithmSuite.id).toBe(0x0578);
    expect(encryptionContext.tenant).toBe('a');
    const other = decryptStream({ keys, encryptionContext: { tenant: 'b' } });
    expect(((await through([message], other)).error as Error).message).toBe(CANNOT);
    expect((await rejection(other.header)).message).toBe(CANNOT);
  });

  it('read a body without frames, held whole', async () => {
    const whole = await singleBody(counted(100));
    const { bytes, pieces } = await through(cut(whole, [9]), decryptStream({ keys }));
    expect(bytes).toEqual(counted(100));
    expect(pieces).toHaveLength(1);
    expect((await decrypt(whole, { keys })).plaintext).toEqual(counted(100));
  });
});

/** A message as older clients wrote it: our header and the frame of another body, sealed with the same data key. */
async function singleBody(plaintext: Uint8Array): Promise<Uint8Array> {
  const { aesKey, seal, randomBytes } = await import('#cipher');
  const { ALGORITHM_SUITES } = await import('../src/envelope/index.ts');
  const { headerAad, serialiseHeader } = await import('../src/envelope/message-header.ts');
  const { messageKey } = await import('../src/envelope/message-key.ts');
  const { frameAad } = await import('../src/envelope/frame-aad.ts');
  expect(aesKey).toBeTypeOf('function');
  const algorithmSuite = ALGORITHM_SUITES.get(0x0478);
  if (!algorithmSuite) throw new Error('expected the suite');
  const messageId = randomBytes(32);
  const encryptionContext = {};
  const { dataKey, encryptedDataKeys } = await keys.onEncrypt({
    algorithmSuite,
    encryptionContext,
    dataKey: undefined,
  });
  const { key, commitKey } = await messageKey(algorithmSuite, dataKey, messageId);
  const fields = { algorithmSuite, messageId, encryptionContext, encryptedDataKeys, frameLength: 0, commitKey };
  // Without the room for its tag.
  const body = serialiseHeader(fields).subarray(0, -16);
  // The content type stands before frame length and commitment.
  body[body.length - 37] = 1;
  const out = new Uint8Array(16 + 12 + 8 + plaintext.length + 16);
  const iv = new Uint8Array(12).fill(9);
  await seal(key, new Uint8Array(12), headerAad(body, {}), new Uint8Array(), out, 0);
  out.set(iv, 16);
  new DataView(out.buffer).setBigUint64(28, BigInt(plaintext.length));
  await seal(key, iv, frameAad(messageId)('single', 1, plaintext.length), plaintext, out, 36);
  return concat([body, out]);
}

describe('what is let go', () => {
  /** Gives a piece of a message, then waits for ever. */
  async function soFar(message: Uint8Array, end: number): Promise<number> {
    const stream = decryptStream({ keys });
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    let length = 0;
    const reading = (async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) length += next.value.length;
    })().catch(() => {});
    await writer.write(message.subarray(0, end));
    await writer.abort(new Error('enough')).catch(() => {});
    await reading;
    return length;
  }

  it('is no frame before its tag', async () => {
    const message = await encrypt(counted(64), { ...unsigned, frameLength: 16 });
    const { frames } = inspect(message);
    for (const [index, { end }] of frames.entries()) {
      expect(await soFar(message, end - 1)).toBe(16 * index);
      expect(await soFar(message, end)).toBe(16 * (index + 1));
    }
  });

  it('is not the last frame of a signed message before its signature', async () => {
    const message = await encrypt(counted(64), { keys, frameLength: 16 });
    const last = inspect(message).frames.at(-1);
    expect(await soFar(message, last?.end ?? 0)).toBe(48);
    expect(await soFar(message, message.length - 1)).toBe(48);
    expect(await soFar(message, message.length)).toBe(64);
    const forged = message.with(message.length - 1, 1 ^ (message.at(-1) ?? 0));
    for (const pieces of [[forged], cut(forged, [5])]) {
      const { bytes, error } = await through(pieces, decryptStream({ keys }));
      expect((error as Error).message).toBe(CANNOT);
      expect(bytes.length).toBeLessThanOrEqual(48);
    }
  });

  it('is nothing of a signed message when it must be unsigned', async () => {
    const message = await encrypt(counted(64), { keys, frameLength: 16 });
    const { bytes, error } = await through([message], decryptStream({ keys, decryptUnsignedOnly: true }));
    expect(bytes).toHaveLength(0);
    expect((error as Error).message).toBe('decryptUnsignedOnly: the message is signed');
  });

  it('is only what is authentic, when a frame was changed', async () => {
    const message = await encrypt(counted(64), { ...unsigned, frameLength: 16 });
    const { frames } = inspect(message);
    for (const [index, { end }] of frames.entries()) {
      const changed = message.with(end - 20, 1 ^ (message[end - 20] ?? 0));
      const { bytes, error } = await through(cut(changed, [11]), decryptStream({ keys }));
      expect((error as Error).message).toBe(CANNOT);
      expect(bytes).toEqual(counted(16 * index));
    }
  });
});

describe('a stream that breaks the format', () => {
  it('is refused with the place, like the whole', async () => {
    const message = await encrypt(counted(40), { keys, frameLength: 16 });
    for (let length = 0; length < message.length; length += 3) {
      const whole = await rejection(decrypt(message.subarray(0, length), { keys }));
      const { error } = await through(cut(message.subarray(0, length), [13]), decryptStream({ keys }));
      expect((error as Error).message).toBe(whole.message);
    }
    const longer = concat([message, new Uint8Array(1)]);
    for (const pieces of [[longer], [message, new Uint8Array(1)]]) {
      const { error } = await through(pieces, decryptStream({ keys }));
      expect(error).toMatchObject({ code: 'TrailingBytes', offset: message.length });
    }
  });

  it('takes bytes only', async () => {
    const { error } = await through(['text' as never], decryptStream({ keys }));
    expect((error as Error).message).toBe('message: expected a Uint8Array');
    const other = await through(['text' as never], encryptStream({ keys }));
    expect((other.error as Error).message).toBe('plaintext: expected a Uint8Array');
  });
});

describe('limits', () => {
  it('name the option, before anything is held', async () => {
    const message = await encrypt(counted(10), { ...unsigned, frameLength: 1001 });
    const { error } = await through([message], decryptStream({ keys, maxBufferedBytes: 1000 }));
    expect(error).toMatchObject({
      code: 'LimitExceeded',
      field: 'maxBufferedBytes',
      message: 'maxBufferedBytes: 1000, but a frame of 1001 bytes must be held whole',
    });
    expect((await through([message], decryptStream({ keys, maxBufferedBytes: 1001 }))).error).toBeUndefined();
    const single = await through([await singleBody(counted(500))], decryptStream({ keys, maxBufferedBytes: 499 }));
    expect((single.error as Error).message).toBe(
      'maxBufferedBytes: 499, but a body without frames of 500 bytes must be held whole',
    );
    const header = await through([message], decryptStream({ keys, maxBufferedBytes: 100 }));
    expect((header.error as Error).message).toBe(
      'maxBufferedBytes: 100, but the header has more bytes and must be held whole',
    );
  });

  it('are 64 MiB where nothing else is said', async () => {
    const message = await encrypt(counted(10), { ...unsigned, frameLength: 67_108_865 });
    expect(((await through([message], decryptStream({ keys }))).error as Error).message).toBe(
      'maxBufferedBytes: 67108864, but a frame of 67108865 bytes must be held whole',
    );
    expect(thrown(() => encryptStream({ ...unsigned, frameLength: 67_108_865 })).message).toBe(
      'maxBufferedBytes: 67108864, but a frame of 67108865 bytes must be held whole',
    );
  });

  it.each<[Partial<EncryptStreamOptions>, string]>([
    [{ maxBufferedBytes: 0 }, 'maxBufferedBytes: 0, expected a whole number from 1 to 9007199254740991'],
    [{ plaintextLength: -2 }, 'plaintextLength: -2, expected a whole number'],
    [{ frameLength: 1.5 }, 'frameLength: 1.5, expected a whole number from 1 to 4294967295'],
  ])('%o is refused', (options, message) => {
    expect(thrown(() => encryptStream({ keys, ...options })).message).toBe(message);
  });

  it('hold a stream to the length it told', async () => {
    const { error } = await through([counted(5), counted(6)], encryptStream({ ...unsigned, plaintextLength: 10 }));
    expect((error as Error).message).toBe('plaintextLength: 10, but more bytes came');
    const { bytes } = await through([counted(5)], encryptStream({ ...unsigned, plaintextLength: 10 }));
    expect((await decrypt(bytes, { keys })).plaintext).toEqual(counted(5));
  });
});

describe('back-pressure and abort', () => {
  it('ask for no key and read no piece before somebody reads', async () => {
    let asked = 0;
    const counting: Keyring = {
      ...keys,
      onEncrypt(request) {
        asked++;
        return keys.onEncrypt(request);
      },
    };
    let pulled = 0;
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(counted(4096));
        },
      },
      { highWaterMark: 0 },
    );
    const reader = source.pipeThrough(encryptStream({ ...unsigned, keys: counting })).getReader();
    await reader.read();
    await reader.read();
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    expect(asked).toBe(1);
    expect(pulled).toBeLessThan(6);
    await reader.cancel();
  });

  it('hold a frame and what is on its way, however long the reader waits', async () => {
    const [piece, frameLength] = [8192, 4096];
    const plaintext = counted(64 * piece);
    const encrypting = await held(cut(plaintext, [piece]), encryptStream({ ...unsigned, frameLength }));
    expect(encrypting.total).toBeGreaterThan(plaintext.length);
    // Two pieces wait between streams; the third is being worked on.
    expect(encrypting.most).toBeLessThanOrEqual(3 * piece + frameLength);
    const message = await encrypt(plaintext, { ...unsigned, frameLength });
    const decrypting = await held(cut(message, [piece]), decryptStream({ keys }));
    expect(decrypting.total).toBe(plaintext.length);
    // Framing goes in and does not come out.
    const framing = message.length - plaintext.length;
    expect(decrypting.most).toBeLessThanOrEqual(3 * piece + frameLength + framing);
  });

  it('ends both sides when the reader leaves or the writer aborts', async () => {
    for (const stream of [encryptStream(unsigned), decryptStream({ keys })]) {
      let cancelled: unknown;
      const source = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(counted(10)),
        cancel: (reason) => {
          cancelled = reason;
        },
      });
      const piped = source.pipeTo(stream.writable).catch((reason: unknown) => reason);
      await stream.readable.cancel('enough');
      await piped;
      expect(cancelled).toBeDefined();
    }
    for (const stream of [encryptStream(unsigned), decryptStream({ keys })]) {
      const reader = stream.readable.getReader();
      const reading = reader.read().catch((reason: unknown) => reason);
      await stream.writable.abort(new Error('enough'));
      expect(await reading).toMatchObject({ message: 'enough' });
    }
    const aborted = decryptStream({ keys });
    await aborted.writable.abort(new Error('enough'));
    expect((await rejection(aborted.header)).name).toBe('AbortError');
  });

  it('ends with what the keyring says', async () => {
    const cause = new Error('no network');
    const broken: Keyring = { onEncrypt: () => Promise.reject(cause), onDecrypt: () => Promise.reject(cause) };
    expect((await through([counted(5)], encryptStream({ ...unsigned, keys: broken }))).error).toBe(cause);
    expect((await through([], encryptStream({ ...unsigned, keys: broken }))).error).toBe(cause);
    const message = await encrypt(counted(5), { keys });
    const { error } = await through([message], decryptStream({ keys: broken }));
    expect(error).toMatchObject({ name: 'DecryptError', message: CANNOT, cause });
    expect(await rejection(decrypt(message, { keys: broken }))).toMatchObject({ name: 'DecryptError', cause });
  });

  it('encrypts an empty stream', async () => {
    const { bytes } = await through(streamPieces(), encryptStream({ keys }));
    expect((await decrypt(bytes, { keys })).plaintext).toEqual(new Uint8Array());
    const reader = streamFrom([]).pipeThrough(decryptStream({ keys })).getReader();
    expect((await rejection(reader.read())).code).toBe('Truncated');
  });

  const streamPieces = (): Uint8Array[] => [];
});
