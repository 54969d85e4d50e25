import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { build } from '../lib/build.ts';
import { allChecks, formatFinding, runChecks } from '../lib/checks.ts';
import { tallyLine, tallyStates } from '../lib/tally.ts';

const { flags, positionals } = readArguments({
  name: 'check',
  what: 'Types, format and lint, floors, generated files and content; warnings count as errors. No site, no tests.',
  options: { list: { type: 'boolean', what: 'print the names of the checks' } },
  positionals: 'words of a name ...',
  examples: ['npm run check', 'npm run check -- types', 'npm run check -- content'],
});

const checks = allChecks().filter(({ name }) => positionals.every((word) => name.includes(word)));
if (flags.list) {
  console.log(checks.map(({ name }) => name).join('\n'));
} else if (checks.length === 0) {
  console.error(`Unexpected name "${positionals.join(' ')}", expected words of one of:`);
  console.error(
    allChecks()
      .map(({ name }) => `  ${name}`)
      .join('\n'),
  );
  process.exitCode = 1;
} else {
  // `astro check` reads the packages as their users do: from dist/. Seconds, and nothing at all when unchanged.
  const built = checks.some(({ name }) => name === 'types: apps/docs') ? await build('packages') : 0;
  const findings = await runChecks(checks, (finding) => console.log(formatFinding(finding)));
  const tally = tallyStates(findings.map(({ state }) => state));
  console.log(tallyLine(tally));
  process.exitCode = built === 0 && tally.failed === 0 ? 0 : 1;
}
