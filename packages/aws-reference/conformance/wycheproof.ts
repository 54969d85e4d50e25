import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import * as node from '../src/primitives/cipher-node.ts';
import * as portable from '../src/primitives/cipher-portable.ts';
import { type Cipher, WYCHEPROOF, type WycheproofSuite } from '../test/support/wycheproof.ts';

/**
 * Project Wycheproof against the primitives of the envelope, of Node and of WebCrypto. HKDF runs with those of Node here,
 * with WebCrypto in the tests. Cases that are out of scope are counted as skipped, under a name that says why.
 */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const suite of WYCHEPROOF) {
    results.push(await result(suite, vectors, node as unknown as Cipher, `wycheproof/${suite.name}`));
    if (!suite.name.startsWith('hkdf')) {
      results.push(await result(suite, vectors, portable, `wycheproof/${suite.name} (WebCrypto)`));
    }
    const { outOfScope } = suite;
    if (outOfScope === 0) continue;
    const name = `wycheproof/${suite.name} (out of scope: ${suite.why})`;
    results.push({ suite: name, cases: outOfScope, passed: 0, failed: 0, skipped: outOfScope });
  }
  return results;
}

async function result(
  suite: WycheproofSuite,
  vectors: string | undefined,
  cipher: Cipher,
  name: string,
): Promise<ConformanceResult> {
  const expected = suite.cases - suite.outOfScope;
  if (!vectors) return { suite: name, cases: expected, passed: 0, failed: 0, skipped: expected };
  const found = suite.inScope(vectors, cipher);
  let passed = 0;
  for (const one of found) if ((await one.accepts().catch(() => undefined)) === one.valid) passed++;
  const cases = Math.max(expected, found.length);
  return { suite: name, cases, passed, failed: cases - passed, skipped: 0 };
}
