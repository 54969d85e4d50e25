import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** What looks like a checkbox is one. Checked while a file is read. */
export const checkbox: Rule = {
  id: 'checkbox',
  summary: 'What looks like a checkbox is one.',
  why: '`[X ]`, `[]` or a missing space make Markdown read the brackets as text: the option would lose its mark.',
  example: {
    bad: CHOICE.replace('- [ ] The file `Jenkinsfile`', '- [] The file `Jenkinsfile`'),
    good: CHOICE,
    message: 'Unexpected `[]` that is no checkbox, expected `- [x]` or `- [ ]`, then a space and text',
  },
};
