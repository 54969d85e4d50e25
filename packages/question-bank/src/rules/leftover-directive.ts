import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** No line begins with the colons of a directive that does nothing. Checked while a file is read. */
export const leftoverDirective: Rule = {
  id: 'leftover-directive',
  summary: 'No line begins with the colons of a directive that does nothing.',
  why: 'A misspelt directive would be printed as text, or vanish. Questions know no directives at all.',
  example: {
    bad: CHOICE.replace('Which file', '::quiz{id=other}\n\nWhich file'),
    good: CHOICE,
    message: 'Unexpected directive text `::quiz{id=other}`, expected text without directives',
  },
};
