// The envelope once more, with the primitives of browsers.
import { expect, it, vi } from 'vitest';
import * as cipher from '../src/primitives/cipher-node.ts';
import { aesKeyring, counted } from './support/envelope.ts';
import { through } from './support/streams.ts';

vi.mock('../src/primitives/cipher-node.ts', () => vi.importActual('../src/primitives/cipher-portable.ts'));

it('encrypts without node:crypto', async () => {
  const portable = await import('../src/primitives/cipher-portable.ts');
  expect(cipher.seal).toBe(portable.seal);
});

it('holds what it signs up to maxBufferedBytes, and names the way out', async () => {
  const { decryptStream, encrypt, encryptStream } = await import('../src/envelope/index.ts');
  const keys = aesKeyring();
  const wayOut = / is missing in .+: raise maxBufferedBytes, take an unsigned suite, or do this in Node\.js$/;
  const limits = { keys, maxBufferedBytes: 4000 };
  const message = await encrypt(counted(5000), { keys, frameLength: 100 });
  for (const [bytes, stream] of [
    [counted(5000), encryptStream({ ...limits, frameLength: 100 })],
    [message, decryptStream(limits)],
  ] as const) {
    const { error } = await through([bytes], stream);
    expect(error).toMatchObject({ name: 'UnsupportedError', message: expect.stringMatching(wayOut) });
  }
  const unsigned = encryptStream({ ...limits, frameLength: 100, algorithmSuite: 0x0478 });
  expect((await through([counted(5000)], unsigned)).error).toBeUndefined();
});

await import('./envelope.test.ts');
await import('./envelope-stream.test.ts');
await import('./envelope-keyrings.test.ts');
await import('./envelope-caching.test.ts');
await import('./envelope-properties.test.ts');
await import('./envelope-vectors.test.ts');
await import('./envelope-wycheproof.test.ts');
await import('./envelope-hand-made.test.ts');
