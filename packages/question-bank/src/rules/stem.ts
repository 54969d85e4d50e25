import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** A question begins with what is asked. Checked while a file is read. */
export const stem: Rule = {
  id: 'stem',
  summary: 'A question begins with what is asked.',
  why: 'Options without a stem cannot be answered, and search and decks show the stem first.',
  example: {
    bad: CHOICE.slice(CHOICE.indexOf('- [x]')),
    good: CHOICE,
    message: 'Unexpected question without a stem, expected a scenario and a question before everything else',
  },
};
