import { expect, test } from 'vitest';
import { parseArguments, type Verb } from '../lib/arguments.ts';

const verb: Verb<'port' | 'force'> = {
  name: 'start',
  what: 'Serves the site.',
  options: {
    port: { type: 'string', value: 'number', what: 'port to serve on' },
    force: { type: 'boolean', what: 'again' },
  },
  examples: ['npm start -- --port 8080'],
};

test('flags and values', () => {
  expect(parseArguments(verb, ['--port', '80', '--force'])).toEqual({
    flags: { force: true },
    values: { port: '80' },
    positionals: [],
  });
});

test('help shows options and examples', () => {
  expect(parseArguments(verb, ['--help'])).toEqual({
    help: `Usage: npm run start -- [options]

Serves the site.

Options:
  --port <number>        port to serve on
  --force                again
  --help                 print this text

Examples:
  npm start -- --port 8080
`,
  });
});

test.each([
  [['--prot', '80'], /'--prot'/],
  [['--port'], /'--port <value>' argument missing/],
  [['--force=1'], /does not take an argument/],
  [['word'], /'word'/],
])('%j is refused with its reason', (args, reason) => {
  expect(parseArguments(verb, args)).toEqual({ problem: expect.stringMatching(reason) });
});
