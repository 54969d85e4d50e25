import type { PublishedCloze } from '@notebank/content-schema';
import type { KindHtml, QuestionContext } from './context.ts';
import { blockHtml } from './escape.ts';

// As publishQuestion of @notebank/question-bank prints gaps. Sanitised HTML holds no other span, so none is nested.
const GAP = /<span class="cloze" data-cloze="(\d+)"(?: data-hint="([^"]*)")?>.*?<\/span>/gs;

/** The text with a box for each gap; what stands in them follows in the answer, in the same order. */
export function clozeHtml({ question }: QuestionContext<PublishedCloze>): KindHtml {
  const gaps = question.deletions.map(({ number, text }) => `<li value="${number}">${text.html}</li>`);
  return {
    task: gaps.length === 1 ? 'fill the gap' : 'fill the gaps',
    stem: blockHtml(question.stem.html.replace(GAP, (_, number, hint) => gapHtml(number, hint))),
    inputs: '',
    answer: `<ol class="nb-solution">${gaps.join('')}</ol>`,
  };
}

function gapHtml(number: string, hint: string | undefined): string {
  return `<span class="nb-gap" data-gap="${number}">${number}${hint === undefined ? '' : `: ${hint}`}</span>`;
}
