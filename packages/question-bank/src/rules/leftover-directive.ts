import type { Rule } from './rule.ts';

/** No line begins with the colons of a directive that does nothing. Checked while a file is read. */
export const leftoverDirective: Rule = {
  id: 'leftover-directive',
  summary: 'No line begins with the colons of a directive that does nothing.',
  why: 'A misspelt directive would be printed as text, or vanish. Questions know no directives at all.',
  example: {
    bad: `::quiz{id=other}

Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
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
    message: 'Unexpected directive text `::quiz{id=other}`, expected text without directives',
  },
};
