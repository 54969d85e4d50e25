import crypto from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as node from '../src/primitives/cipher-node.ts';
import * as portable from '../src/primitives/cipher-portable.ts';
import { COORDINATE_SIZE, type Curve, type RsaPadding } from '../src/primitives/cipher-types.ts';
import { wholePoint } from '../src/primitives/compressed-point.ts';
import { UnsupportedError } from '../src/primitives/unsupported.ts';
import { RSA_KEYS, rejection, thrown } from './support/envelope.ts';
import type { Cipher } from './support/wycheproof.ts';

const [a, b] = [node as unknown as Cipher, portable];
const both = [
  [a, b],
  [b, a],
] as const;
const data = new TextEncoder().encode('a text that is signed');
const CURVES: readonly Curve[] = ['P-256', 'P-384'];
const NO_LIMIT = Number.POSITIVE_INFINITY;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the primitives of Node and of WebCrypto', () => {
  it.each([16, 24, 32])('seal the same, and open each other, with a key of %d bytes', async (length) => {
    const bytes = new Uint8Array(length).fill(3);
    const [iv, aad] = [new Uint8Array(12).fill(1), new Uint8Array(5)];
    for (const [one, other] of both) {
      for (const plaintext of [data, new Uint8Array(), new Uint8Array(100)]) {
        const sealed = new Uint8Array(plaintext.length + 20);
        await one.seal(await one.aesKey(bytes), iv, aad, plaintext, sealed, 4);
        const out = new Uint8Array(plaintext.length + 3);
        await other.open(await other.aesKey(bytes), iv, aad, sealed.subarray(4), out, 3);
        expect(out.subarray(3)).toEqual(plaintext);
      }
    }
  });

  it('let what they were given be changed as soon as they return', async () => {
    for (const one of [a, b]) {
      const key = await one.aesKey(new Uint8Array(16));
      const [iv, aad, plaintext] = [new Uint8Array(12), new Uint8Array(5), data.slice()];
      const [sealed, expected] = [new Uint8Array(data.length + 16), new Uint8Array(data.length + 16)];
      await one.seal(key, iv, aad, plaintext, expected, 0);
      const sealing = one.seal(key, iv, aad, plaintext, sealed, 0);
      for (const input of [iv, aad, plaintext]) input.fill(9);
      await sealing;
      expect(sealed).toEqual(expected);
      const out = new Uint8Array(data.length);
      const [iv2, aad2] = [new Uint8Array(12), new Uint8Array(5)];
      const opening = one.open(key, iv2, aad2, sealed, out, 0);
      for (const input of [iv2, aad2, sealed]) input.fill(9);
      await opening;
      expect(out).toEqual(data);
    }
  });

  it.each(CURVES)('sign for each other on %s', async (curve) => {
    for (const [one, other] of both) {
      for (let round = 0; round < 20; round++) {
        const { key, publicKey } = await one.generateSigningKey(curve);
        expect(publicKey).toHaveLength(COORDINATE_SIZE[curve] + 1);
        const signer = one.signer(curve, key, NO_LIMIT);
        for (const piece of [data.subarray(0, 5), data.subarray(5)]) signer.update(piece);
        const der = Uint8Array.from(await signer.sign());
        const verify = async (text: Uint8Array, signature: Uint8Array) => {
          const verifier = await other.verifier(curve, publicKey, NO_LIMIT);
          verifier.update(text);
          return await verifier.verify(signature);
        };
        expect(await verify(data, der)).toBe(true);
        expect(await verify(data.subarray(1), der)).toBe(false);
        expect(await verify(data, der.subarray(1))).toBe(false);
      }
    }
  });

  it.each(CURVES)('know the point of %s that a compressed one stands for, and those that stand for none', (curve) => {
    const size = COORDINATE_SIZE[curve];
    for (let round = 0; round < 50; round++) {
      const { publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: curve });
      const whole = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-1 - 2 * size));
      const compressed = Uint8Array.of(2 + ((whole.at(-1) ?? 0) & 1), ...whole.subarray(1, 1 + size));
      expect(wholePoint(curve, compressed)).toEqual(whole);
    }
    const none = [
      new Uint8Array(),
      Uint8Array.of(4, ...new Uint8Array(size)),
      Uint8Array.of(2, ...new Uint8Array(size).fill(255)),
    ];
    for (let x = 0, found = 0; found < 3 && x < 50; x++) {
      const point = Uint8Array.of(2, ...new Uint8Array(size - 1), x);
      try {
        crypto.ECDH.convertKey(point, curve === 'P-256' ? 'prime256v1' : 'secp384r1');
      } catch {
        found = none.push(point) - 3;
      }
    }
    expect(none).toHaveLength(6);
    for (const point of none) {
      expect(() => wholePoint(curve, point)).toThrow('no compressed point');
      expect(() => a.verifier(curve, point, NO_LIMIT)).toThrow();
    }
  });

  it.each<RsaPadding>(['OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512'])(
    'wrap for each other with %s',
    async (padding) => {
      const der = (pem: string) => Uint8Array.from(Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64'));
      for (const [one, other] of both) {
        const wrapped = await one.rsaEncrypt(await one.rsaPublicKey(der(RSA_KEYS[0].publicKey), padding), data);
        const key = await other.rsaPrivateKey(der(RSA_KEYS[0].privateKey), padding);
        expect(Uint8Array.from(await other.rsaDecrypt(key, wrapped))).toEqual(data);
      }
    },
  );
});

describe('what WebCrypto lacks', () => {
  it('is PKCS #1 v1.5', async () => {
    const error = await rejection(portable.rsaPublicKey(new Uint8Array(), 'PKCS1'));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toMatch(/^RSAES-PKCS1-v1_5 is missing in Node\.js\/\d+: use OAEP, or do this in Node\.js$/);
  });

  it('is AES-192 in Chromium', async () => {
    vi.spyOn(globalThis.crypto.subtle, 'importKey').mockRejectedValue(
      new DOMException('192-bit AES keys are not supported'),
    );
    const error = await rejection(portable.aesKey(new Uint8Array(24)));
    expect(error).toMatchObject({ name: 'UnsupportedError', code: 'Unsupported' });
    expect(error.message).toMatch(/^AES-192 is missing in .+: take a key of 128 or 256 bits, or do this in Node\.js$/);
    expect((await rejection(portable.aesKey(new Uint8Array(16)))).name).not.toBe('UnsupportedError');
  });

  it('is AES-192 where node:crypto is that of Deno', () => {
    const cause = new Error('Unknown cipher');
    vi.spyOn(crypto, 'createCipheriv').mockImplementation(() => {
      throw cause;
    });
    const error = thrown(() => node.aesKey(new Uint8Array(24)));
    expect(error).toMatchObject({ name: 'UnsupportedError', code: 'Unsupported', cause });
    expect(error.message).toMatch(/^AES-192 is missing in .+: take a key of 128 or 256 bits, or do this in Node\.js$/);
    expect(() => node.aesKey(new Uint8Array(32))).not.toThrow();
  });

  it('is all of it outside a secure context', async () => {
    vi.stubGlobal('crypto', { getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) });
    const error = await rejection(portable.aesKey(new Uint8Array(24)));
    expect(error.message).toMatch(/^WebCrypto is missing in .+: open the page over https: or on localhost$/);
  });

  it('is a hash over pieces: they are kept, up to a limit', async () => {
    const { key, publicKey } = await portable.generateSigningKey('P-384');
    const message =
      /^A signature over more than 10 bytes \(maxBufferedBytes\) is missing in .+: raise maxBufferedBytes, take an unsigned suite, or do this in Node\.js$/;
    for (const pieces of [portable.signer('P-384', key, 10), await portable.verifier('P-384', publicKey, 10)]) {
      pieces.update(new Uint8Array(10));
      expect(thrown(() => pieces.update(new Uint8Array(1))).message).toMatch(message);
    }
  });
});

describe('PKCS #1 v1.5 in Node', () => {
  it('comes back, or is refused as unsupported', async () => {
    const { decrypt, encrypt, rawRsaKeyring } = await import('../src/envelope/index.ts');
    const options = { keyNamespace: 'test', keyName: 'rsa', padding: 'PKCS1' } as const;
    const keys = rawRsaKeyring({ ...options, ...RSA_KEYS[0] });
    const message = await encrypt(data, { keys });
    const wrong = rawRsaKeyring({ ...options, privateKey: RSA_KEYS[1].privateKey });
    try {
      expect((await decrypt(message, { keys })).plaintext).toEqual(data);
      expect((await rejection(decrypt(message, { keys: wrong }))).name).toBe('DecryptError');
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      expect(error.message).toContain('Decryption with RSAES-PKCS1-v1_5 is missing in Node.js');
    }
  });
});
