import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Links are inline. Checked while a file is read. */
export const noReferences: Rule = {
  id: 'no-references',
  summary: 'Links are inline.',
  why: 'Stem, options and rationales are shown apart from each other. A link whose address stands elsewhere would break.',
  example: {
    bad: `${CHOICE.replace('Which file', 'Which [file][f]')}\n[f]: https://docs.aws.amazon.com/codebuild/\n`,
    good: CHOICE.replace('Which file', 'Which [file](https://docs.aws.amazon.com/codebuild/)'),
    message: 'Unexpected reference-style link or its definition, expected an inline link: `[text](address)`',
  },
};
