import { build } from 'esbuild';

/** Which primitives a bundle has: those of Node, or those of browsers, which run in Node too. */
const CONDITIONS = { browser: ['@notebank/source', 'browser'], node: ['@notebank/source', 'node'] } as const;
export type Platform = keyof typeof CONDITIONS;

/** Writes an entry and all that it imports as one ES module. */
export async function bundleFor(platform: Platform, entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform,
    conditions: [...CONDITIONS[platform]],
    outfile,
    logLevel: 'error',
  });
}
