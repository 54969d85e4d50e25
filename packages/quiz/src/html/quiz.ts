import type { PublishedQuestion } from '@notebank/content-schema';
import { questionSeed } from '../shuffle.ts';
import { attributes, escapeHtml } from './escape.ts';
import { formHtml, quizClass } from './question.ts';

export interface QuizHtmlOptions {
  /** Heading above the questions. Plain text. */
  readonly title?: string;
  /** Level of the title, 2 to 5; the questions' headings are one deeper. Default 2. */
  readonly headingLevel?: number;
  /** Id of the `<notebank-quiz>` tag, and what all ids inside begin with. */
  readonly id?: string;
  /** Address of a question's page. Default: its `url`; `false` leaves the link out. */
  readonly questionUrl?: (question: PublishedQuestion) => string | false;
  /** Address where a fault of a question can be reported. Without it there is no link. */
  readonly reportUrl?: (question: PublishedQuestion) => string | undefined;
  /** Another order of the options than that of the server: any string. Each question derives its own seed from it. */
  readonly seed?: string;
  /** Number of the first question. Default 1. */
  readonly start?: number;
  /** Further class names of the `<notebank-quiz>` tag, such as `not-content` under Starlight. */
  readonly className?: string;
}

/** Questions, numbered, in one `<notebank-quiz>`. Works, prints and can be indexed without any script. */
export function quizHtml(questions: readonly PublishedQuestion[], options: QuizHtmlOptions = {}): string {
  const { title, headingLevel = 2, id, className, start = 1 } = options;
  const heading =
    title === undefined ? '' : `<h${headingLevel} class="nb-title">${escapeHtml(title)}</h${headingLevel}>`;
  const forms = questions.map((question, index) =>
    formHtml(question, questionOptions(question, start + index, options)),
  );
  return `<notebank-quiz${attributes({ class: quizClass(className), id })}>${heading}${forms.join('')}</notebank-quiz>`;
}

function questionOptions(question: PublishedQuestion, number: number, options: QuizHtmlOptions) {
  const { headingLevel = 2, title, id, seed } = options;
  const reportUrl = options.reportUrl?.(question);
  return {
    number,
    headingLevel: title === undefined ? headingLevel : Math.min(headingLevel + 1, 6),
    ...(id === undefined ? {} : { id: `${id}-${question.id}` }),
    ...(seed === undefined ? {} : { seed: questionSeed(question, seed) }),
    ...(options.questionUrl === undefined ? {} : { questionUrl: options.questionUrl(question) }),
    ...(reportUrl === undefined ? {} : { reportUrl }),
  };
}
