import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Options as exams have them. */
export const optionCount: Rule = {
  id: 'option-count',
  summary: 'A choice question has four options with one key, or five and more with several keys.',
  why: 'That is the form of the exams. Practice in another form teaches the wrong odds.',
  example: {
    bad: CHOICE.slice(0, CHOICE.lastIndexOf('- [ ]')),
    good: CHOICE,
    message: 'Unexpected 3 options with 1 key, expected exactly 4 options',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      if (question.kind !== 'choice' || question.status !== 'current') continue;
      const count = question.options.length;
      const keys = question.options.filter((option) => option.correct).length;
      const fits = keys > 1 ? count >= 5 : count === 4;
      if (keys === 0 || fits) continue;
      report({
        path: question.path,
        at: { text: question.options[0]?.text ?? question.stem },
        found: `${count} options with ${keys} ${keys === 1 ? 'key' : 'keys'}`,
        expected: keys > 1 ? 'at least 5 options' : 'exactly 4 options',
        mend: 'Add distractors that somebody who half knows would choose, or drop the weakest.',
      });
    }
  },
};
