import { shuffledIndexes } from '@notebank/quiz/key-only';
import { all, textOf } from '../dom.ts';
import { type Host, type Kind, reorderer } from './kind.ts';

/** Right cells of a select, and of the list for paper. */
const CELLS = 'option:not([value=""]), li';

export function matchKind({ form, seed }: Host): Kind {
  const controls = all<HTMLSelectElement>(form, '.nb-pairs select');
  const cells = all<HTMLOptionElement>(controls[0] as HTMLElement, CELLS);
  const reorder = reorderer(
    [...controls, ...all(form, '.nb-cells')],
    (list) => all(list, CELLS),
    (by) => shuffledIndexes(cells.length, by),
    seed,
  );

  return {
    key: {
      kind: 'match',
      pairs: controls.map(({ name, dataset }) => ({ id: name, cell: dataset.cell as string })),
      cells: cells.map(({ value }) => value),
    },
    controls,
    read: () =>
      controls.every(({ value }) => value)
        ? { kind: 'match', pairs: Object.fromEntries(controls.map(({ name, value }) => [name, value])) }
        : 'Choose an answer in every row.',
    correction: ({ points, of }) => `${points} of ${of} pairs right.`,
    verdict: ({ dataset }, verdict) => {
      const right = textOf(cells.find(({ value }) => value === dataset.cell));
      return verdict === 'chosen-right' ? 'Correct' : `Wrong, it is: ${right}`;
    },
    reset(by) {
      reorder(by);
      for (const select of controls) select.value = '';
    },
  };
}
