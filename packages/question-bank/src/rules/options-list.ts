import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** The options are one task list at the root of the body. Checked while a file is read. */
export const optionsList: Rule = {
  id: 'options-list',
  summary: 'The options are one task list at the root of the body.',
  why: 'Markdown joins a list of the stem and the options after it into one list, and it ends a list at other text. Either would lose options without a word.',
  example: {
    bad: CHOICE.replace(/^.*\n\n/, 'Two facts are known:\n\n- it is YAML\n'),
    good: CHOICE.replace(/^.*\n\n/, 'Two facts are known:\n\n- it is YAML\n\nWhich file is it?\n\n'),
    message: 'Unexpected list item without a checkbox among the options, expected `- [x]` or `- [ ]` on every item',
  },
};
