import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { compareBudgets, readBudgets } from '../lib/budgets.ts';
import { build } from '../lib/build.ts';
import { SITE_FOLDER, siteBase } from '../lib/site.ts';
import { measureSite } from '../lib/site-sizes.ts';

const { flags } = readArguments({
  name: 'budgets',
  what: 'Measures the built site against budgets.json: HTML, JavaScript and CSS of its largest pages, gzip.',
  options: {
    json: { type: 'boolean', what: 'print [{name, kB, page, budget, kept}]' },
    'no-build': { type: 'boolean', what: 'measure what was built last' },
  },
  examples: ['npm run budgets', 'npm run budgets -- --no-build', 'npm run budgets -- --json'],
});

if (!flags['no-build'] && (await build('all', flags.json ? 'quiet' : 'shown')) !== 0) process.exit(1);
const sizes = measureSite(SITE_FOLDER, siteBase());
const findings = compareBudgets(sizes, readBudgets());
if (flags.json) console.log(JSON.stringify(findings, null, 2));
else {
  for (const { name, kB, page, budget, kept } of findings) {
    console.log(`${kept ? ' ' : '✗'} ${name.padEnd(30)} ${kB.toFixed(1).padStart(6)} of ${budget} kB  ${page}`);
  }
}
if (findings.some(({ kept }) => !kept)) process.exitCode = 1;
