import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { build } from '../lib/build.ts';

const { flags } = readArguments({
  name: 'build',
  what: 'Builds the packages, the decks and the site into dist/ folders. What did not change comes from a cache.',
  options: {
    force: { type: 'boolean', what: 'build everything again, without the cache' },
    packages: { type: 'boolean', what: 'the packages only, not the site' },
  },
  examples: ['npm run build', 'npm run build -- --force', 'NOTEBANK_BASE=/notes/ npm run build'],
});

process.exitCode = await build(flags.packages ? 'packages' : 'all', 'shown', flags.force ? ['--force'] : []);
