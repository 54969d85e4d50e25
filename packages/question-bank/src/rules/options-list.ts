import type { Rule } from './rule.ts';

/** The options are one task list at the root of the body. Checked while a file is read. */
export const optionsList: Rule = {
  id: 'options-list',
  summary: 'The options are one task list at the root of the body.',
  why: 'Markdown joins a list of the stem and the options after it into one list, and it ends a list at other text. Either would lose options without a word.',
  example: {
    bad: `Two facts are known:

- it is YAML
- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
`,
    good: `Two facts are known:

- it is YAML

Which file is it?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
`,
    message: 'Unexpected list item without a checkbox among the options, expected `- [x]` or `- [ ]` on every item',
  },
};
