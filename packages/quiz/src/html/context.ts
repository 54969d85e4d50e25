import type { PublishedQuestion } from '@notebank/content-schema';
import { escapeHtml } from './escape.ts';

/** What the parts of one question share while it is printed. */
export interface QuestionContext<Question extends PublishedQuestion = PublishedQuestion> {
  readonly question: Question;
  /** Every id of the question begins with it. */
  readonly id: string;
  readonly seed: string;
  /** Level of the headings inside the answer, 2 to 6. */
  readonly answerLevel: number;
}

/** The part of a question that depends on its kind. */
export interface KindHtml {
  /** What to do, in a few words: it ends the legend. */
  readonly task: string;
  /** Replaces the HTML of the stem. */
  readonly stem?: string;
  /** Inputs, after the stem. */
  readonly inputs: string;
  /** First part of the answer: verdicts, solution and rationales. */
  readonly answer: string;
}

/** A rationale that the element can move beside the input with the same ending of its id. */
export function whyHtml(id: string, rationale: string | undefined): string {
  return rationale === undefined ? '' : `<div class="nb-why" id="${escapeHtml(id)}-why">${rationale}</div>`;
}
