import type { AnswerDetail } from './question-view.ts';
import { NotebankQuiz } from './quiz-element.ts';

export type { AnswerDetail } from './question-view.ts';
export { NotebankQuiz } from './quiz-element.ts';

declare global {
  interface HTMLElementTagNameMap {
    'notebank-quiz': NotebankQuiz;
  }
  interface HTMLElementEventMap {
    'notebank:answer': CustomEvent<AnswerDetail>;
  }
}

/** Registers `<notebank-quiz>`. Does nothing when the name is taken, so that two copies on a page do no harm. */
export function define(): void {
  if (!customElements.get('notebank-quiz')) customElements.define('notebank-quiz', NotebankQuiz);
}
