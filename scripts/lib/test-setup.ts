// Runs before every test file: a test that prints has either left a trace behind or hides a warning.
import process from 'node:process';
import { configureGlobal } from 'fast-check';
import { afterEach, beforeEach } from 'vitest';

const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
let printed: string[] = [];

for (const method of METHODS) {
  console[method] = (...values: unknown[]) => {
    printed.push(`console.${method}: ${values.map(String).join(' ')}`);
  };
}

beforeEach(() => {
  printed = [];
});

afterEach(() => {
  if (printed.length > 0) throw new Error(`Unexpected output in a test, expected none:\n${printed.join('\n')}`);
});

// fast-check runs 100 cases of a property; `npm run test:slow` runs many more.
if (process.env.NOTEBANK_SLOW === '1') configureGlobal({ numRuns: 5000 });
