import { all, element, setAttribute, textOf } from '../dom.ts';
import type { Host, Kind } from './kind.ts';

/** The answer stands in the `<details>` that the question opens. */
export function recallKind({ form }: Host): Kind {
  return {
    key: { kind: 'recall' },
    controls: [],
    self: {
      action: 'Show answer',
      reveal: () => {
        (form.querySelector('.nb-answer') as HTMLDetailsElement).open = true;
      },
      response: (known) => ({ kind: 'recall', known }),
    },
  };
}

/** Gaps become buttons that show what stands in them. */
export function clozeKind({ form, say, revealed }: Host): Kind {
  const answers = all(form, '.nb-solution > li');
  const gaps = all(form, '.nb-gap').map((gap, index) => makeGap(gap, answers[index] as HTMLElement));
  const numbers = [...new Set(gaps.map(({ number }) => number))].sort((one, other) => one - other);
  for (const { number, button, open } of gaps) {
    button.addEventListener('click', () => {
      open();
      say(`Gap ${number}: ${textOf(button)}`);
      if (gaps.every((gap) => 'open' in gap.button.dataset)) revealed();
    });
  }
  return {
    key: { kind: 'cloze', numbers },
    controls: [],
    self: {
      action: 'Show all gaps',
      reveal: () => {
        for (const { open } of gaps) open();
      },
      response: (known) => ({ kind: 'cloze', known: known ? numbers : [] }),
    },
    reset() {
      for (const { close } of gaps) close();
    },
  };
}

function makeGap(place: HTMLElement, answer: HTMLElement) {
  const closed = textOf(place);
  const button = element('button', { type: 'button', class: 'nb-gap' });
  const close = (): void => {
    delete button.dataset.open;
    setAttribute(button, 'aria-label', `Show gap ${closed}`);
    button.textContent = closed;
  };
  close();
  place.replaceWith(button);
  return {
    number: Number(place.dataset.gap),
    button,
    close,
    open: (): void => {
      button.dataset.open = '';
      setAttribute(button, 'aria-label');
      button.replaceChildren(...answer.cloneNode(true).childNodes);
    },
  };
}
