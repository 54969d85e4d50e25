import type { Rule } from './rule.ts';

/** Images have alternative text. Checked while a file is read. */
export const imageAlt: Rule = {
  id: 'image-alt',
  summary: 'Images have alternative text.',
  why: 'Readers who cannot see an image need to know what it shows.',
  example: {
    bad: `![](../../media/x.svg)

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
    good: `![A pipeline of three stages](../../media/x.svg)

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
    files: { 'media/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    message: 'Unexpected image without alternative text, expected `![what the image shows](file)`',
  },
};
