import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Headings begin with `#`. Checked while a file is read. */
export const headingUnderline: Rule = {
  id: 'heading-underline',
  summary: 'Headings begin with `#`.',
  why: 'A line of `---` below text makes a heading of the text. That is hardly ever meant, and it hides the text from the part it belongs to.',
  example: {
    bad: CHOICE.replace('of a project?\n', 'of a project?\n---\n'),
    good: CHOICE,
    message: 'Unexpected heading made by an underline, expected text, or a heading that begins with `##`',
  },
};
