import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextBytes } from '../src/core/encryption-context.ts';
import { newKey, testKms } from './support/kms.ts';

const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max });
/** Texts beyond ASCII and beyond the BMP, and names that objects have by birth. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '', '\uffff', '𐀀'));
const pairs = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 5 });
const INVALID = expect.objectContaining({ code: 'InvalidCiphertextException' });

it('decrypts what it encrypted, whatever the order of the context, before and after rotations', async () => {
  const kms = testKms();
  const { id, arn } = await newKey(kms);
  await fc.assert(
    fc.asyncProperty(bytes(4096), pairs, fc.boolean(), async (Plaintext, context, rotate) => {
      const EncryptionContext = Object.fromEntries(context);
      const { CiphertextBlob } = await kms.encrypt({ KeyId: id, Plaintext, EncryptionContext });
      expect(CiphertextBlob.length).toBeLessThanOrEqual(6144);
      if (rotate) await kms.rotateKeyOnDemand({ KeyId: id }).catch(() => undefined);
      const reversed = Object.fromEntries(context.toReversed());
      const opened = await kms.decrypt({ CiphertextBlob, EncryptionContext: reversed });
      expect([opened.Plaintext, opened.KeyId]).toEqual([Plaintext, arn]);
    }),
  );
});

it('refuses every other context, with the same silence', async () => {
  const kms = testKms();
  const { id } = await newKey(kms);
  await fc.assert(
    fc.asyncProperty(pairs, pairs, async (made, given) => {
      const EncryptionContext = Object.fromEntries(made);
      const other = Object.fromEntries(given);
      const { CiphertextBlob } = await kms.generateDataKey({ KeyId: id, KeySpec: 'AES_128', EncryptionContext });
      const same =
        made.length === given.length && made.every(([key, value]) => Object.hasOwn(other, key) && other[key] === value);
      const opened = kms.decrypt({ CiphertextBlob, EncryptionContext: other });
      if (same) expect((await opened).Plaintext).toHaveLength(16);
      else await expect(opened).rejects.toEqual(INVALID);
    }),
  );
});

it('gives each map bytes of its own', () => {
  fc.assert(
    fc.property(pairs, pairs, (a, b) => {
      const sorted = (all: typeof a) => JSON.stringify(all.toSorted(([one], [two]) => (one < two ? -1 : 1)));
      const same = sorted(a) === sorted(b);
      const [first, second] = [contextBytes(Object.fromEntries(a)), contextBytes(Object.fromEntries(b))];
      expect(first.join() === second.join()).toBe(same);
    }),
  );
});

it('sorts keys by their UTF-8 bytes, not by their UTF-16 units', () => {
  // U+FFFF comes before U+10000, whose surrogates begin with D800.
  expect(contextBytes({ 𐀀: '', '\uffff': '' })).toEqual(
    Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 3, 0xef, 0xbf, 0xbf, 0, 0, 0, 0, 0, 0, 0, 4, 0xf0, 0x90, 0x80, 0x80, 0, 0, 0, 0),
  );
});

it('refuses a ciphertext with any bit flipped, cut at any place, or longer', async () => {
  const kms = testKms();
  const { id } = await newKey(kms);
  const { CiphertextBlob: whole } = await kms.encrypt({ KeyId: id, Plaintext: Uint8Array.of(1, 2, 3) });
  const refused = expect.objectContaining({
    code: expect.stringMatching(/^(?:InvalidCiphertext|AccessDenied)Exception$/),
  });
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const changed = whole.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    await expect(kms.decrypt({ CiphertextBlob: changed }), `bit ${bit}`).rejects.toEqual(refused);
  }
  for (let length = 1; length < whole.length; length++) {
    await expect(kms.decrypt({ CiphertextBlob: whole.subarray(0, length) }), `${length} bytes`).rejects.toEqual(
      INVALID,
    );
  }
  await expect(kms.decrypt({ CiphertextBlob: Uint8Array.of(...whole, 0) })).rejects.toEqual(INVALID);
});

it('never gives the same ciphertext twice', async () => {
  const kms = testKms();
  const { id } = await newKey(kms);
  const input = { KeyId: id, Plaintext: new Uint8Array(8) };
  const blobs = await Promise.all(Array.from({ length: 50 }, () => kms.encrypt(input)));
  expect(new Set(blobs.map(({ CiphertextBlob }) => CiphertextBlob.join())).size).toBe(50);
});

it('is the same in every run when clock and random bytes are', async () => {
  const run = async () => {
    const kms = testKms();
    const { id } = await newKey(kms);
    const made = await kms.generateDataKey({ KeyId: id, KeySpec: 'AES_256', EncryptionContext: { a: 'b' } });
    return [made, kms.snapshot()];
  };
  expect(await run()).toEqual(await run());
});

it('encrypts again without showing the plaintext, from one key and context to others', async () => {
  const kms = testKms();
  const [from, to] = [await newKey(kms), await newKey(kms)];
  await fc.assert(
    fc.asyncProperty(bytes(64), pairs, pairs, async (Plaintext, source, destination) => {
      const [SourceEncryptionContext, DestinationEncryptionContext] = [source, destination].map((all) =>
        Object.fromEntries(all),
      );
      const made = await kms.encrypt({ KeyId: from.id, Plaintext, EncryptionContext: SourceEncryptionContext });
      const again = await kms.reEncrypt({
        CiphertextBlob: made.CiphertextBlob,
        SourceEncryptionContext,
        DestinationKeyId: to.arn,
        DestinationEncryptionContext,
      });
      expect([again.SourceKeyId, again.KeyId]).toEqual([from.arn, to.arn]);
      const { CiphertextBlob } = again;
      const opened = await kms.decrypt({
        CiphertextBlob,
        KeyId: to.id,
        EncryptionContext: DestinationEncryptionContext,
      });
      expect(opened.Plaintext).toEqual(Plaintext);
      await expect(
        kms.decrypt({ CiphertextBlob, KeyId: from.id, EncryptionContext: DestinationEncryptionContext }),
      ).rejects.toMatchObject({
        code: 'IncorrectKeyException',
      });
    }),
    { numRuns: 30 },
  );
});
