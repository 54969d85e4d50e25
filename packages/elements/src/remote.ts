import type { PublishedQuestion } from '@notebank/content-schema';
import { quizHtml } from '@notebank/quiz/html';
import { element } from './dom.ts';
import { sanitised } from './sanitise.ts';

/** What could not be done, in words for the page. */
class LoadError extends Error {
  override readonly name = 'LoadError';
}

const BAD_SHAPE = 'a question in it has not the shape of a published question';

/**
 * Fetches the document at `src` and puts the HTML of its questions into the quiz.
 *
 * @returns whether it worked. If not, the page says why, with a button that calls `retry`; children of the tag stay.
 */
export async function loadQuestions(quiz: HTMLElement, retry: () => void): Promise<boolean> {
  quiz.querySelector('.nb-failure')?.remove();
  const source = quiz.getAttribute('src') ?? '';
  const loading = element('p', { role: 'status' }, 'Loading questions …');
  quiz.append(loading);
  try {
    const questions = choose(await fetchQuestions(source), quiz.getAttribute('ids'), source);
    quiz.classList.add('nb-quiz');
    quiz.replaceChildren(...render(questions, quiz));
    return true;
  } catch (error) {
    loading.remove();
    quiz.append(failure(error, retry));
    return false;
  }
}

async function fetchQuestions(source: string): Promise<PublishedQuestion[]> {
  const response = await fetch(source, { headers: { accept: 'application/json' } }).catch(() => {
    throw new LoadError(`${source} cannot be reached`);
  });
  if (!response.ok) throw new LoadError(`${source} answered ${response.status}`);
  const document: unknown = await response.json().catch(() => {
    throw new LoadError(`${source} is not JSON`);
  });
  const questions = typeof document === 'object' && document !== null && 'questions' in document && document.questions;
  if (!Array.isArray(questions)) throw new LoadError(`${source} has no list "questions"`);
  if (!questions.every((question) => typeof question === 'object' && question !== null)) throw new LoadError(BAD_SHAPE);
  return questions as PublishedQuestion[];
}

function choose(questions: PublishedQuestion[], ids: string | null, source: string): PublishedQuestion[] {
  const wanted = ids?.split(/\s+/).filter((id) => id !== '') ?? [];
  if (wanted.length === 0) return questions.filter(({ status }) => status === 'current');
  return wanted.map((id) => {
    const found = questions.find((question) => question.id === id);
    if (found === undefined) throw new LoadError(`${source} has no question "${id}"`);
    return found;
  });
}

function render(questions: readonly PublishedQuestion[], quiz: HTMLElement): Node[] {
  const title = quiz.getAttribute('heading');
  const headingLevel = Number(quiz.getAttribute('heading-level') ?? 2);
  const seed = quiz.getAttribute('seed');
  try {
    const html = quizHtml(questions, {
      headingLevel,
      ...(quiz.id === '' ? {} : { id: quiz.id }),
      ...(title === null ? {} : { title }),
      ...(seed === null ? {} : { seed }),
    });
    const inside = sanitised(html).querySelector('notebank-quiz');
    return [...(inside?.childNodes ?? [])];
  } catch (cause) {
    throw new LoadError(BAD_SHAPE, { cause });
  }
}

function failure(error: unknown, retry: () => void): HTMLElement {
  const reason = error instanceof LoadError ? error.message : String(error);
  const button = element('button', { type: 'button', class: 'nb-button nb-quiet' }, 'Try again');
  button.addEventListener('click', retry);
  return element(
    'div',
    { class: 'nb-failure', role: 'alert' },
    element('p', {}, `The questions could not be loaded: ${reason}.`),
    element('div', { class: 'nb-actions' }, button),
  );
}
