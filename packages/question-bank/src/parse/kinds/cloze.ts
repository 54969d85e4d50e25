import type { ClozeQuestion } from '../../bank.ts';
import type { Place } from '../../problem.ts';
import { parseCloze } from '../cloze.ts';
import { placeOf } from '../place.ts';
import { sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { missingStem } from './shared.ts';

type ClozeBody = Pick<ClozeQuestion, 'stem' | 'deletions' | 'explanation'>;

/** Reads text with gaps `{{c1::text::hint}}`, each within one block. */
export function readCloze(input: KindInput): ClozeBody | undefined {
  const { source, sections, report } = input;
  const [first] = sections.main;
  if (!first) return missingStem(input, input.bodyPlace);
  let broken = false;
  const deletions: ClozeQuestion['deletions'][number][] = [];
  for (const block of sections.main) {
    const text = sliceBlocks(source, [block]);
    const cloze = parseCloze(text);
    for (const { offset, found, expected } of cloze.problems) {
      broken = true;
      const place = placeIn(text, offset, placeOf(block));
      report({
        rule: 'cloze-braces',
        place,
        found,
        expected,
        mend: 'Balance the braces, or escape them: `\\:` and `\\}`.',
      });
    }
    for (const { number, text: gap, hint } of cloze.deletions) {
      deletions.push({ number, text: gap, ...(hint === undefined ? {} : { hint }) });
    }
  }
  if (broken) return undefined;
  if (deletions.length === 0) {
    report({
      rule: 'cloze-braces',
      place: placeOf(first),
      found: 'cloze without a gap',
      expected: 'at least one `{{c1::text}}`',
      mend: 'Put what the reader should know into `{{c1::...}}`.',
    });
    return undefined;
  }
  checkNumbers(input, deletions, placeOf(first));
  const explanation = sections.explanation;
  return { stem: sliceBlocks(source, sections.main), deletions, ...(explanation === undefined ? {} : { explanation }) };
}

function placeIn(text: string, offset: number, start: Place): Place {
  const before = text.slice(0, offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { line: start.line + before.length - 1, column: before.length === 1 ? start.column + column - 1 : column };
}

function checkNumbers({ report }: KindInput, deletions: readonly { readonly number: number }[], place: Place): void {
  const numbers = [...new Set(deletions.map(({ number }) => number))].sort((a, b) => a - b);
  const hole = numbers.findIndex((number, index) => number !== index + 1);
  if (hole === -1) return;
  report({
    rule: 'cloze-braces',
    place,
    found: `gap \`c${numbers[hole]}\` without \`c${hole + 1}\``,
    expected: 'gaps numbered from `c1` without a hole',
    mend: 'Number the gaps `c1`, `c2`, ...: each number becomes one card.',
  });
}
