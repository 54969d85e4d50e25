import type { Rule } from './rule.ts';

/** The steps are one numbered list at the root, in the right order. Checked while a file is read. */
export const orderList: Rule = {
  id: 'order-list',
  summary: 'The steps are one numbered list at the root, in the right order.',
  why: 'The file holds the right order; every place that shows it shuffles.',
  example: {
    kind: 'order',
    bad: `Order the phases of a build.

- install
- build
`,
    good: `Order the phases of a build.

1. install
2. build
`,
    message: 'Unexpected order question without steps, expected one `1.` list at the root, in the right order',
  },
};
