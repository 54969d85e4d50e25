import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../lib/browser.ts';
import { build } from '../lib/build.ts';
import { tallyLine } from '../lib/tally.ts';
import { runVitest } from '../lib/vitest.ts';

const { positionals } = readArguments({
  name: 'test:slow',
  what: 'The tests that take minutes (*.slow.test.ts) and all others with many more random cases.',
  options: {},
  positionals: 'arguments for vitest ...',
  examples: ['npm run test:slow', 'npm run test:slow -- packages/question-bank'],
});

const built = await build('all');
const browser = await findBrowserForTests();
if (browser === undefined) console.log(HOW_TO_GET_A_BROWSER);
const env = { NOTEBANK_SLOW: '1', ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }) };
const { tally } = await runVitest(positionals, env);
console.log(tallyLine(tally));
process.exitCode = built === 0 && tally.failed === 0 ? 0 : 1;
