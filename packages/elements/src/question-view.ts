import { type Grade, gradeByKey, questionSeed, type Response } from '@notebank/quiz/key-only';
import { element, setAttribute } from './dom.ts';
import type { Kind, MakeKind } from './kinds/index.ts';

/** What `notebank:answer` carries. */
export interface AnswerDetail {
  readonly id: string;
  readonly revision: number;
  /** Fixes where the options stood: see `presentedOptions` of `@notebank/quiz`. */
  readonly seed: string;
  readonly response: Response;
  readonly grade: Grade;
  /** Milliseconds since the previous answer in this quiz, or since the quiz or its round began. */
  readonly ms: number;
}

/** What a question tells the quiz around it. */
export interface QuestionEvents {
  /** @returns milliseconds since the last call, or since the round began. */
  lap(): number;
  answered(): void;
  /** The button was pressed in a checked question. */
  next(view: QuestionView): void;
}

/** One question of the page: its server HTML, and the controls added to it. */
export class QuestionView {
  readonly form: HTMLFormElement;
  /** Undefined until checked. */
  grade: Grade | undefined;

  readonly #events: QuestionEvents;
  readonly #kind: Kind;
  readonly #fieldset: HTMLElement;
  readonly #details: HTMLDetailsElement;
  readonly #button = element('button', { class: 'nb-button' });
  /** Shown while the reader is to say whether they knew it. */
  readonly #unknown = element('button', { type: 'button', class: 'nb-button nb-quiet' }, 'I did not');
  readonly #status = element('p', { class: 'nb-status', role: 'status' });
  readonly #identity: { readonly id: string; readonly revision: number };
  #seed: string;
  /** Take away verdicts and put rationales back where they came from. */
  #undo: (() => void)[] = [];

  constructor(form: HTMLFormElement, make: MakeKind, events: QuestionEvents) {
    const { id = '', revision, seed } = form.dataset;
    this.form = form;
    this.#events = events;
    this.#identity = { id, revision: Number(revision) };
    this.#seed = seed ?? questionSeed(this.#identity);
    this.#details = form.querySelector('.nb-answer') as HTMLDetailsElement;
    this.#fieldset = form.querySelector('fieldset') as HTMLElement;
    this.#fieldset.tabIndex = -1;
    this.#status.id = `${form.id}-status`;
    this.#kind = make({ form, seed: this.#seed, say: (text) => this.#say(text), revealed: () => this.#reveal() });
    this.#fieldset.after(element('div', { class: 'nb-actions' }, this.#button, this.#unknown, this.#status));
    this.#begin();
    this.#listen();
  }

  /** Text of the button of a checked question. */
  set nextLabel(text: string) {
    if (this.grade) this.#button.textContent = text;
  }

  focus(): void {
    this.#fieldset.focus();
  }

  /** Forgets the answer and puts everything in the order of a new round. */
  reset(round: string): void {
    this.#seed = questionSeed(this.#identity, round);
    delete this.form.dataset.state;
    for (const undo of this.#undo) undo();
    this.#lock(false);
    this.#kind.reset?.(this.#seed);
    this.#details.open = false;
    this.#begin();
    this.#say('');
  }

  #begin(): void {
    this.grade = undefined;
    this.#undo = [];
    this.#unknown.hidden = true;
    this.#button.textContent = this.#kind.self?.action ?? 'Check answer';
  }

  #listen(): void {
    const { form } = this;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#press();
    });
    form.addEventListener('input', () => {
      if (!this.grade) this.#say(this.#kind.progress?.() ?? '');
    });
    // A checked question keeps its answer, though its inputs can still be reached and read.
    form.addEventListener('click', (event) => {
      if ((event.target as Element).hasAttribute('aria-disabled')) event.preventDefault();
    });
    this.#unknown.addEventListener('click', () => {
      // The button that is about to vanish must not take the focus with it.
      this.#button.focus();
      this.#selfGrade(false);
    });
    this.#details.addEventListener('toggle', () => {
      if (this.#details.open && !this.grade) this.#reveal();
    });
  }

  #press(): void {
    if (this.grade) this.#events.next(this);
    else if (!this.#unknown.hidden) this.#selfGrade(true);
    else if (this.#kind.self) this.#reveal();
    else {
      const response = this.#kind.read?.();
      if (typeof response === 'string') this.#fail(response);
      else if (response) this.#show(response);
    }
  }

  #reveal(): void {
    if (!this.#kind.self || !this.#unknown.hidden) return;
    this.#kind.self.reveal();
    this.#button.textContent = 'I knew it';
    this.#unknown.hidden = false;
    this.#say('Did you know it?');
  }

  #selfGrade(known: boolean): void {
    this.#unknown.hidden = true;
    if (this.#kind.self) this.#show(this.#kind.self.response(known));
  }

  #show(response: Response): void {
    const grade = gradeByKey(this.#kind.key, response);
    const tone = grade.correct ? 'right' : 'wrong';
    this.grade = grade;
    this.form.dataset.state = tone;
    this.#say(this.#verdict(grade), tone);
    this.#lock(true);
    this.#mark(grade);
    this.#details.open = true;
    this.#events.answered();
    const detail: AnswerDetail = { ...this.#identity, seed: this.#seed, response, grade, ms: this.#events.lap() };
    this.form.dispatchEvent(new CustomEvent('notebank:answer', { bubbles: true, detail }));
  }

  #verdict(grade: Grade): string {
    if (this.#kind.self) return grade.correct ? 'Noted as known.' : 'Noted as unknown.';
    return grade.correct ? 'Correct.' : `Not correct. ${this.#kind.correction?.(grade)}`;
  }

  /** Puts verdicts and rationales beside the inputs, and has the inputs described by them. */
  #mark({ parts }: Grade): void {
    for (const control of this.#kind.controls) {
      const part = parts.find(({ id }) => control.id === `${this.form.id}-${id}`);
      const row = control.closest('li');
      if (!part || !row) continue;
      const text = this.#kind.verdict?.(control, part.verdict) ?? '';
      const verdict = element('b', { class: 'nb-verdict', id: `${control.id}-verdict` }, text);
      const why = document.getElementById(`${control.id}-why`);
      const home = why?.parentElement;
      row.append(verdict, why ?? '');
      row.dataset.verdict = part.verdict;
      setAttribute(control, 'aria-describedby', `${verdict.id} ${why?.id ?? ''}`);
      this.#undo.push(() => {
        verdict.remove();
        if (why) home?.append(why);
        delete row.dataset.verdict;
        setAttribute(control, 'aria-describedby');
      });
    }
  }

  #lock(locked: boolean): void {
    for (const control of this.#kind.controls) {
      setAttribute(control, 'aria-disabled', locked ? 'true' : '');
      if ('options' in control) {
        for (const option of control.options) option.disabled = locked && !option.selected;
      } else if (control.type === 'text') control.readOnly = locked;
    }
  }

  #fail(text: string): void {
    this.#say(text, 'error');
    for (const control of this.#kind.controls) {
      if (control.value && control.dataset.cell) continue;
      setAttribute(control, 'aria-invalid', 'true');
      setAttribute(control, 'aria-describedby', this.#status.id);
    }
  }

  /** @param tone - `error`, `right`, `wrong`, or nothing for neutral words. */
  #say(text: string, tone?: string): void {
    for (const control of this.form.querySelectorAll('[aria-invalid]')) {
      setAttribute(control, 'aria-invalid');
      setAttribute(control, 'aria-describedby');
    }
    setAttribute(this.#status, 'data-tone', tone);
    this.#status.textContent = text;
  }
}
