import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { type BenchModule, type BenchResult, formatResult, holds } from '../lib/bench.ts';
import { build } from '../lib/build.ts';
import { collect } from '../lib/collect.ts';

const { flags, positionals } = readArguments({
  name: 'bench',
  what: 'Measures speed and memory, beside named peers in the same run. Fails when a limit is missed.',
  options: {
    json: { type: 'boolean', what: 'print [{path, name, figures, peers}], progress goes to standard error' },
    quick: { type: 'boolean', what: 'small inputs, limits not held: shows that the benchmarks run' },
    list: { type: 'boolean', what: 'print the paths of the benchmarks' },
  },
  positionals: 'words of a path ...',
  examples: ['npm run bench', 'npm run bench -- load', 'npm run bench -- --json > figures.json'],
});

const options = { quick: flags.quick ?? false };
const every = await collect<BenchModule>(['packages/*/bench/*.bench.ts', 'apps/*/bench/*.bench.ts'], 'run');
const chosen = every.filter(({ path }) => positionals.every((word) => path.includes(word)));
if (chosen.length === 0) {
  console.error(`Unexpected "${positionals.join(' ')}", expected words of one of:`);
  console.error(every.map(({ path }) => `  ${path}`).join('\n'));
  process.exit(1);
}
if (flags.list) {
  console.log(chosen.map(({ path }) => path).join('\n'));
  process.exit(0);
}

// Measured is what users run: the built packages.
if ((await build('packages', flags.json ? 'quiet' : 'shown')) !== 0) process.exit(1);

const results: ({ readonly path: string } & BenchResult)[] = [];
for (const { path, module } of chosen) {
  console.error(`${path} ...`);
  const result = await module.run(options);
  results.push({ path, ...result });
  if (!flags.json) console.log(formatResult(result, options));
}
if (flags.json) console.log(JSON.stringify(results, null, 2));
const missed = results.flatMap(({ figures }) => figures).filter((figure) => !holds(figure));
if (!options.quick && missed.length > 0) process.exitCode = 1;
