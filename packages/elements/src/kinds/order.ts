import { stepIndexes, type Verdict } from '@notebank/quiz/key-only';
import { all, element, textOf } from '../dom.ts';
import { type Host, inFileOrder, type Kind } from './kind.ts';

/** Rows that move by button or by choosing a position. What is left out stands below the rest. */
export function orderKind({ form, seed, say }: Host): Kind {
  const list = form.querySelector('.nb-steps') as HTMLElement;
  const controls = all<HTMLSelectElement>(list, 'select');
  const steps = controls.filter(({ dataset }) => dataset.position !== '0').length;
  const surplus = controls.length - steps;
  const file = inFileOrder(controls, stepIndexes(steps, surplus, seed));
  let rows = controls;
  let placed = rows.length;
  let isTouched = false;

  /** Brings the page in line with the state. The active row keeps its place in the document, so it keeps the focus. */
  const render = (active?: HTMLSelectElement): void => {
    const at = active === undefined ? -1 : rows.indexOf(active);
    for (const [index, select] of rows.entries()) {
      const row = rowOf(select);
      if (index < at) active?.parentElement?.before(row);
      else if (index !== at) list.append(row);
      row.toggleAttribute('data-out', index >= placed);
      select.value = String(index < placed ? index + 1 : 0);
    }
  };

  /** @param to - Index among the placed rows; past their end it leaves the step out, where steps can be left out. */
  const move = (select: HTMLSelectElement, to: number): void => {
    placed -= Number(rows.indexOf(select) < placed);
    rows = rows.filter((other) => other !== select);
    const out = to > placed && surplus > 0;
    const index = Math.max(0, Math.min(to, placed));
    placed += Number(!out);
    rows.splice(index, 0, select);
    isTouched = true;
    render(select);
    say(`${labelOf(select)}: ${out ? 'left out' : `position ${index + 1} of ${placed}`}`);
  };

  for (const select of controls) {
    const button = (name: string, sign: string, by: number): HTMLElement => {
      const label = `${name}: ${labelOf(select)}`;
      const made = element('button', { type: 'button', class: 'nb-move', 'aria-label': label }, sign);
      made.addEventListener('click', () => {
        const at = rows.indexOf(select);
        if (!select.hasAttribute('aria-disabled')) move(select, (at < placed ? at : placed + 1) + by);
      });
      return made;
    };
    select.options[0]?.remove();
    select.addEventListener('change', () => move(select, (Number(select.value) || Number.POSITIVE_INFINITY) - 1));
    rowOf(select).append(
      element('div', { class: 'nb-moves' }, button('Move up', '↑', -1), button('Move down', '↓', 1)),
    );
  }
  render();

  return {
    key: { kind: 'order', steps: file.slice(0, steps).map(nameOf), surplus: file.slice(steps).map(nameOf) },
    controls,
    read: () =>
      isTouched ? { kind: 'order', order: rows.slice(0, placed).map(nameOf) } : 'Move the steps into order.',
    correction: ({ points, of }) => `${points} of ${of} in the right place.`,
    verdict: ({ dataset }, verdict) => verdictText(verdict, dataset.position),
    reset(by) {
      rows = stepIndexes(steps, surplus, by).map((index) => file[index] as HTMLSelectElement);
      placed = rows.length;
      isTouched = false;
      render();
    },
  };
}

function rowOf(select: HTMLSelectElement): HTMLElement {
  return select.parentElement as HTMLElement;
}

function labelOf(select: HTMLSelectElement): string {
  return textOf(select.labels[0]);
}

function nameOf({ name }: HTMLSelectElement): string {
  return name;
}

function verdictText(verdict: Verdict, position: string | undefined): string {
  if (verdict === 'chosen-right') return 'Correct';
  if (verdict === 'left-out') return 'Rightly left out';
  if (position === '0') return 'Does not belong';
  return `${verdict === 'missed' ? 'Left out' : 'Wrong'}, belongs at ${position}`;
}
