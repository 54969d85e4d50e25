import type { Rule } from './rule.ts';

/** Headings begin with `#`. Checked while a file is read. */
export const headingUnderline: Rule = {
  id: 'heading-underline',
  summary: 'Headings begin with `#`.',
  why: 'A line of `---` below text makes a heading of the text. That is hardly ever meant, and it hides the text from the part it belongs to.',
  example: {
    bad: `Which file holds the build commands of a project?
---

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
    message: 'Unexpected heading made by an underline, expected text, or a heading that begins with `##`',
  },
};
