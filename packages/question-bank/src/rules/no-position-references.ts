import type { Question } from '../bank.ts';
import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

const NOUN = '(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|[Dd]istractors?)';
const PATTERNS = [
  new RegExp(`\\b${NOUN}\\s+(?:[A-H]\\b|\\([a-h1-8]\\))`),
  /\b(?:[Oo]ption|[Cc]hoice)\s+[1-8]\b/,
  new RegExp(
    `\\b(?:first|second|third|fourth|fifth|last|previous|preceding|following|next)\\s+(?:two\\s+|three\\s+)?${NOUN}\\b`,
    'i',
  ),
  new RegExp(`\\b${NOUN}\\s+(?:above|below)\\b`, 'i'),
  /\b(?:both|only|either)\s+[A-H]\s+(?:and|or)\s+[A-H]\b/,
  /^\s*\(?[A-H][).]\s/m,
];

/** No letters or positions: options are shuffled. */
export const noPositionReferences: Rule = {
  id: 'no-position-references',
  summary: 'No text names an option by letter or position.',
  why: 'Options are shuffled wherever they are shown. "Option B" points at another option for every reader.',
  example: {
    bad: CHOICE.replace('That one belongs to CodeDeploy.', 'Option A is where CodeBuild looks.'),
    good: CHOICE,
    message: 'Unexpected `Option A`, expected a reference by content',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      if (question.kind === 'order' || question.kind === 'recall') continue;
      for (const text of texts(question)) {
        const match = find(text);
        if (match === undefined) continue;
        report({
          path: question.path,
          at: { text: lineAround(text, match) },
          found: `\`${match.trim()}\``,
          expected: 'a reference by content',
          mend: 'Say what the option does instead of where it stands.',
        });
      }
    }
  },
};

function texts(question: Question): string[] {
  const options =
    question.kind === 'choice' ? question.options.flatMap((option) => [option.text, option.rationale]) : [];
  return [question.stem, ...options, ...(question.explanation === undefined ? [] : [question.explanation])];
}

function find(text: string): string | undefined {
  const rest = text.includes('above') ? text.replace(/all of the above|none of the above/gi, '') : text;
  for (const pattern of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return match[0];
  }
  return undefined;
}

function lineAround(text: string, match: string): string {
  return text.split('\n').find((line) => line.includes(match.trim())) ?? text;
}
