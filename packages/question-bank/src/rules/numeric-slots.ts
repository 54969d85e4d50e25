import type { Rule } from './rule.ts';

/** Slots of a numeric question repeat its parameters. Checked while a file is read. */
export const numericSlots: Rule = {
  id: 'numeric-slots',
  summary: 'Slots of a numeric question repeat its parameters.',
  why: '`{{size=11}}` stands for a parameter with its default, `{{=value}}` for the answer. Exports print the defaults, so text and parameters must agree.',
  example: {
    kind: 'numeric',
    bad: `A fleet of {{size=11}} hosts loses one. How many are left?

## Explanation

One less.
`,
    good: `A fleet of 11 hosts loses one. How many are left?

## Explanation

One less.
`,
    message: 'Unexpected `{{size=11}}`, expected slots only beside `compute`',
  },
};
