import type { Rule } from './rule.ts';

/** Links are inline. Checked while a file is read. */
export const noReferences: Rule = {
  id: 'no-references',
  summary: 'Links are inline.',
  why: 'Stem, options and rationales are shown apart from each other. A link whose address stands elsewhere would break.',
  example: {
    bad: `Which [file][f] holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.

[f]: https://docs.aws.amazon.com/codebuild/
`,
    good: `Which [file](https://docs.aws.amazon.com/codebuild/) holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
`,
    message: 'Unexpected reference-style link or its definition, expected an inline link: `[text](address)`',
  },
};
