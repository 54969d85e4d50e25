import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Every option ends with a blockquote that says why it is right or wrong. Checked while a file is read. */
export const rationale: Rule = {
  id: 'rationale',
  summary: 'Every option ends with a blockquote that says why it is right or wrong.',
  why: 'Readers learn from the reason more than from the verdict. The blockquote is shown beside its option after shuffling, so it stands at the end of it.',
  example: {
    bad: CHOICE.replace('  > That one belongs to Jenkins.\n', ''),
    good: CHOICE,
    message:
      'Unexpected option without a rationale, expected a blockquote at its end that says why it is right or wrong',
  },
};
