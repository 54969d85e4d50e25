import type { Rule } from './rule.ts';

/** What looks like a checkbox is one. Checked while a file is read. */
export const checkbox: Rule = {
  id: 'checkbox',
  summary: 'What looks like a checkbox is one.',
  why: '`[X ]`, `[]` or a missing space make Markdown read the brackets as text: the option would lose its mark.',
  example: {
    bad: `Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
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
`,
    message: 'Unexpected `[]` that is no checkbox, expected `- [x]` or `- [ ]`, then a space and text',
  },
};
