import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cachingMaterials,
  decrypt,
  decryptStream,
  encrypt,
  encryptStream,
  type Keyring,
  multiKeyring,
  rawAesKeyring,
  rawRsaKeyring,
} from '../src/envelope/index.ts';
import { seal } from '../src/primitives/cipher-node.ts';
import { aesKeyring, CANNOT, counted, RSA_KEYS, rejection, thrown } from './support/envelope.ts';
import { through } from './support/streams.ts';

const small = counted(100);
const rsa = rawRsaKeyring({ keyNamespace: 'test', keyName: 'rsa', padding: 'OAEP-SHA-256', ...RSA_KEYS[0] });

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

/** A keyring like another, but for its data keys: Node's Buffers, as much of what runs on Node makes. */
function inBuffers(inner: Keyring): Keyring {
  return {
    async onEncrypt(request) {
      const made = await inner.onEncrypt({ ...request, dataKey: request.dataKey ?? crypto.randomBytes(32) });
      return { ...made, dataKey: Buffer.from(made.dataKey) };
    },
    async onDecrypt(request) {
      const dataKey = await inner.onDecrypt(request);
      return dataKey && Buffer.from(dataKey);
    },
  };
}

afterEach(() => void vi.restoreAllMocks());

describe('a cache of materials', () => {
  it.each([
    ['Buffers', inBuffers(aesKeyring())],
    ['an RSA key', rsa],
  ])('keeps data keys of %s that are wiped after use', async (_, keyring) => {
    const keys = cachingMaterials(keyring, { maxAgeSeconds: 60 });
    const messages = [];
    for (let turn = 0; turn < 3; turn++) messages.push(await encrypt(small, { keys }));
    for (const message of messages) {
      expect((await decrypt(message, { keys: keyring })).plaintext).toEqual(small);
      for (let turn = 0; turn < 2; turn++) expect((await decrypt(message, { keys })).plaintext).toEqual(small);
    }
  });

  it('keeps nothing of what a message brings along but its data key', async () => {
    const written = vi.spyOn(globalThis, 'btoa');
    const junk = Array.from({ length: 50 }, (_, at) => aesKeyring(at + 10, 32, `${at}`.padStart(1000, '0')));
    const keys = cachingMaterials(aesKeyring(), { maxAgeSeconds: 60 });
    const message = await encrypt(small, { keys: multiKeyring({ generator: aesKeyring(), children: junk }) });
    expect((await decrypt(message, { keys })).plaintext).toEqual(small);
    expect(message.length).toBeGreaterThan(50_000);
    // The id under which it is kept, and the public key of the message.
    expect(written).toHaveBeenCalled();
    for (const [binary] of written.mock.calls) expect(binary.length).toBeLessThan(100);
  });

  it('forgets what was asked for before it was told to', async () => {
    const inner = aesKeyring();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    let calls = 0;
    const slow: Keyring = {
      ...inner,
      async onEncrypt(request) {
        calls++;
        asked.resolve();
        await answer.promise;
        return inner.onEncrypt(request);
      },
    };
    const keys = cachingMaterials(slow, { maxAgeSeconds: 60 });
    const first = encrypt(small, { keys });
    await asked.promise;
    keys.clear();
    answer.resolve();
    await first;
    await encrypt(small, { keys });
    expect(calls).toBe(2);
  });

  it('keeps no key from a future that the clock came back from', async () => {
    const inner = aesKeyring();
    let calls = 0;
    const counting: Keyring = { ...inner, onEncrypt: (request) => inner.onEncrypt(request).finally(() => calls++) };
    let seconds = 500;
    const keys = cachingMaterials(counting, { maxAgeSeconds: 600, now: () => seconds * 1000 });
    const of = (tenant: string) => encrypt(small, { keys, encryptionContext: { tenant } });
    await of('a');
    seconds = 1000;
    await of('b');
    seconds = 540;
    await of('b');
    expect(calls).toBe(3);
  });
});

describe('a stream', () => {
  it.each([
    ['an array', (length: number) => new Uint8Array(length)],
    ['a Buffer', (length: number) => Buffer.alloc(length)],
  ] as const)('reads out of %s that is used again after each write', async (_, make) => {
    const keys = aesKeyring();
    const plaintext = counted(200);
    const options = { keys, encryptionContext: { tenant: 'a' } };
    const message = await encrypt(plaintext, { ...options, frameLength: 16 });
    for (let size = 1; size <= 80; size++) {
      const pair = decryptStream(options);
      const bytes = collect(pair.readable);
      const writer = pair.writable.getWriter();
      const memory = make(size);
      for (let at = 0; at < message.length; at += size) {
        const piece = message.subarray(at, at + size);
        memory.set(piece);
        await writer.write(memory.subarray(0, piece.length));
        memory.fill(0xee);
      }
      await writer.close();
      expect(Buffer.concat(await bytes).equals(plaintext)).toBe(true);
    }
  });

  it.each([
    [4096, 1400],
    [4096, 65_536],
    [1, 33],
    [100, 1000],
    [1, 4000],
  ])('of frames of %d bytes in pieces of %d gives memory that fits', async (frameLength, size) => {
    const keys = aesKeyring();
    const length = frameLength === 1 ? 2000 : 100_000;
    const message = await encrypt(counted(length), { keys, frameLength });
    const pieces = [];
    for (let at = 0; at < message.length; at += size) pieces.push(message.slice(at, at + size));
    const { pieces: given, bytes } = await through(pieces, decryptStream({ keys }));
    expect(bytes).toEqual(counted(length));
    const held = new Set(given.map(({ buffer }) => buffer));
    const memory = [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(memory).toBeLessThanOrEqual(1.05 * length + 2 * frameLength);
  });

  it('that is too long for the runtime at once says so', () => {
    const key = { cipher: 'aes-256-gcm', key: crypto.createSecretKey(new Uint8Array(32)) } as const;
    const long = { length: 2 ** 31 } as Uint8Array;
    const call = () => seal(key, new Uint8Array(12), new Uint8Array(), long, new Uint8Array(), 0);
    expect(thrown(call)).toMatchObject({
      name: 'UnsupportedError',
      message: expect.stringContaining('2147483648 bytes'),
    });
  });
});

describe('keys and options of callers without types', () => {
  const message = encrypt(small, { keys: aesKeyring(), encryptionContext: { tenant: 'a' } });

  it.each([new Map([['tenant', 'other']]), [['tenant', 'other']], 'tenant=other'])(
    'an encryption context that is %o is refused',
    async (wrong) => {
      const encryptionContext = wrong as unknown as Record<string, string>;
      const expected = { code: 'InvalidValue', field: 'encryptionContext' };
      expect(await rejection(encrypt(small, { keys: aesKeyring(), encryptionContext }))).toMatchObject(expected);
      expect(await rejection(decrypt(await message, { keys: aesKeyring(), encryptionContext }))).toMatchObject(
        expected,
      );
    },
  );

  it('a wrapping key in hexadecimal is refused', () => {
    const wrappingKey = '00112233445566778899aabbccddeeff' as unknown as Uint8Array;
    const name = { keyNamespace: 'test', keyName: 'key' };
    expect(thrown(() => rawAesKeyring({ ...name, wrappingKey }))).toMatchObject({ field: 'wrappingKey' });
  });

  const pem = (pair: crypto.KeyPairKeyObjectResult) => ({
    publicKey: pair.publicKey.export({ format: 'pem', type: 'spki' }) as string,
    privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  });

  it('an RSA key that is too small is told as the keyring’s fault', async () => {
    const keys = rawRsaKeyring({
      keyNamespace: 'test',
      keyName: 'tiny',
      padding: 'OAEP-SHA-256',
      ...pem(crypto.generateKeyPairSync('rsa', { modulusLength: 512 })),
    });
    expect(await rejection(encrypt(small, { keys }))).toMatchObject({
      code: 'KeyringFailed',
      message: 'keyring: raw RSA key "tiny" is too small for a data key',
    });
  });

  it('a key of another kind is no RSA key', async () => {
    const keys = rawRsaKeyring({
      keyNamespace: 'test',
      keyName: 'curve',
      padding: 'OAEP-SHA-256',
      ...pem(crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })),
    });
    expect(await rejection(encrypt(small, { keys }))).toMatchObject({
      code: 'InvalidValue',
      message: 'publicKey: expected an RSA key',
    });
  });

  it('an error that calls itself Unsupported is no word about the runtime', async () => {
    const inner = aesKeyring();
    const cause = Object.assign(new Error('no'), { code: 'Unsupported' });
    const keys: Keyring = { ...inner, onDecrypt: () => Promise.reject(cause) };
    const error = await rejection(decrypt(await message, { keys: multiKeyring({ children: [keys] }) }));
    expect(error).toMatchObject({ name: 'DecryptError', message: CANNOT });
  });
});

it('a stream that is encrypted reads out of memory that is used again', async () => {
  const keys = aesKeyring();
  const plaintext = counted(300);
  for (const size of [1, 7, 16, 33, 300]) {
    const pair = encryptStream({ keys, frameLength: 16 });
    const pieces = collect(pair.readable);
    const writer = pair.writable.getWriter();
    const memory = Buffer.alloc(size);
    for (let at = 0; at < plaintext.length; at += size) {
      const piece = plaintext.subarray(at, at + size);
      memory.set(piece);
      await writer.write(memory.subarray(0, piece.length));
      memory.fill(0);
    }
    await writer.close();
    expect((await decrypt(new Uint8Array(Buffer.concat(await pieces)), { keys })).plaintext).toEqual(plaintext);
  }
});

it.each(['encryptStream', 'decryptStream'] as const)('%s is aborted while its keyring waits for ever', async (name) => {
  const asked = Promise.withResolvers<void>();
  const never = new Promise<never>(() => {});
  const silent = (): Promise<never> => {
    asked.resolve();
    return never;
  };
  const keys: Keyring = { onEncrypt: silent, onDecrypt: silent };
  const { readable, writable } = name === 'encryptStream' ? encryptStream({ keys }) : decryptStream({ keys });
  const writer = writable.getWriter();
  const read = readable.getReader().read();
  const written = writer.write(await encrypt(small, { keys: aesKeyring() }));
  await asked.promise;
  const reason = new Error('enough');
  await Promise.all([
    writer.abort(reason),
    expect(read).rejects.toBe(reason),
    expect(written).resolves.toBeUndefined(),
  ]);
});
