import type { PublishedQuestion } from '@notebank/content-schema';
import { questionSeed } from '../shuffle.ts';
import { choiceHtml } from './choice.ts';
import { clozeHtml } from './cloze.ts';
import type { KindHtml, QuestionContext } from './context.ts';
import { attributes, blockHtml, escapeHtml } from './escape.ts';
import { matchHtml } from './match.ts';
import { numericHtml } from './numeric.ts';
import { orderHtml } from './order.ts';

export interface QuestionHtmlOptions {
  /** Number to show, 1 or higher. Without it the legend only says what to do. */
  readonly number?: number;
  /** Level of the question's heading, 2 to 6. Without it the legend is no heading and the answer's are of level 4. */
  readonly headingLevel?: number;
  /** Address of the question's page. Default: `question.url`; `false` leaves the link out, as on that page itself. */
  readonly questionUrl?: string | false;
  /** Address where a fault can be reported, with the form filled in. Without it there is no link. */
  readonly reportUrl?: string;
  /** Fixes where options stand. Default: `questionSeed(question)`, which is the same in every build. */
  readonly seed?: string;
  /** What ids in the HTML begin with, when one question stands twice on a page. Default: `nb-<question id>`. */
  readonly id?: string;
  /** Further class names of the `<notebank-quiz>` tag, such as `not-content` under Starlight. */
  readonly className?: string;
}

const DIFFICULTIES = ['', 'Recall', 'Apply', 'Analyse'];

/** A question alone, inside `<notebank-quiz>`. Works, prints and can be indexed without any script. */
export function questionHtml(question: PublishedQuestion, options: QuestionHtmlOptions = {}): string {
  return `<notebank-quiz${attributes({ class: quizClass(options.className) })}>${formHtml(question, options)}</notebank-quiz>`;
}

/** Class names of `<notebank-quiz>`. */
export function quizClass(className: string | undefined): string {
  return className === undefined ? 'nb-quiz' : `nb-quiz ${className}`;
}

/** The `<form>` of one question. `method="dialog"` makes Enter do nothing where no script is there to answer it. */
export function formHtml(question: PublishedQuestion, options: QuestionHtmlOptions): string {
  const context: QuestionContext = {
    question,
    id: options.id ?? `nb-${question.id}`,
    seed: options.seed ?? questionSeed(question),
    answerLevel: Math.min((options.headingLevel ?? 3) + 1, 6),
  };
  const kind = kindHtml(context);
  const stem = `${context.id}-stem`;
  const form = attributes({
    class: 'nb-question',
    method: 'dialog',
    id: context.id,
    'data-kind': question.kind,
    'data-id': question.id,
    'data-revision': question.revision,
    'data-seed': options.seed,
    'data-shuffle': question.kind === 'choice' && question.shuffle !== 'all' ? question.shuffle : undefined,
  });
  return (
    `<form${form}><fieldset${attributes({ 'aria-describedby': stem })}>${legendHtml(kind.task, options)}` +
    `${badgesHtml(question)}${bannerHtml(question)}` +
    `<div class="nb-stem"${attributes({ id: stem })}>${kind.stem ?? blockHtml(question.stem.html)}</div>` +
    `${kind.inputs}</fieldset>${answerHtml(context, kind)}${linksHtml(question, options)}</form>`
  );
}

function kindHtml(context: QuestionContext): KindHtml {
  const { question } = context;
  switch (question.kind) {
    case 'choice':
      return choiceHtml({ ...context, question });
    case 'order':
      return orderHtml({ ...context, question });
    case 'match':
      return matchHtml({ ...context, question });
    case 'numeric':
      return numericHtml({ ...context, question });
    case 'cloze':
      return clozeHtml({ ...context, question });
    case 'recall':
      return { task: 'answer in your own words', inputs: '', answer: blockHtml(question.answer.html) };
  }
}

function legendHtml(task: string, { number, headingLevel }: QuestionHtmlOptions): string {
  const text = number === undefined ? `${task.charAt(0).toUpperCase()}${task.slice(1)}` : `Question ${number}, ${task}`;
  return `<legend>${headingLevel === undefined ? text : `<h${headingLevel}>${text}</h${headingLevel}>`}</legend>`;
}

function badgesHtml(question: PublishedQuestion): string {
  const difficulty = `<span class="nb-badge">${DIFFICULTIES[question.difficulty] ?? 'Difficulty'} (${question.difficulty} of 3)</span>`;
  const unreviewed = question.reviewed ? '' : ' <span class="nb-badge nb-unreviewed">Not yet reviewed</span>';
  return `<p class="nb-badges">${difficulty}${unreviewed}</p>`;
}

function bannerHtml({ status, since, reason }: PublishedQuestion): string {
  if (status === 'current') return '';
  const what = status === 'historic' ? 'Historic' : 'Withdrawn';
  const when = since === undefined ? '' : ` since ${escapeHtml(since)}`;
  const why = reason === undefined ? '' : ` ${escapeHtml(reason)}`;
  return `<p class="nb-banner"><b>${what}${when}.</b>${why}</p>`;
}

function answerHtml({ question, answerLevel }: QuestionContext, kind: KindHtml): string {
  const heading = (text: string): string => `<h${answerLevel}>${text}</h${answerLevel}>`;
  const explanation =
    question.explanation === undefined ? '' : `${heading('Explanation')}${blockHtml(question.explanation.html)}`;
  const sources = question.sources.map(
    ({ title, url, checked }) =>
      `<li><a${attributes({ href: url })}>${escapeHtml(title)}</a>, checked ${escapeHtml(checked)}</li>`,
  );
  return (
    `<details class="nb-answer"><summary>Answer and explanation</summary>` +
    `<div class="nb-key">${kind.answer}</div>${explanation}` +
    `${sources.length === 0 ? '' : `${heading('Sources')}<ul class="nb-sources">${sources.join('')}</ul>`}</details>`
  );
}

function linksHtml(
  question: PublishedQuestion,
  { questionUrl = question.url, reportUrl }: QuestionHtmlOptions,
): string {
  const links = [
    questionUrl === false ? '' : `<a${attributes({ href: questionUrl })}>Link to this question</a>`,
    reportUrl === undefined ? '' : `<a${attributes({ href: reportUrl })}>Report a fault</a>`,
  ].filter((link) => link !== '');
  return links.length === 0 ? '' : `<p class="nb-links">${links.join(' ')}</p>`;
}
