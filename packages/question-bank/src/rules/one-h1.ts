import type { Rule } from './rule.ts';

/** A note has no heading of level 1. Checked while a file is read. */
export const oneH1: Rule = {
  id: 'one-h1',
  summary: 'A note has no heading of level 1.',
  why: 'The title of the front matter is the heading of the page; a second one confuses readers of an outline.',
  example: {
    kind: 'note',
    bad: `# Builds

A build needs a role.
`,
    good: `## Builds

A build needs a role.
`,
    message:
      'Unexpected heading of level 1, expected `##` and below: the title of the front matter is the heading of the page',
  },
};
