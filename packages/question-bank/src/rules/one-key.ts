import type { Rule } from './rule.ts';

const BODY = (first: string) => `Which file holds the build commands?

- [${first}] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
`;

/** A choice has a key and a distractor. */
export const oneKey: Rule = {
  id: 'one-key',
  summary: 'A choice question has at least one key and one distractor.',
  why: 'Without a key nobody can be right, without a distractor nobody can be wrong.',
  example: {
    bad: BODY(' '),
    good: BODY('x'),
    message: 'Unexpected choice question without a key, expected at least one `- [x]`',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      if (question.kind !== 'choice') continue;
      const keys = question.options.filter((option) => option.correct).length;
      if (keys > 0 && keys < question.options.length) continue;
      report({
        path: question.path,
        at: { text: question.options[0]?.text ?? question.stem },
        found: keys === 0 ? 'choice question without a key' : 'choice question without a distractor',
        expected: keys === 0 ? 'at least one `- [x]`' : 'at least one `- [ ]`',
        mend: keys === 0 ? 'Check the box of the key.' : 'Add an option that is wrong, or ask otherwise.',
      });
    }
  },
};
