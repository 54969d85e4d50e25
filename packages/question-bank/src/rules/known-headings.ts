import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** A body has the headings of its kind and no others. Checked while a file is read. */
export const knownHeadings: Rule = {
  id: 'known-headings',
  summary: 'A body has the headings of its kind and no others.',
  why: 'Headings cut a question into its parts: `## Explanation` in every kind, `## Answer` in a recall question.',
  example: {
    bad: `${CHOICE}\n## Hint\n\nThink of YAML.\n`,
    good: `${CHOICE}\n## Explanation\n\nThink of YAML.\n`,
    message: 'Unexpected heading `## Hint`, expected `## Explanation`',
  },
};
