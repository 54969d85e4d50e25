import type { Rule } from './rule.ts';

/** Every option ends with a blockquote that says why it is right or wrong. Checked while a file is read. */
export const rationale: Rule = {
  id: 'rationale',
  summary: 'Every option ends with a blockquote that says why it is right or wrong.',
  why: 'Readers learn from the reason more than from the verdict. The blockquote is shown beside its option after shuffling, so it stands at the end of it.',
  example: {
    bad: `Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
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
    message:
      'Unexpected option without a rationale, expected a blockquote at its end that says why it is right or wrong',
  },
};
