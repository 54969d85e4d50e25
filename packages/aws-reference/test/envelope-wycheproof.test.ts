import process from 'node:process';
import { describe, expect, it } from 'vitest';
import * as node from '../src/primitives/cipher-node.ts';
import * as portable from '../src/primitives/cipher-portable.ts';
import { type Cipher, WYCHEPROOF } from './support/wycheproof.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
/** Where Node's primitives are those of WebCrypto, HKDF takes them too. */
const mocked = (node as unknown as Cipher).seal === portable.seal;
const runtimes: readonly (readonly [string, Cipher])[] = mocked
  ? [['WebCrypto', portable]]
  : [
      ['Node', node as unknown as Cipher],
      ['WebCrypto', portable],
    ];
const suites = mocked ? WYCHEPROOF.filter(({ name }) => name.startsWith('hkdf')) : WYCHEPROOF;

describe.skipIf(vectors === '').each(runtimes)('Project Wycheproof with the primitives of %s', (_, cipher) => {
  it.each(suites)('$name', async ({ cases, outOfScope, inScope }) => {
    const found = inScope(vectors, cipher);
    expect(found).toHaveLength(cases - outOfScope);
    for (const { name, valid, accepts } of found) expect([name, await accepts()]).toEqual([name, valid]);
  });
});
