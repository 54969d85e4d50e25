import crypto from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pkcs8 } from '../src/primitives/ecdsa-key.ts';
import * as node from '../src/primitives/ecdsa-node.ts';
import * as portable from '../src/primitives/ecdsa-portable.ts';
import { publicPoint } from '../src/primitives/p256-point.ts';
import { fromHex, SUITE_PUBLIC_KEY } from './support/v4a.ts';

/** The private number of the suite's key pair, which belongs to published example keys. */
const SCALAR = '7efc8c0e65a324242818c5a50c891c6060b6a00717b7ba3cbe3c5d765be9259c';
const text = new TextEncoder().encode('a text that is signed');

afterEach(() => vi.restoreAllMocks());

describe('ECDSA of Node and of WebCrypto', () => {
  it('know the same public key', async () => {
    expect((await node.importScalar(fromHex(SCALAR))).publicKey).toEqual(SUITE_PUBLIC_KEY);
    expect((await portable.importScalar(fromHex(SCALAR))).publicKey).toEqual(SUITE_PUBLIC_KEY);
  });

  it('verify each other', async () => {
    const [ours, theirs] = [await node.importScalar(fromHex(SCALAR)), await portable.importScalar(fromHex(SCALAR))];
    for (let round = 0; round < 50; round++) {
      const [a, b] = [await node.ecdsaSign(ours.privateKey, text), await portable.ecdsaSign(theirs.privateKey, text)];
      expect(await portable.ecdsaVerify(theirs.verificationKey, Uint8Array.from(a), text)).toBe(true);
      expect(await node.ecdsaVerify(ours.verificationKey, b, text)).toBe(true);
    }
  });

  it('refuse a point that is not on the curve', async () => {
    const wrong = { ...SUITE_PUBLIC_KEY, y: SUITE_PUBLIC_KEY.x };
    await expect(node.importPublicJwk(wrong)).rejects.toThrow();
    await expect(portable.importPublicJwk(wrong)).rejects.toThrow();
  });

  it('keep the private key to themselves', async () => {
    const { privateKey } = await portable.importScalar(fromHex(SCALAR));
    await expect(globalThis.crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
  });

  it('have a point where the browser does not tell it, as in Firefox, and where it reads no such key, as in Safari', async () => {
    vi.spyOn(globalThis.crypto.subtle, 'exportKey').mockRejectedValue(new Error('OperationError'));
    expect((await portable.importScalar(fromHex(SCALAR))).publicKey).toEqual(SUITE_PUBLIC_KEY);
    const importKey = globalThis.crypto.subtle.importKey.bind(globalThis.crypto.subtle) as (
      ...rest: unknown[]
    ) => Promise<CryptoKey>;
    vi.spyOn(globalThis.crypto.subtle, 'importKey').mockImplementation((format: string, ...rest: unknown[]) =>
      format === 'pkcs8' ? Promise.reject(new Error('DataError')) : importKey(format, ...rest),
    );
    const { publicKey, privateKey, verificationKey } = await portable.importScalar(fromHex(SCALAR));
    expect(publicKey).toEqual(SUITE_PUBLIC_KEY);
    const made = await portable.ecdsaSign(privateKey, text);
    expect(await portable.ecdsaVerify(verificationKey, made, text)).toBe(true);
  });

  it('say what is missing outside a secure context', async () => {
    vi.stubGlobal('crypto', { getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) });
    await expect(portable.importScalar(fromHex(SCALAR))).rejects.toThrow(
      'WebCrypto is missing: expected a secure context (https: or localhost)',
    );
    vi.unstubAllGlobals();
  });
});

describe('the public point', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const bytesOf = (value: bigint) => fromHex(value.toString(16).padStart(64, '0'));
  const expected = (scalar: Uint8Array<ArrayBuffer>) => {
    const key = { key: Buffer.from(pkcs8(scalar)), format: 'der', type: 'pkcs8' } as const;
    const { x, y } = crypto.createPublicKey(crypto.createPrivateKey(key)).export({ format: 'jwk' });
    return { kty: 'EC', crv: 'P-256', x, y };
  };

  it.each([1n, 2n, 3n, 4n, 7n, 1n << 128n, order - 3n, order - 2n, order - 1n])('of %s', (scalar) => {
    expect(publicPoint(bytesOf(scalar))).toEqual(expected(bytesOf(scalar)));
  });

  it('is that of OpenSSL for every private number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: order - 1n }), (scalar) => {
        expect(publicPoint(bytesOf(scalar))).toEqual(expected(bytesOf(scalar)));
      }),
    );
  });
});
