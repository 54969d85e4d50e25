import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** Every file stands where the bank looks for it. Checked while files are listed. */
export const strayFile: Rule = {
  id: 'stray-file',
  summary: 'Every file stands where the bank looks for it.',
  why: 'A question in the wrong folder or with the wrong ending would not be read, and nobody would notice that it is missing.',
  example: {
    kind: 'recall',
    bad: RECALL,
    good: RECALL,
    files: { 'questions/example-topic/deeper/another.md': 'text' },
    message: 'Unexpected file outside of the layout, expected `questions/<topic>/<slug>.md`',
  },
};
