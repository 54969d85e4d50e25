import type { Rule } from './rule.ts';

/** A recall question has an answer. Checked while a file is read. */
export const recallAnswer: Rule = {
  id: 'recall-answer',
  summary: 'A recall question has an answer.',
  why: 'The reader compares their own words with it.',
  example: {
    kind: 'recall',
    bad: `Why does a build need a role?
`,
    good: `Why does a build need a role?

## Answer

It calls other services.
`,
    message: 'Unexpected recall question without an answer, expected `## Answer` after the prompt',
  },
};
