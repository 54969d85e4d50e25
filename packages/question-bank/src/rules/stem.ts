import type { Rule } from './rule.ts';

/** A question begins with what is asked. Checked while a file is read. */
export const stem: Rule = {
  id: 'stem',
  summary: 'A question begins with what is asked.',
  why: 'Options without a stem cannot be answered, and search and decks show the stem first.',
  example: {
    bad: `- [x] The file \`buildspec.yml\`
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
    message: 'Unexpected question without a stem, expected a scenario and a question before everything else',
  },
};
