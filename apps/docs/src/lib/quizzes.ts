import type { PublishedQuestion } from '@notebank/content-schema';
import {
  type Bank,
  type Note,
  practiceQuestions,
  publishQuestion,
  type Question,
  type QuizPlacement,
} from '@notebank/question-bank';
import { questionHtml, quizHtml } from '@notebank/quiz/html';
import { BASE, questionHref, reportUrl } from './links.ts';

/** Questions that the quiz at the end of a note asks at most. */
export const END_QUIZ_LIMIT = 5;

/** Raised when a note asks for a question that there is not. It fails the build. */
export class SlotError extends Error {
  override readonly name = 'SlotError';
}

/** A quiz with its questions, in the order in which they are asked. */
export interface Quiz {
  readonly questions: readonly Question[];
  /** Practice questions of the topic that it leaves out. */
  readonly rest: number;
  /** Number of the first question on the page. */
  readonly start?: number;
}

/**
 * The quizzes of a note, in its order, each question once on the page.
 *
 * @throws {@link SlotError} when a placement names an unknown question or topic, a question that no page may show, or
 * when nothing is left to ask.
 */
export function quizzesInside(bank: Bank, note: Note): Quiz[] {
  const asked = new Set<string>(note.quizzes.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return note.quizzes.map((placement) =>
    placement.id === undefined
      ? topicQuiz(bank, note, placement, asked)
      : { questions: [single(bank, note, placement.id)], rest: 0 },
  );
}

function single(bank: Bank, note: Note, id: string): Question {
  const question = bank.questions.get(id);
  if (question === undefined)
    throw new SlotError(`${note.path}: ::quiz asks for "${id}", expected the id of a question`);
  if (question.pool === 'mock') {
    throw new SlotError(
      `${note.path}: ::quiz asks for "${id}", which is kept for mock exams, expected a practice question`,
    );
  }
  return question;
}

function topicQuiz(bank: Bank, note: Note, placement: QuizPlacement, asked: Set<string>): Quiz {
  const topic = placement.topic ?? note.id;
  if (!bank.topics.has(topic))
    throw new SlotError(`${note.path}: ::quiz asks for the topic "${topic}", expected a topic of topics.yaml`);
  const left = practiceQuestions(bank, topic).filter(({ id }) => !asked.has(id));
  const questions = left.slice(0, placement.limit ?? END_QUIZ_LIMIT);
  if (questions.length === 0)
    throw new SlotError(`${note.path}: ::quiz finds nothing left to ask on "${topic}", expected a question`);
  for (const { id } of questions) asked.add(id);
  return { questions, rest: left.length - questions.length };
}

/** The quiz at the end of a note: what was not asked inside, if anything is left. */
export function endQuiz(bank: Bank, note: Note): Quiz | undefined {
  const asked = new Set(quizzesInside(bank, note).flatMap(({ questions }) => questions.map(({ id }) => id)));
  const left = practiceQuestions(bank, note.id).filter(({ id }) => !asked.has(id));
  if (left.length === 0) return undefined;
  const questions = left.slice(0, END_QUIZ_LIMIT);
  return { questions, rest: left.length - questions.length, start: asked.size + 1 };
}

export function hasEndQuiz(bank: Bank, note: Note): boolean {
  return endQuiz(bank, note) !== undefined;
}

/** Questions of a topic that have a page: practice, also historic and retired ones, by status and then by id. */
export function pagesOfTopic(bank: Bank, topic: string): Question[] {
  const order = ['current', 'historic', 'retired'];
  return [...bank.questions.values()]
    .filter((question) => question.topic === topic && question.pool === 'practice')
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

const published = new WeakMap<Bank, Map<string, PublishedQuestion>>();

/** The question with links that begin with the base path. A question stands on three pages and is rendered once. */
function publishedOf(bank: Bank, question: Question): PublishedQuestion {
  const known = published.get(bank) ?? new Map<string, PublishedQuestion>();
  published.set(bank, known);
  const done = known.get(question.id) ?? publishQuestion(bank, question, { site: BASE });
  known.set(question.id, done);
  return done;
}

/**
 * HTML of questions that works without a script.
 *
 * @param options - `headingLevel` of each question's heading, `start` of their numbers.
 */
export function questionsHtml(
  bank: Bank,
  questions: readonly Question[],
  options: { readonly headingLevel?: number; readonly start?: number } = {},
): string {
  return quizHtml(
    questions.map((question) => publishedOf(bank, question)),
    {
      className: 'not-content',
      headingLevel: options.headingLevel ?? 3,
      start: options.start ?? 1,
      questionUrl: ({ id }) => questionHref(id),
      reportUrl: (question) => reportUrl(bank.identity, question),
    },
  );
}

/** HTML of one question without a number. `link` is left out on the question's own page. */
export function singleHtml(bank: Bank, question: Question, options: { readonly link: boolean }): string {
  return questionHtml(publishedOf(bank, question), {
    className: 'not-content',
    headingLevel: 2,
    questionUrl: options.link ? questionHref(question.id) : false,
    reportUrl: reportUrl(bank.identity, question),
  });
}

/** HTML of the quizzes inside a note; the questions are numbered through. */
export function insideHtml(bank: Bank, note: Note): string[] {
  let start = 1;
  return quizzesInside(bank, note).map(({ questions }) => {
    const html = `<div class="quiz" data-pagefind-ignore>${questionsHtml(bank, questions, { start })}</div>`;
    start += questions.length;
    return html;
  });
}
