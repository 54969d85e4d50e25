import type { Rule } from './rule.ts';

/** A note has text. Checked while a file is read. */
export const emptyNote: Rule = {
  id: 'empty-note',
  summary: 'A note has text.',
  why: 'A page with an empty body helps nobody and looks like a fault of the site.',
  example: {
    kind: 'note',
    bad: '',
    good: `## In short

A build needs a role, and the role needs permissions.
`,
    message: 'Unexpected note without text, expected a body',
  },
};
