import type { Rule } from './rule.ts';

const BODY = `Which of these may start a build?

- [ ] A push to the repository
  > True, but not the whole truth.
- [ ] A schedule of EventBridge
  > True, but not the whole truth.
- [ ] A call of \`StartBuild\`
  > True, but not the whole truth.
- [x] All of the above
  > Each of them starts a build.
`;

const SUMMARY = /^(?:all|none|any|both) of (?:the above|these)\b/i;

/** "All of the above" keeps its place. */
export const allOfTheAbove: Rule = {
  id: 'all-of-the-above',
  summary: '"All of the above" stands last and only with `shuffle: except-last`.',
  why: 'Shuffled, it would stand above what it sums up.',
  example: {
    bad: BODY,
    good: BODY,
    goodFront: 'shuffle: except-last',
    message: 'Unexpected `All of the above` among shuffled options, expected `shuffle: except-last` and the last place',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      if (question.kind !== 'choice') continue;
      for (const [index, option] of question.options.entries()) {
        const match = SUMMARY.exec(option.text);
        if (!match) continue;
        const last = index === question.options.length - 1;
        if (last && question.shuffle !== 'all') continue;
        report({
          path: question.path,
          at: { text: option.text },
          found: `\`${match[0]}\` among shuffled options`,
          expected: '`shuffle: except-last` and the last place',
          mend: 'Move it to the end and add `shuffle: except-last`; or better, ask for several keys.',
        });
      }
    }
  },
};
