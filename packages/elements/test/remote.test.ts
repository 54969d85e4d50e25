// @vitest-environment happy-dom
import { choiceQuestion, numericQuestion, recallQuestion } from '@notebank/quiz/samples';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadQuestions } from '../src/remote.ts';
import { textOf } from './page.ts';

const DOCUMENT = {
  questions: [choiceQuestion(), numericQuestion(), recallQuestion({ status: 'retired' })],
};

async function load(answer: Response | Error, attributes: Record<string, string> = {}) {
  vi.stubGlobal('fetch', () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)));
  const quiz = document.createElement('notebank-box');
  quiz.setAttribute('src', 'bank.json');
  quiz.append('Questions about builds.');
  for (const [name, value] of Object.entries(attributes)) quiz.setAttribute(name, value);
  const retry = vi.fn();
  const loaded = await loadQuestions(quiz, retry);
  return { quiz, loaded, retry };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('loadQuestions', () => {
  it('renders all current questions, or those that are asked for in that order', async () => {
    const ids = ({ quiz }: { quiz: HTMLElement }) => [...quiz.querySelectorAll('form')].map((form) => form.dataset.id);
    expect(ids(await load(Response.json(DOCUMENT)))).toEqual(['buildspec-location', 'queue-size']);
    const some = await load(Response.json(DOCUMENT), {
      ids: ' version-control  queue-size ',
      heading: 'T',
      id: 'x',
      'heading-level': '3',
    });
    expect(ids(some)).toEqual(['version-control', 'queue-size']);
    expect(some.loaded).toBe(true);
    expect(some.quiz.className).toBe('nb-quiz');
    expect(some.quiz.querySelector('h3')?.textContent).toBe('T');
    expect(some.quiz.querySelector('#x-queue-size')?.tagName).toBe('FORM');
    expect(some.quiz.textContent).not.toContain('Questions about builds.');
  });

  it.each<[string, () => Response | Error, Record<string, string>, string]>([
    ['network', () => new TypeError('x'), {}, 'bank.json cannot be reached'],
    ['status', () => new Response('', { status: 503 }), {}, 'bank.json answered 503'],
    ['no JSON', () => new Response('<html>'), {}, 'bank.json is not JSON'],
    ['no document', () => Response.json([]), {}, 'bank.json has no list "questions"'],
    ['unknown id', () => Response.json(DOCUMENT), { ids: 'queue-size nothing' }, 'bank.json has no question "nothing"'],
    [
      'bad question',
      () => Response.json({ questions: [{ id: 'x', kind: 'choice', status: 'current' }] }),
      {},
      'a question in it has not the shape of a published question',
    ],
    [
      'null question',
      () => Response.json({ questions: [null] }),
      {},
      'a question in it has not the shape of a published question',
    ],
    [
      'unknown kind',
      () => Response.json({ questions: [{ ...choiceQuestion(), kind: 'drawing' }] }),
      {},
      'a question in it has not the shape of a published question',
    ],
  ])('says in the page what went wrong: %s', async (_, answer, attributes, reason) => {
    const { quiz, loaded, retry } = await load(answer(), attributes);
    expect(loaded).toBe(false);
    const failure = quiz.querySelector('.nb-failure[role=alert]') as HTMLElement;
    expect(textOf(failure.querySelector('p') as Element)).toBe(`The questions could not be loaded: ${reason}.`);
    expect(quiz.textContent).toContain('Questions about builds.');
    expect(quiz.querySelector('[role=status]')).toBeNull();
    (failure.querySelector('button') as HTMLElement).click();
    expect(retry).toHaveBeenCalledOnce();
  });

  it('takes nothing into the page that runs', async () => {
    const evil = { markdown: '', html: '<img src="x" onerror="alert(1)"><script>alert(1)</script>' };
    const { quiz } = await load(Response.json({ questions: [choiceQuestion({ stem: evil })] }));
    expect(quiz.querySelector('.nb-stem')?.innerHTML).toBe('<img src="x">');
  });
});
