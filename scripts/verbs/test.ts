import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { findBrowserForTests, HOW_TO_GET_A_BROWSER } from '../lib/browser.ts';
import { build } from '../lib/build.ts';
import { allChecks, type Finding, formatFinding, runChecks, siteChecks } from '../lib/checks.ts';
import { add, tallyLine, tallyStates } from '../lib/tally.ts';
import { runVitest } from '../lib/vitest.ts';

const { positionals } = readArguments({
  name: 'test',
  what: 'Builds, then runs every check and every test. The last line says how many passed, failed and were skipped.',
  options: {},
  positionals: 'arguments for vitest ...',
  examples: ['npm test', 'npm test -- packages/quiz'],
});

const states: Finding['state'][] = [];

/** Tells of a finding when it comes. */
function note(finding: Finding): void {
  states.push(finding.state);
  console.log(formatFinding(finding));
}

const begin = performance.now();
const built = await build('all');
const seconds = (performance.now() - begin) / 1000;
note({ name: 'build', state: built === 0 ? 'passed' : 'failed', output: 'its messages stand above', seconds });

await runChecks([...allChecks(), ...siteChecks()], note);

const browser = await findBrowserForTests();
if (browser === undefined) console.log(HOW_TO_GET_A_BROWSER);
const { tally: tests } = await runVitest(positionals, browser === undefined ? {} : { CHROMIUM_PATH: browser });

const tally = add(tallyStates(states), tests);
console.log(tallyLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
