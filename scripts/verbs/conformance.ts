import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { collect } from '../lib/collect.ts';
import { type ConformanceModule, inconsistencies } from '../lib/conformance.ts';

const { flags } = readArguments({
  name: 'conformance',
  what: 'Runs the official test vectors that packages bring a runner for (packages/*/conformance/*.ts).',
  options: { json: { type: 'boolean', what: 'print [{suite, cases, passed, failed, skipped}]' } },
  examples: ['npm run conformance', 'NOTEBANK_VECTORS=/path/to/vectors npm run conformance -- --json'],
});

const modules = await collect<ConformanceModule>(['packages/*/conformance/*.ts'], 'run');
const vectors = process.env.NOTEBANK_VECTORS;
const results = (
  await Promise.all(modules.map(({ module }) => module.run(vectors === '' ? undefined : vectors)))
).flat();

if (flags.json) console.log(JSON.stringify(results, null, 2));
else if (results.length === 0) console.log('No package brings a conformance suite yet.');
else {
  for (const { suite, cases, passed, failed, skipped } of results) {
    console.log(`${suite}: ${cases} cases, ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}

const problems = inconsistencies(results);
for (const problem of problems) console.error(problem);
if (problems.length > 0 || results.some(({ failed }) => failed > 0)) process.exitCode = 1;
