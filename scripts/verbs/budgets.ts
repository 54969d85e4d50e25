import process from 'node:process';
import { formatScores, lighthouseScores } from '../../apps/docs/bench/lighthouse.ts';
import { readArguments } from '../lib/arguments.ts';
import { compareBudgets, readBudgets } from '../lib/budgets.ts';
import { build } from '../lib/build.ts';
import { SITE_FOLDER, siteBase } from '../lib/site.ts';
import { measureSite } from '../lib/site-sizes.ts';
import { serveStatic } from '../lib/static-server.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

const { flags } = readArguments({
  name: 'budgets',
  what: 'Measures the built site against budgets.json: HTML, JavaScript and CSS of its largest pages, gzip; with --lighthouse its scores, which have to be 100.',
  options: {
    json: { type: 'boolean', what: 'print [{name, kB, page, budget, kept}]' },
    lighthouse: {
      type: 'boolean',
      what: 'also score landing, note, question and exam page: takes minutes, needs a browser',
    },
    'no-build': { type: 'boolean', what: 'measure what was built last' },
  },
  examples: [
    'npm run budgets',
    'npm run budgets -- --lighthouse',
    'npm run budgets -- --no-build',
    'npm run budgets -- --json',
  ],
});

if (!flags['no-build'] && (await build('all', flags.json ? 'quiet' : 'shown')) !== 0) process.exit(1);
const sizes = measureSite(SITE_FOLDER, siteBase());
const findings = compareBudgets(sizes, readBudgets());
const scores = flags.lighthouse ? await lighthouse() : [];
if (flags.json)
  console.log(JSON.stringify(flags.lighthouse ? { sizes: findings, lighthouse: scores } : findings, null, 2));
else {
  for (const { name, kB, page, budget, kept } of findings) {
    console.log(`${kept ? ' ' : '✗'} ${name.padEnd(30)} ${kB.toFixed(1).padStart(6)} of ${budget} kB  ${page}`);
  }
}
if (scores.length > 0 && !flags.json) console.log(formatScores(scores));
const full = scores.every((score) => CATEGORIES.every((category) => score[category] === 100));
if (!full || findings.some(({ kept }) => !kept)) process.exitCode = 1;

async function lighthouse() {
  const server = await serveStatic({
    folder: SITE_FOLDER,
    base: siteBase(),
    host: '127.0.0.1',
    port: 0,
    orNext: false,
  });
  try {
    return await lighthouseScores(server.address);
  } finally {
    await server.close();
  }
}
