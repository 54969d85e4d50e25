import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/**
 * Bytes, minified and gzip -9, of the build for browsers, beside the hash library. A ceiling moves in the commit that
 * moves it, with its reason. The first is this package alone; the second has what it takes of `@notebank/aws-reference`:
 * the verification of signatures.
 */
const CEILINGS = [
  ['alone', ['@notebank/aws-reference/*', '@noble/hashes/*'], 10_250],
  ['with the verification of signatures', ['@noble/hashes/*'], 15_000],
] as const;

it.each(CEILINGS)('createLocalKms of ./core, %s, keeps to its ceiling', async (_, external, ceiling) => {
  const { outputFiles } = await build({
    stdin: { contents: `export { createLocalKms } from '@notebank/local-kms/core';`, resolveDir: import.meta.dirname },
    ...{ bundle: true, minify: true, write: false, format: 'esm', platform: 'browser', target: 'es2023' },
    conditions: ['@notebank/source'],
    external: [...external],
    logLevel: 'silent',
  });
  expect(gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length).toBeLessThanOrEqual(ceiling);
});
