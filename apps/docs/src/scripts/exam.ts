import { keep } from './store.ts';

/** Keeps every exam switch of the page, and the page itself, at one choice. */
export function examSwitches(): void {
  const { dataset } = document.documentElement;
  const switches = [...document.querySelectorAll<HTMLSelectElement>('[data-exam-switch]')];
  const show = (exam: string) => {
    if (exam === '') delete dataset.exam;
    else dataset.exam = exam;
    for (const each of switches) each.value = exam;
    document.dispatchEvent(new CustomEvent('notebank:exam', { detail: exam }));
  };
  for (const each of switches) {
    each.addEventListener('change', () => {
      show(each.value);
      keep('notebank.exam', each.value);
    });
  }
  // What was kept may name an exam that is gone.
  const kept = dataset.exam ?? '';
  show(switches[0]?.querySelector(`option[value="${CSS.escape(kept)}"]`) ? kept : '');
}
