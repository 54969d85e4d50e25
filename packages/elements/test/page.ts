import type { PublishedQuestion } from '@notebank/content-schema';
import { type QuizHtmlOptions, quizHtml } from '@notebank/quiz/html';
import type { AnswerDetail } from '../src/index.ts';
import { define, type NotebankQuiz } from '../src/index.ts';

/** A quiz in the document of happy-dom, upgraded, with what it dispatched. */
export function mount(questions: readonly PublishedQuestion[], options: QuizHtmlOptions = {}) {
  document.body.innerHTML = quizHtml(questions, options);
  define();
  const quiz = document.querySelector('notebank-quiz') as NotebankQuiz;
  // happy-dom connects an element before its children are there.
  quiz.enhance();
  const answers: AnswerDetail[] = [];
  quiz.addEventListener('notebank:answer', (event) => answers.push((event as CustomEvent<AnswerDetail>).detail));
  return { quiz, answers, questions: questions.map(({ id }) => driver(quiz, id, options.id)) };
}

/** Operates one question as a reader does. */
function driver(quiz: HTMLElement, id: string, prefix = 'nb') {
  const form = quiz.querySelector(`#${prefix}-${id}`) as HTMLFormElement;
  const find = <Found extends HTMLElement = HTMLElement>(selector: string): Found => {
    const found = form.querySelector<Found>(selector);
    if (found === null) throw new Error(`nothing matches ${selector} in ${id}`);
    return found;
  };
  const texts = (selector: string): string[] => [...form.querySelectorAll(selector)].map(textOf);
  return {
    form,
    find,
    texts,
    status: (): string => textOf(find('.nb-status')),
    tone: (): string | undefined => find('.nb-status').dataset.tone,
    press: (name?: string): void => {
      const buttons = [...form.querySelectorAll<HTMLButtonElement>('.nb-actions > button:not([hidden])')];
      const button = name === undefined ? buttons[0] : buttons.find((each) => textOf(each) === name);
      if (button === undefined) throw new Error(`no button ${name}, found ${buttons.map(textOf).join(', ')}`);
      button.click();
    },
    choose: (...values: string[]): void => {
      for (const value of values) find(`input[value="${value}"]`).click();
    },
    select: (name: string, value: string): void => {
      const select = find<HTMLSelectElement>(`select[name="${name}"]`);
      select.value = value;
      select.dispatchEvent(new Event('input', { bubbles: true }));
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
  };
}

export function textOf(node: Node): string {
  return (node.textContent ?? '').replace(/\s+/g, ' ').trim();
}
