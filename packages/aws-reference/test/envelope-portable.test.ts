// The envelope once more, with the primitives of browsers.
import { expect, it, vi } from 'vitest';
import * as cipher from '../src/primitives/cipher-node.ts';

vi.mock('../src/primitives/cipher-node.ts', () => vi.importActual('../src/primitives/cipher-portable.ts'));

it('encrypts without node:crypto', async () => {
  const portable = await import('../src/primitives/cipher-portable.ts');
  expect(cipher.seal).toBe(portable.seal);
});

await import('./envelope.test.ts');
await import('./envelope-stream.test.ts');
await import('./envelope-keyrings.test.ts');
await import('./envelope-caching.test.ts');
await import('./envelope-properties.test.ts');
await import('./envelope-vectors.test.ts');
await import('./envelope-wycheproof.test.ts');
