// Builds the site like `astro build`, with an output folder and a cache of its own: node build-site.ts OUT CACHE, run in
// the folder of the app. The environment says which bank and which base path.
import process from 'node:process';
import { build } from 'astro';

const [outDir, cacheDir] = process.argv.slice(2);
if (outDir === undefined || cacheDir === undefined) throw new Error('expected OUT and CACHE');
await build({ root: process.cwd(), outDir, cacheDir });
