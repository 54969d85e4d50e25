import type { ChoiceQuestion } from '../bank.ts';
import { plainText } from '../text.ts';
import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** A key may be this much longer than the longest distractor. */
const RATIO = 1.5;
/** Below this many characters of difference nobody notices. */
const SLACK = 25;

/** The key is not the only long option. */
export const cueing: Rule = {
  id: 'cueing',
  summary: 'The key is not the only long option.',
  why: 'Authors qualify what has to be right, so readers learn to pick the longest option. Then the item tests length.',
  example: {
    bad: CHOICE.replace(
      'The file `buildspec.yml`',
      'The file `buildspec.yml` at the root of the source, unless the project or a single build overrides its name or its place',
    ),
    good: CHOICE,
    message: 'Unexpected key of 118 characters where the longest distractor has 21, expected options of like length',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      if (question.kind !== 'choice' || question.status !== 'current') continue;
      const cue = findCue(question);
      if (cue === undefined) continue;
      report({
        path: question.path,
        at: { text: cue.text },
        found: `key of ${cue.key} characters where the longest distractor has ${cue.distractor}`,
        expected: 'options of like length',
        mend: 'Move qualifications into the stem or the rationale, or give the distractors as much detail.',
      });
    }
  },
};

function findCue(question: ChoiceQuestion): { text: string; key: number; distractor: number } | undefined {
  const length = (text: string) => plainText(text).length;
  const keys = question.options.filter((option) => option.correct);
  const distractor = Math.max(
    0,
    ...question.options.filter((option) => !option.correct).map(({ text }) => length(text)),
  );
  const shortest = keys.reduce((a, b) => (length(b.text) < length(a.text) ? b : a), keys[0] ?? { text: '' });
  const key = length(shortest.text);
  return distractor > 0 && key > RATIO * distractor && key - distractor > SLACK
    ? { text: shortest.text, key, distractor }
    : undefined;
}
