import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** Files are UTF-8 text of bounded size. Checked while files are read. */
export const readableFile: Rule = {
  id: 'readable-file',
  summary: 'Files are UTF-8 text of at most 1 MiB.',
  why: 'Another encoding would print broken characters everywhere, and a file of that size is no question.',
  example: {
    kind: 'recall',
    bad: '\uFFFD',
    good: RECALL,
    message: 'Unexpected bytes that are not UTF-8, expected UTF-8 text',
  },
};
