import type { Bank, Note } from '@notebank/question-bank';
import { describe, expect, it } from 'vitest';
import { END_QUIZ_LIMIT, endQuiz, insideHtml, pagesOfTopic, quizzesInside } from '../src/lib/quizzes.ts';
import { question, testBank } from './support/bank.ts';

const names = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];
const questions = Object.fromEntries(names.map((name) => [`a-one/q-${name}`, question(`q-${name}`, 'a-one')]));

async function noteOf(body: string, more: Readonly<Record<string, string>> = {}): Promise<{ bank: Bank; note: Note }> {
  const bank = await testBank([{ id: 'a-one', area: 'a', note: `## In short\n\nText.\n\n${body}` }], {
    ...questions,
    ...more,
  });
  const note = bank.notes.get('a-one');
  if (note === undefined) throw new Error('expected the note of the test');
  return { bank, note };
}

const ids = (quiz: { readonly questions: readonly { readonly id: string }[] } | undefined) =>
  quiz?.questions.map(({ id }) => id);

describe('quizzes of a note', () => {
  it('asks each question once on the page', async () => {
    const { bank, note } = await noteOf('::quiz{topic=a-one limit=2}\n\nMore.\n\n::quiz{id=q-alpha}');
    const inside = quizzesInside(bank, note).map(ids);
    expect(inside).toEqual([['q-bravo', 'q-charlie'], ['q-alpha']]);
    expect(ids(endQuiz(bank, note))).toEqual(['q-delta', 'q-echo', 'q-foxtrot', 'q-golf', 'q-hotel']);
  });

  it('ends with at most five and says how many are left', async () => {
    const { bank, note } = await noteOf('');
    const quiz = endQuiz(bank, note);
    expect(quiz?.questions).toHaveLength(END_QUIZ_LIMIT);
    expect(quiz?.rest).toBe(names.length - END_QUIZ_LIMIT);
  });

  it('leaves out what is historic or kept for mock exams', async () => {
    const more = {
      'a-one/q-india': question('q-india', 'a-one', 'pool: mock\n'),
      'a-one/q-juliet': question('q-juliet', 'a-one', 'status: historic\nreason: It is gone.\nsince: 2024-05\n'),
    };
    const { bank, note } = await noteOf('::quiz{topic=a-one limit=20}', more);
    expect(bank.questions.size).toBe(names.length + 2);
    expect(quizzesInside(bank, note).flatMap(ids)).toEqual(names.map((name) => `q-${name}`));
    expect(endQuiz(bank, note)).toBeUndefined();
    expect(pagesOfTopic(bank, 'a-one').map(({ id }) => id)).toEqual([...names.map((name) => `q-${name}`), 'q-juliet']);
  });

  it('numbers the questions through the page', async () => {
    const { bank, note } = await noteOf('::quiz{id=q-alpha}\n\nMore.\n\n::quiz{topic=a-one limit=2}');
    expect(insideHtml(bank, note).map((html) => html.match(/Question \d+/g))).toEqual([
      ['Question 1'],
      ['Question 2', 'Question 3'],
    ]);
    expect(endQuiz(bank, note)?.start).toBe(4);
  });

  it('names note and question when there is no such question, so that the build fails with a place', async () => {
    const { bank, note } = await noteOf('::quiz{id=q-alpha}');
    const wrong = { ...note, quizzes: [{ id: 'q-nowhere', line: 9 }] };
    expect(() => quizzesInside(bank, wrong)).toThrow(
      'notes/a/a-one.md: ::quiz asks for "q-nowhere", expected the id of a question',
    );
  });

  it('refuses to give away a mock question', async () => {
    const { bank, note } = await noteOf('', { 'a-one/q-india': question('q-india', 'a-one', 'pool: mock\n') });
    const wrong = { ...note, quizzes: [{ id: 'q-india', line: 9 }] };
    expect(() => quizzesInside(bank, wrong)).toThrow('which is kept for mock exams, expected a practice question');
  });

  it('refuses a quiz that has nothing left to ask', async () => {
    const { bank, note } = await noteOf('::quiz{topic=a-one limit=20}');
    const wrong = { ...note, quizzes: [...note.quizzes, { topic: 'a-one', line: 11 }] };
    expect(() => quizzesInside(bank, wrong)).toThrow(
      '::quiz finds nothing left to ask on "a-one", expected a question',
    );
  });
});
