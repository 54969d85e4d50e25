import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

const slow = process.env.NOTEBANK_SLOW === '1';
// The first is ours, the others are what Vite takes on a server, but for `module`: it is meant for bundlers, vitest hands
// it to Node, and files behind it need not load there (those of @smithy/core do not).
const conditions = ['@notebank/source', 'node', 'development|production'];

const folders = ['scripts', ...list('packages'), ...list('apps')].filter((folder) => existsSync(`${folder}/test`));

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : [];
}

export default defineConfig({
  test: {
    // Left out, one processor of a machine would stand idle: half of it, where there are two.
    maxWorkers: '100%',
    projects: folders.map((folder) => ({
      // Tests read the sources, so that they need no build.
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name: folder,
        root: folder,
        include: ['test/**/*.test.ts'],
        exclude: slow ? [] : ['test/**/*.slow.test.ts'],
        setupFiles: [join(import.meta.dirname, 'scripts/lib/test-setup.ts')],
        testTimeout: slow ? 600_000 : 30_000,
      },
    })),
  },
});
