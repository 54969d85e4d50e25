import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import type * as core from '../src/core/index.ts';
import { countedBytes, newKey, testKms } from './support/kms.ts';

let text: string;
let portable: typeof core;

// The entry as a bundler gives it to a browser: other primitives, nothing of Node.
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '..', 'src', 'core', 'index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@notebank/source'],
  });
  text = outputFiles[0]?.text ?? '';
  portable = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as typeof core;
});

it('needs nothing of Node', () => {
  expect(text).not.toMatch(/\b(?:node:|Buffer|process\.)/);
});

it('encrypts and decrypts with WebCrypto as Node does with its own', async () => {
  const now = () => new Date('2026-11-22T12:00:00Z');
  const there = portable.createLocalKms({ now, random: countedBytes() });
  const here = testKms();
  const [{ id }, { id: same }] = [await newKey(here), await newKey(there)];
  expect(same).toBe(id);
  const input = { KeyId: id, Plaintext: Uint8Array.of(1, 2, 3), EncryptionContext: { a: 'b' } };
  const { CiphertextBlob } = await here.encrypt(input);
  expect((await there.encrypt(input)).CiphertextBlob).toEqual(CiphertextBlob);
  expect((await there.decrypt({ CiphertextBlob, EncryptionContext: { a: 'b' } })).Plaintext).toEqual(input.Plaintext);
  await expect(there.decrypt({ CiphertextBlob })).rejects.toMatchObject({ code: 'InvalidCiphertextException' });
});
