import type { Rule } from './rule.ts';

/** The pairs are one table of two columns. Checked while a file is read. */
export const matchTable: Rule = {
  id: 'match-table',
  summary: 'The pairs are one table of two columns.',
  why: 'The left cell is what is asked, the right one its answer. An empty left cell makes a surplus answer.',
  example: {
    kind: 'match',
    bad: `Match the file with its service.

| file | service |
| --- | --- |
| \`appspec.yml\` |  |
| \`buildspec.yml\` | CodeBuild |
| \`template.yml\` | CloudFormation |

## Explanation

Each service has its file.
`,
    good: `Match the file with its service.

| file | service |
| --- | --- |
| \`appspec.yml\` | CodeDeploy |
| \`buildspec.yml\` | CodeBuild |

## Explanation

Each service has its file.
`,
    message: 'Unexpected row with an empty right cell, expected an answer in the right column',
  },
};
