import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** There is no raw HTML. Checked while a file is read. */
export const noHtml: Rule = {
  id: 'no-html',
  summary: 'There is no raw HTML.',
  why: 'Decks, exports and the site sanitise on their way out: raw HTML would be dropped. Everything has to be sayable in Markdown.',
  example: {
    bad: CHOICE.replace('Which file', '<b>Which</b> file'),
    good: CHOICE,
    message: 'Unexpected raw HTML, expected Markdown',
  },
};
