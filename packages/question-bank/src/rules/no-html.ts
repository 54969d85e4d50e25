import type { Rule } from './rule.ts';

/** There is no raw HTML. Checked while a file is read. */
export const noHtml: Rule = {
  id: 'no-html',
  summary: 'There is no raw HTML.',
  why: 'Decks, exports and the site sanitise on their way out: raw HTML would be dropped. Everything has to be sayable in Markdown.',
  example: {
    bad: `<b>Which</b> file holds the build commands of a project?

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
    message: 'Unexpected raw HTML, expected Markdown',
  },
};
