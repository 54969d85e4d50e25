import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { build } from '../lib/build.ts';
import { run } from '../lib/run.ts';

const { positionals } = readArguments({
  name: 'dev',
  what: 'Serves the site from its sources and reloads the page on every save. Search works in npm start only.',
  options: {},
  positionals: 'arguments for astro dev ...',
  examples: ['npm run dev', 'npm run dev -- -- --port 8080'],
});

process.exitCode = (await build('packages')) || (await run('astro', ['dev', ...positionals], { folder: 'apps/docs' }));
