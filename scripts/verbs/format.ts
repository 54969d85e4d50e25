import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { run } from '../lib/run.ts';

const { positionals } = readArguments({
  name: 'format',
  what: 'Formats the code and mends what the linter can mend safely.',
  options: {},
  positionals: 'paths ...',
  examples: ['npm run format', 'npm run format -- packages/quiz'],
});

process.exitCode = await run('biome', ['check', '--write', ...(positionals.length > 0 ? positionals : ['.'])]);
