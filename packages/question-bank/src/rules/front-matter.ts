import type { Rule } from './rule.ts';

/** Front matter parses and fits its schema. Checked while a file is read. */
export const frontMatter: Rule = {
  id: 'front-matter',
  summary: 'Front matter parses and fits its schema.',
  why: 'Every key has a type and a meaning, listed in the reference of front matter. An unknown key is an error, because a misspelt one would be ignored without a word.',
  example: {
    front: 'dificulty: 2',
    goodFront: 'difficulty: 2',
    bad: `Which file holds the build commands of a project?

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
    message: 'Unexpected key `dificulty`, expected only keys of the schema',
  },
};
