import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacOfHashes } from '../src/primitives/hmac-node.ts';
import { hmacHex, hmacKey } from '../src/primitives/node.ts';
import { createSigningKeyCache, signRequest } from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS as credentials } from './portable/examples.ts';

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
const key = () => fc.uint8Array({ minLength: 1, maxLength: 200 });
/** Any text, lone surrogates too. */
const text = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units));

describe('HMAC of two hashes', () => {
  it('is that of the runtime, one text after the other', () => {
    fc.assert(
      fc.property(key(), fc.array(text(300), { minLength: 1, maxLength: 4 }), (bytes, texts) => {
        const mac = hmacOfHashes(createSecretKey(bytes), sha256);
        for (const one of texts) expect(mac(one)).toBe(createHmac('sha256', bytes).update(one).digest('hex'));
      }),
    );
  });

  // RFC 4231, test cases 1, 2 and 6: a key of 20 bytes, a key of text, a key longer than a block.
  it.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['4a656665', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      'aa'.repeat(131),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('is that of RFC 4231 for the key %s', (hex, message, expected) => {
    expect(hmacOfHashes(createSecretKey(Buffer.from(hex, 'hex')), sha256)(message)).toBe(expected);
  });

  it.each([1023, 1024, 1025, 5000])('takes %d bytes, or leaves them to the runtime', (length) => {
    const bytes = new Uint8Array(32).fill(7);
    for (const message of ['a'.repeat(length), `${'a'.repeat(length - 2)}é`]) {
      const expected = createHmac('sha256', bytes).update(message).digest('hex');
      const mac = hmacOfHashes(createSecretKey(bytes), sha256);
      expect(mac(message)).toBe(length <= 1024 ? expected : undefined);
      const prepared = hmacKey(bytes);
      for (let turn = 0; turn < 3; turn++) expect(hmacHex(prepared, message)).toBe(expected);
    }
  });

  it('shows its key to nobody who prints it', () => {
    const keys = createSigningKeyCache();
    const options = { credentials, region: 'us-east-1', service: 'iam', date: new Date(0), keys };
    const url = 'https://iam.amazonaws.com/';
    const once = signRequest({ url }, options).signature;
    expect(signRequest({ url }, options).signature).toBe(once);
    const { key: prepared } = keys.get(credentials, '19700101', 'us-east-1', 'iam');
    expect(inspect(prepared, { depth: 9, showHidden: true })).not.toMatch(/Uint8Array|Buffer|<[0-9a-f]{2} /);
  });
});
