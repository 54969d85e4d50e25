import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, inspect, type Keyring, serialiseContext } from '../src/envelope/index.ts';
import { aesKeyring, context, rejection } from './support/envelope.ts';

const keys = aesKeyring();
const policyOf = (id: number) => (id < 0x0400 ? ('FORBID_ENCRYPT_ALLOW_DECRYPT' as const) : undefined);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.replaceAll(/[\s|]/g, ''), 'hex'));
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('the encryption context', () => {
  it('is nothing when it is empty', () => {
    expect(serialiseContext({})).toEqual(new Uint8Array());
  });

  it('is counts, lengths and texts', () => {
    expect(hex(serialiseContext({ b: 'x', a: '' }))).toBe(hex(bytes('0002 0001 61 0000 0001 62 0001 78')));
  });

  it('is in the order of UTF-8 bytes, which is not that of UTF-16', () => {
    const keysInOrder = ['', 'A', 'a', 'aa', '\u00e9', '\uffee', '\u{10000}', '\u{1f600}'];
    expect(keysInOrder.toSorted()).not.toEqual(keysInOrder);
    const pairs = keysInOrder.map((key) => [key, key] as const);
    const expected = Buffer.concat(
      pairs.flatMap(([key]) => {
        const part = Buffer.concat([Buffer.from([0, utf8(key).length]), utf8(key)]);
        return [part, part];
      }),
    );
    expect(hex(serialiseContext(Object.fromEntries(pairs.toReversed())))).toBe(`0008${hex(expected)}`);
  });

  it('is the same bytes in whatever order the pairs come', () => {
    fc.assert(
      fc.property(
        context().chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray(Object.entries(one), { minLength: Object.keys(one).length })),
        ),
        ([one, shuffled]) => {
          expect(hex(serialiseContext(Object.fromEntries(shuffled)))).toBe(hex(serialiseContext(one)));
        },
      ),
    );
  });
});

/** A header of version 2, field by field, with a body that is never reached unless the header is whole. */
const HEADER = {
  version: '02',
  suite: '0478',
  messageId: '11'.repeat(32),
  context: '0000',
  keys: '0001 | 0001 61 | 0001 62 | 0001 63',
  contentType: '02',
  frameLength: '00000010',
  commitKey: '22'.repeat(32),
  tag: '33'.repeat(16),
  frame: `00000001 ${'44'.repeat(12)} ${'55'.repeat(32)}`,
  final: `ffffffff 00000002 ${'66'.repeat(12)} 00000001 ${'77'.repeat(17)}`,
};

const message = (fields: Partial<Record<keyof typeof HEADER | 'more', string>> = {}): Uint8Array<ArrayBuffer> =>
  bytes(Object.values({ ...HEADER, ...fields }).join(''));

/** Version 1, where it differs. */
const V1 = {
  version: '01 80',
  suite: '0178',
  messageId: '11'.repeat(16),
  contentType: '02 00000000 0c',
  commitKey: '',
  tag: '00'.repeat(12) + '33'.repeat(16),
};

describe('a message that breaks the format', () => {
  it('is one of these, but for one thing', () => {
    expect(inspect(message()).problem).toBeUndefined();
    expect(inspect(message(V1)).problem).toBeUndefined();
  });

  const pair = '0001 61 0000';
  it.each<[string, Parameters<typeof message>[0], string, number, string]>([
    ['a version', { version: '03' }, 'version', 0, 'found 3, expected 1 or 2'],
    ['Base64', { version: '41' }, 'version', 0, 'found 65, expected 1 or 2: this is Base64, decode it first'],
    ['a type', { ...V1, version: '01 81' }, 'type', 1, 'found 129, expected 128'],
    ['a suite', { suite: '0000' }, 'algorithmSuiteId', 1, 'found 0x0000, expected a suite of version 2'],
    [
      'a suite of the other version',
      { suite: '0178' },
      'algorithmSuiteId',
      1,
      'found 0x0178, expected a suite of version 2',
    ],
    [
      'a suite of the other version, again',
      { ...V1, suite: '0478' },
      'algorithmSuiteId',
      2,
      'found 0x0478, expected a suite of version 1',
    ],
    ['no pair', { context: '0002 0000' }, 'encryptionContextCount', 37, 'found 0, expected 1 or more'],
    [
      'a key twice',
      { context: `000c 0002 ${pair} ${pair}` },
      'contextKey',
      46,
      'found a key for the second time, expected each key once',
    ],
    [
      'a key that is no UTF-8',
      { context: '0007 0001 0001 ff 0000' },
      'contextKey',
      41,
      'found other bytes, expected UTF-8',
    ],
    [
      'a value with a surrogate',
      { context: '000a 0001 0001 61 0003 eda080' },
      'contextValue',
      44,
      'found other bytes, expected UTF-8',
    ],
    [
      'a context longer than it says',
      { context: `0006 0001 ${pair}` },
      'contextValue',
      44,
      'found its end at byte 44, expected 43, after 6 bytes',
    ],
    [
      'a context shorter than it says',
      { context: `0008 0001 ${pair} 00` },
      'contextValue',
      44,
      'found its end at byte 44, expected 45, after 8 bytes',
    ],
    ['no encrypted data key', { keys: '0000' }, 'encryptedDataKeyCount', 37, 'found 0, expected 1 or more'],
    [
      'a provider that is no UTF-8',
      { keys: '0001 0001 ff 0000 0000' },
      'keyProviderId',
      41,
      'found other bytes, expected UTF-8',
    ],
    ['a content type', { contentType: '03' }, 'contentType', 48, 'found 3, expected 1 or 2'],
    ['bytes that are reserved', { ...V1, contentType: '02 00000100 0c' }, 'reserved', 34, 'found 256, expected 0'],
    ['the length of the IV', { ...V1, contentType: '02 00000000 10' }, 'ivLength', 38, 'found 16, expected 12'],
    ['frames of nothing', { frameLength: '00000000' }, 'frameLength', 49, 'found 0, expected 1 or more'],
    [
      'a frame length without frames',
      { contentType: '01' },
      'frameLength',
      49,
      'found 16, expected 0 for a body without frames',
    ],
    ['a frame too early', { frame: `00000002 ${'44'.repeat(44)}` }, 'sequenceNumber', 101, 'found 2, expected 1'],
    ['a frame of number 0', { frame: `00000000 ${'44'.repeat(44)}` }, 'sequenceNumber', 101, 'found 0, expected 1'],
    ['a last frame too early', { frame: '' }, 'sequenceNumber', 105, 'found 2, expected 1'],
    [
      'a last frame too long',
      { final: `ffffffff 00000002 ${'66'.repeat(12)} 00000011 ${'77'.repeat(33)}` },
      'contentLength',
      169,
      'found 17, expected at most the frame length, 16',
    ],
    [
      'a body longer than AES-GCM takes',
      { contentType: '01', frameLength: '00000000', frame: `${'44'.repeat(12)} 0000000fffffffe1`, final: '' },
      'contentLength',
      113,
      'found 68719476705, expected at most 68719476704',
    ],
  ])('%s is refused with its place', async (_, fields, field, offset, text) => {
    const error = await rejection(decrypt(message(fields), { keys, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' }));
    expect({ ...error, text: error.message }).toEqual({
      ...{ name: 'EnvelopeError', code: 'Malformed', field, offset },
      text: `${field} at byte ${offset}: ${text}`,
    });
    expect(inspect(message(fields)).problem?.message).toBe(error.message);
  });

  it('is refused when more follows', async () => {
    const error = await rejection(decrypt(message({ more: '00' }), { keys }));
    expect([error.code, error.offset, error.message]).toEqual([
      'TrailingBytes',
      message().length,
      `message at byte ${message().length}: found more bytes, expected its end`,
    ]);
  });

  it('is refused wherever it ends too early', async () => {
    for (const fields of [{}, V1, { suite: '0578', more: '0002 3000' }]) {
      const whole = message(fields);
      for (let length = 0; length < whole.length; length++) {
        const error = await rejection(decrypt(whole.subarray(0, length), { keys }));
        expect(error.code).toBe('Truncated');
        expect(error.offset).toBeLessThanOrEqual(length);
        expect(error.message).toMatch(
          new RegExp(`^\\w+ at byte ${error.offset}: the message ends after ${length} bytes, expected \\d+ at least$`),
        );
      }
    }
  });

  it('asks for no memory that is not there', async () => {
    const huge = {
      contentType: '01',
      frameLength: '00000000',
      frame: `${'44'.repeat(12)} 0000000fffffffe0`,
      final: '',
    };
    expect((await rejection(decrypt(message(huge), { keys }))).message).toBe(
      'content at byte 121: the message ends after 121 bytes, expected 68719476841 at least',
    );
    const many = { keys: `ffff${'0000 0000 0000'.repeat(3)}` };
    expect((await rejection(decrypt(message(many), { keys }))).code).toBe('Truncated');
    expect((await rejection(decrypt(message({ frameLength: 'ffffffff' }), { keys }))).code).toBe('Truncated');
  });
});

describe('the header', () => {
  it('is written as it is read', async () => {
    await fc.assert(
      fc.asyncProperty(context(), fc.integer({ min: 1, max: 0xffff_ffff }), async (encryptionContext, frameLength) => {
        const sealed = await encrypt(new Uint8Array(3), {
          keys,
          algorithmSuite: 0x0478,
          encryptionContext,
          frameLength,
        });
        const { header, fields, problem } = inspect(sealed);
        expect(problem).toBeUndefined();
        expect(header).toMatchObject({
          version: 2,
          contentType: 'framed',
          frameLength,
          bodyLength: fields.find(({ name }) => name === 'headerAuthenticationTag')?.start,
        });
        expect(Object.entries(header?.encryptionContext ?? {})).toHaveLength(Object.keys(encryptionContext).length);
      }),
    );
  });

  it('keeps a byte order mark, which is a character like another', async () => {
    const sealed = await encrypt(new Uint8Array(), { keys, encryptionContext: { '\ufeffa': '\ufeff' } });
    expect(inspect(sealed).header?.encryptionContext['\ufeffa']).toBe('\ufeff');
  });

  it('names providers and keys in any script', async () => {
    const named: Keyring = {
      async onEncrypt(request) {
        const { dataKey } = await keys.onEncrypt(request);
        const key = { keyProviderId: 'Schlüssel🔑', keyProviderInfo: new Uint8Array(), ciphertext: new Uint8Array(3) };
        return { dataKey, encryptedDataKeys: [key] };
      },
      onDecrypt: async () => undefined,
    };
    const { header } = inspect(await encrypt(new Uint8Array(), { keys: named }));
    expect(header?.encryptedDataKeys).toEqual([
      { keyProviderId: 'Schlüssel🔑', keyProviderInfo: new Uint8Array(), ciphertext: new Uint8Array(3) },
    ]);
  });
});

describe('inspect', () => {
  it('names every byte of a message, in order', async () => {
    for (const algorithmSuite of [0x0478, 0x0578, 0x0178, 0x0214] as const) {
      const commitmentPolicy = policyOf(algorithmSuite);
      const options = { keys, algorithmSuite, commitmentPolicy, frameLength: 10, encryptionContext: { a: 'b', c: '' } };
      const sealed = await encrypt(new Uint8Array(25), options);
      const { fields, base64, signature, frames } = inspect(sealed);
      let end = 0;
      for (const field of fields) {
        expect(field.start).toBe(end);
        end = field.end;
      }
      expect(end).toBe(sealed.length);
      expect(base64).toBe(false);
      expect(frames.map(({ sequenceNumber }) => sequenceNumber)).toEqual([1, 2, 3]);
      expect(frames.at(-1)?.end).toBe(sealed.length - (signature ? signature.length + 2 : 0));
      expect(signature === undefined).toBe(algorithmSuite !== 0x0578 && algorithmSuite !== 0x0214);
    }
  });

  it('has the names of the format, and which pair, key or frame they belong to', () => {
    const { fields } = inspect(message({ context: '000e 0002 0001 61 0001 62 0001 63 0001 64' }));
    expect(
      fields.map(({ name, part, start, index }) => [name, part, start, ...(index === undefined ? [] : [index])]),
    ).toEqual([
      ['version', 'header', 0],
      ['algorithmSuiteId', 'header', 1],
      ['messageId', 'header', 3],
      ['encryptionContextLength', 'header', 35],
      ['encryptionContextCount', 'header', 37],
      ['contextKeyLength', 'header', 39, 0],
      ['contextKey', 'header', 41, 0],
      ['contextValueLength', 'header', 42, 0],
      ['contextValue', 'header', 44, 0],
      ['contextKeyLength', 'header', 45, 1],
      ['contextKey', 'header', 47, 1],
      ['contextValueLength', 'header', 48, 1],
      ['contextValue', 'header', 50, 1],
      ['encryptedDataKeyCount', 'header', 51],
      ['keyProviderIdLength', 'header', 53, 0],
      ['keyProviderId', 'header', 55, 0],
      ['keyProviderInfoLength', 'header', 56, 0],
      ['keyProviderInfo', 'header', 58, 0],
      ['encryptedDataKeyLength', 'header', 59, 0],
      ['encryptedDataKey', 'header', 61, 0],
      ['contentType', 'header', 62],
      ['frameLength', 'header', 63],
      ['commitKey', 'header', 67],
      ['headerAuthenticationTag', 'headerAuthentication', 99],
      ['sequenceNumber', 'body', 115, 0],
      ['iv', 'body', 119, 0],
      ['ciphertext', 'body', 131, 0],
      ['tag', 'body', 147, 0],
      ['sequenceNumberEnd', 'body', 163, 1],
      ['sequenceNumber', 'body', 167, 1],
      ['iv', 'body', 171, 1],
      ['contentLength', 'body', 183, 1],
      ['ciphertext', 'body', 187, 1],
      ['tag', 'body', 188, 1],
    ]);
  });

  it('takes Base64 as text, wrapped or as bytes, and says so', async () => {
    for (const algorithmSuite of [0x0478, 0x0178] as const) {
      const commitmentPolicy = policyOf(algorithmSuite);
      const sealed = await encrypt(new Uint8Array(50), { keys, algorithmSuite, commitmentPolicy });
      const text = Buffer.from(sealed).toString('base64');
      expect(text.slice(0, 2)).toBe(algorithmSuite === 0x0478 ? 'Ag' : 'AY');
      for (const input of [
        text,
        `${text.replaceAll(/.{76}/g, '$&\r\n')}\n`,
        utf8(text),
        new Uint8Array(utf8(`${text}\n`)),
      ]) {
        const { base64, message, problem, header } = inspect(input);
        expect({ base64, problem }).toEqual({ base64: true, problem: undefined });
        expect(message).toEqual(sealed);
        expect(header?.algorithmSuite.id).toBe(algorithmSuite);
      }
    }
  });

  it('tells how far it came', () => {
    const { fields, header, frames, problem } = inspect(message({ final: '' }));
    expect(header?.messageId).toEqual(new Uint8Array(32).fill(0x11));
    expect(frames).toEqual([{ kind: 'regular', sequenceNumber: 1, start: 101, end: 149, contentLength: 16 }]);
    expect(fields.at(-1)?.end).toBe(149);
    expect(problem?.message).toBe(
      'sequenceNumber at byte 149: the message ends after 149 bytes, expected 153 at least',
    );
    expect(inspect('no message').problem?.message).toBe('version at byte 0: found 110, expected 1 or 2');
    expect(inspect(new Uint8Array()).problem?.code).toBe('Truncated');
    expect(() => inspect(1 as never)).toThrow('message: expected a Uint8Array');
  });

  it('tells a body without frames', () => {
    const single = {
      contentType: '01',
      frameLength: '00000000',
      frame: `${'44'.repeat(12)} 0000000000000003`,
      final: '88'.repeat(19),
    };
    expect(inspect(message(single)).frames).toEqual([
      { kind: 'single', sequenceNumber: 1, start: 101, end: 140, contentLength: 3 },
    ]);
  });
});
