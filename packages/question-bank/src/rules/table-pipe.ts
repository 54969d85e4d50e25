import type { Rule } from './rule.ts';

/** No row of a table has more cells than its header. Checked while a file is read. */
export const tablePipe: Rule = {
  id: 'table-pipe',
  summary: 'No row of a table has more cells than its header.',
  why: 'Markdown drops cells past the header. An unescaped pipe inside a cell makes one too many.',
  example: {
    kind: 'match',
    bad: `Match the file with its service.

| file | service |
| --- | --- |
| \`a|b.yml\` | CodeBuild |
| \`appspec.yml\` | CodeDeploy |

## Explanation

Each service has its file.
`,
    good: `Match the file with its service.

| file | service |
| --- | --- |
| \`a\\|b.yml\` | CodeBuild |
| \`appspec.yml\` | CodeDeploy |

## Explanation

Each service has its file.
`,
    message: 'Unexpected 3 cells in a table of 2 columns, expected 2 cells',
  },
};
