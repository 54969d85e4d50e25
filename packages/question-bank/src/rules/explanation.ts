import type { Rule } from './rule.ts';

/** Kinds without rationales have an explanation. Checked while a file is read. */
export const explanation: Rule = {
  id: 'explanation',
  summary: 'Kinds without rationales have an explanation.',
  why: 'A number, a table of pairs or a gap says nothing about why. The explanation does.',
  example: {
    kind: 'cloze',
    bad: `The build file of CodeBuild is {{c1::\`buildspec.yml\`}}.
`,
    good: `The build file of CodeBuild is {{c1::\`buildspec.yml\`}}.

## Explanation

It stands at the root of the source.
`,
    message:
      'Unexpected cloze question without `## Explanation`, expected an explanation: this kind has no rationale elsewhere',
  },
};
