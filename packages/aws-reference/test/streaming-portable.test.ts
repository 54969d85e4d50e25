// Chunks and event streams once more, with the hashing of browsers.
import { expect, it, vi } from 'vitest';
import * as primitives from '../src/primitives/node.ts';

vi.mock('../src/primitives/node.ts', () => vi.importActual('../src/primitives/portable.ts'));

it('hashes without node:crypto', async () => {
  const portable = await import('../src/primitives/portable.ts');
  expect(primitives.hmacHex).toBe(portable.hmacHex);
});

await import('./chunks.test.ts');
await import('./chunks-refusals.test.ts');
await import('./event-stream.test.ts');
await import('./streaming-vectors.test.ts');
