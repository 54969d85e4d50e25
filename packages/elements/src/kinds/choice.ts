import { optionIndexes, type Shuffle } from '@notebank/quiz/key-only';
import { all } from '../dom.ts';
import { type Host, inFileOrder, type Kind, reorderer } from './kind.ts';

const TEXTS = {
  'chosen-right': 'Correct, your choice',
  'chosen-wrong': 'Wrong, your choice',
  missed: 'Correct, not chosen',
  'left-out': 'Wrong, not chosen',
};

export function choiceKind({ form, seed }: Host): Kind {
  const shuffle = (form.dataset.shuffle ?? 'all') as Shuffle;
  const inputs = (): HTMLInputElement[] => all(form, '.nb-options input');
  const presented = inputs();
  const indexes = (by: string): number[] => optionIndexes(presented.length, shuffle, by);
  const controls = inFileOrder(presented, indexes(seed));
  // The reasons under the form keep the order of the options, so that their letters agree.
  const reorder = reorderer(all(form, '.nb-options, .nb-reasons'), (list) => [...list.children], indexes, seed);
  const choose = controls.filter(isCorrect).length;
  const chosen = (): string[] => controls.filter(({ checked }) => checked).map(({ value }) => value);

  return {
    key: { kind: 'choice', options: controls.map((input) => ({ id: input.value, correct: isCorrect(input) })) },
    controls,
    read: () => {
      const ids = chosen();
      if (ids.length === choose) return { kind: 'choice', chosen: ids };
      return choose === 1 ? 'Choose an answer.' : `Choose ${choose} answers: ${ids.length} chosen.`;
    },
    correction: ({ parts }) => {
      const right = parts.filter(({ verdict }) => verdict === 'chosen-right').length;
      return `${choose === 1 ? '' : `${right} of ${choose} right. `}The answer is ${letters(inputs())}.`;
    },
    verdict: (_, verdict) => TEXTS[verdict],
    progress: () => (choose === 1 ? '' : `${chosen().length} of ${choose} chosen`),
    reset(by) {
      reorder(by);
      for (const input of controls) input.checked = false;
    },
  };
}

function isCorrect(input: HTMLInputElement): boolean {
  return 'correct' in input.dataset;
}

function letters(inputs: readonly HTMLInputElement[]): string {
  return inputs.flatMap((input, index) => (isCorrect(input) ? String.fromCharCode(65 + index) : [])).join(' and ');
}
