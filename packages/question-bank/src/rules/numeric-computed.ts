import type { Rule } from './rule.ts';

/** A computed answer is what the simulator gives. Checked while a file is read. */
export const numericComputed: Rule = {
  id: 'numeric-computed',
  summary: 'A computed answer is what the simulator gives.',
  why: 'The key of a numeric question with `compute` is checked against the model, so that a slip in arithmetic cannot be published.',
  example: {
    kind: 'numeric',
    front: 'compute: {simulator: no-such-simulator, params: {size: 11}}',
    bad: `How many hosts?

## Explanation

Count.
`,
    good: `How many hosts?

## Explanation

Count.
`,
    message: 'Unexpected simulator `no-such-simulator`, expected a simulator that exists',
  },
};
