import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** A choice has a key and a distractor. */
export const oneKey: Rule = {
  id: 'one-key',
  summary: 'A choice question has at least one key and one distractor.',
  why: 'Without a key nobody can be right, without a distractor nobody can be wrong.',
  example: {
    bad: CHOICE.replace('[x]', '[ ]'),
    good: CHOICE,
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
