import { parseNumber } from '@notebank/quiz/key-only';
import { all, textOf } from '../dom.ts';
import type { Host, Kind } from './kind.ts';

export function numericKind({ form }: Host): Kind {
  const input = form.querySelector('.nb-number input') as HTMLInputElement;
  const { value, tolerance } = input.dataset;
  const mistakes = all(form, '.nb-mistakes li').map((item) => ({
    value: Number(item.dataset.value),
    why: textOf(item.querySelector('span')),
  }));
  return {
    key: { kind: 'numeric', answer: { value: Number(value), tolerance: Number(tolerance) }, mistakes },
    controls: [input],
    read: () =>
      parseNumber(input.value) === undefined ? 'Type a number, such as 1.5.' : { kind: 'numeric', value: input.value },
    correction: ({ mistake = '' }) => `The answer is ${textOf(form.querySelector('.nb-solution'))}. ${mistake}`,
    reset() {
      input.value = '';
    },
  };
}
