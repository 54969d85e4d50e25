import { all, element } from './dom.ts';
import { kinds } from './kinds/index.ts';
import { QuestionView } from './question-view.ts';

// Servers import this file too, and have no HTMLElement.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * `<notebank-quiz>`: brings the HTML of `@notebank/quiz/html` to life. In light DOM, without a framework.
 *
 * Attributes: `src` (address of a published bank document, when there is no server HTML), `ids` (which of its questions,
 * separated by spaces), `heading`, `heading-level` (2 to 5), `seed` (reproducible orders), `shortcuts="off"`.
 *
 * Dispatches `notebank:answer` (`AnswerDetail`) for every checked question; it bubbles.
 */
export class NotebankQuiz extends Base {
  #views: QuestionView[] = [];
  /** Questions of this round: all, or those to retry. */
  #round: QuestionView[] = [];
  #rounds = 0;
  #since = 0;
  readonly #events = {
    lap: (): number => {
      const before = this.#since;
      this.#since = Date.now();
      return this.#since - before;
    },
    answered: (): void => this.#answered(),
    next: (view: QuestionView): void => this.#next(view),
  };

  connectedCallback(): void {
    // While the document is parsed, the children are not there yet.
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.connectedCallback());
    else if (this.hasAttribute('src') && !this.querySelector('form')) void this.#load();
    else this.enhance();
  }

  /** Enhances the questions inside. Called by itself; call it after putting server HTML in later. */
  enhance(): void {
    for (const form of all<HTMLFormElement>(this, 'form.nb-question:not([data-ready])')) {
      const make = kinds[form.dataset.kind ?? ''];
      if (!make) continue;
      form.dataset.ready = '';
      this.#views.push(new QuestionView(form, make, this.#events));
    }
    this.#round = this.#views;
    this.#events.lap();
    this.#addShortcuts();
  }

  async #load(): Promise<void> {
    const { loadQuestions } = await import('./remote.ts');
    if (await loadQuestions(this, () => void this.#load())) this.enhance();
  }

  #answered(): void {
    const isDone = this.#round.every(({ grade }) => grade);
    const isAlone = this.#views.length === 1;
    if (isDone && !isAlone) this.#showSummary();
    for (const view of this.#round) {
      view.nextLabel = isDone ? (isAlone ? 'Try again' : 'See the score') : 'Next question';
    }
  }

  #next(view: QuestionView): void {
    const at = this.#round.indexOf(view);
    const open = [...this.#round.slice(at), ...this.#round].find(({ grade }) => !grade);
    const score = this.querySelector<HTMLElement>('.nb-score');
    if (open || score) (open ?? score)?.focus();
    else this.#restart(this.#round);
  }

  #showSummary(): void {
    const of = this.#round.length;
    const wrong = this.#round.filter(({ grade }) => !grade?.correct);
    const button = (text: string, look: string, views: readonly QuestionView[]): HTMLElement => {
      const made = element('button', { type: 'button', class: `nb-button${look}` }, text);
      made.addEventListener('click', () => this.#restart(views));
      return made;
    };
    const retry = wrong.length > 0 ? button('Retry what was wrong', '', wrong) : '';
    const summary = element(
      'div',
      { class: 'nb-summary' },
      element('p', { class: 'nb-score', tabindex: '-1' }, `${of - wrong.length} of ${of} right`),
      element('div', { class: 'nb-actions' }, retry, button('Start again', ' nb-quiet', this.#views)),
    );
    this.#views.at(-1)?.form.after(summary);
  }

  #restart(views: readonly QuestionView[]): void {
    this.#round = [...views];
    this.#rounds += 1;
    this.querySelector('.nb-summary')?.remove();
    const round = `${this.getAttribute('seed') ?? Math.random().toString(36).slice(2, 8)}-${this.#rounds}`;
    for (const view of this.#views) {
      view.form.hidden = !views.includes(view);
      if (!view.form.hidden) view.reset(round);
    }
    this.#events.lap();
    views[0]?.focus();
  }

  /** Letters choose options while the focus is inside a question; a checkbox turns them off (WCAG 2.1.4). */
  #addShortcuts(): void {
    if (this.querySelector('.nb-shortcuts') || !this.querySelector('.nb-options')) return;
    const toggle = element('input', { type: 'checkbox' });
    toggle.checked = this.getAttribute('shortcuts') !== 'off';
    this.append(element('label', { class: 'nb-shortcuts' }, toggle, 'Letter keys choose options'));
    this.addEventListener('keydown', ({ key, ctrlKey, altKey, metaKey, target }) => {
      if (!toggle.checked || ctrlKey || altKey || metaKey) return;
      const form = (target as Element).closest('form');
      // In base 36 letters count from 10; names of keys such as Enter are far beyond the last option.
      const input = form && all<HTMLInputElement>(form, '.nb-options input')[Number.parseInt(key, 36) - 10];
      input?.focus();
      input?.click();
    });
  }
}
