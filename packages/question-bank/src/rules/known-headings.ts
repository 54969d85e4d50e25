import type { Rule } from './rule.ts';

/** A body has the headings of its kind and no others. Checked while a file is read. */
export const knownHeadings: Rule = {
  id: 'known-headings',
  summary: 'A body has the headings of its kind and no others.',
  why: 'Headings cut a question into its parts: `## Explanation` in every kind, `## Answer` in a recall question.',
  example: {
    bad: `Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.

## Hint

Think of YAML.
`,
    good: `Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.

## Explanation

Think of YAML.
`,
    message: 'Unexpected heading `## Hint`, expected `## Explanation`',
  },
};
