import type { RecallQuestion } from '../../bank.ts';
import { sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { endPlace, missingStem } from './shared.ts';

type RecallBody = Pick<RecallQuestion, 'stem' | 'answer' | 'explanation'>;

/** Reads a prompt, then `## Answer`. */
export function readRecall(input: KindInput): RecallBody | undefined {
  const { source, sections, report } = input;
  const stem = sliceBlocks(source, sections.main);
  if (stem === '') return missingStem(input, input.bodyPlace);
  if (sections.answer === undefined) {
    report({
      rule: 'recall-answer',
      place: endPlace(input),
      found: 'recall question without an answer',
      expected: '`## Answer` after the prompt',
      mend: 'Add `## Answer` and what a full answer says.',
    });
    return undefined;
  }
  const { answer, explanation } = sections;
  return { stem, answer, ...(explanation === undefined ? {} : { explanation }) };
}
