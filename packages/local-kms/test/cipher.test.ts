import { createDecipheriv, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as node from '../src/core/primitives/cipher-node.ts';
import * as portable from '../src/core/primitives/cipher-portable.ts';
import { newKey, testKms } from './support/kms.ts';

const owned = (length: object) => fc.uint8Array(length).map((bytes) => Uint8Array.from(bytes));
const thirtyTwo = owned({ minLength: 32, maxLength: 32 });

it('gives the same bytes with node:crypto and with WebCrypto, and opens what the other sealed', async () => {
  const any = owned({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(thirtyTwo, thirtyTwo, any, any, async (material, nonce, plaintext, aad) => {
      const sealed = await node.seal(material, nonce, plaintext, aad);
      expect(await portable.seal(material, nonce, plaintext, aad)).toEqual(sealed);
      expect(await portable.open(material, nonce, sealed, aad)).toEqual(plaintext);
      expect(await node.open(material, nonce, sealed, aad)).toEqual(plaintext);
      const wrong = Uint8Array.of(...aad, 1);
      expect(await portable.open(material, nonce, sealed, wrong)).toBeUndefined();
      expect(await node.open(material, nonce, sealed, wrong)).toBeUndefined();
      expect(await node.open(material, nonce, sealed.subarray(0, 15), aad)).toBeUndefined();
    }),
    { numRuns: 30 },
  );
});

// The layout again, by other means: key material from the snapshot, HKDF and AES-256-GCM of node:crypto, offsets by hand.
it('writes ciphertexts of the layout that it documents', async () => {
  const kms = testKms();
  const { id } = await newKey(kms);
  const Plaintext = new TextEncoder().encode('attack at dawn');
  const { CiphertextBlob } = await kms.encrypt({ KeyId: id, Plaintext, EncryptionContext: { a: 'bc' } });
  const blob = Buffer.from(CiphertextBlob);
  const [key] = kms.snapshot().keys;
  const material = key?.materials[0];
  expect(blob.subarray(0, 2).toString('hex')).toBe('0100');
  expect(blob.subarray(2, 18).toString('hex')).toBe(id.replaceAll('-', ''));
  expect(blob.subarray(18, 50).toString('hex')).toBe(material?.id);
  const secret = Buffer.from(material?.material ?? '', 'base64');
  const derived = Buffer.from(
    hkdfSync('sha256', secret, blob.subarray(50, 82), 'notebank local-kms 1 AES-256-GCM', 44),
  );
  const aad = Buffer.concat([
    blob.subarray(0, 82),
    Buffer.from('00000001000000016100000002', 'hex'),
    Buffer.from('bc'),
  ]);
  const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), derived.subarray(32));
  decipher.setAAD(aad).setAuthTag(blob.subarray(-16));
  expect(Buffer.concat([decipher.update(blob.subarray(82, -16)), decipher.final()]).toString()).toBe('attack at dawn');
});
