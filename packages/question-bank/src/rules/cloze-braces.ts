import type { Rule } from './rule.ts';

/** Gaps of a cloze are balanced and numbered from c1. Checked while a file is read. */
export const clozeBraces: Rule = {
  id: 'cloze-braces',
  summary: 'Gaps of a cloze are balanced and numbered from c1.',
  why: 'Anki reads `{{c1::text::hint}}`. What is not closed, nested or empty would print braces on the card or lose it.',
  example: {
    kind: 'cloze',
    bad: `The build file is {{c1::\`buildspec.yml\`.

## Explanation

It stands at the root of the source.
`,
    good: `The build file is {{c1::\`buildspec.yml\`}}.

## Explanation

It stands at the root of the source.
`,
    message: 'Unexpected gap that is never closed, expected `}}` in the same block',
  },
};
