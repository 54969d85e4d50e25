import type { PublishedOrder, PublishedStep } from '@notebank/content-schema';
import { presentedSteps } from '../present.ts';
import { type KindHtml, type QuestionContext, whyHtml } from './context.ts';
import { attributes } from './escape.ts';

/** A list of steps, each with a `<select>` for its position. `data-position` is the right one, 0 for surplus steps. */
export function orderHtml({ question, id, seed }: QuestionContext<PublishedOrder>): KindHtml {
  const positions = new Map(question.steps.map((step, index) => [step.id, index + 1]));
  const steps = presentedSteps(question, seed);
  const choices = positionChoices(steps.length, question.surplus.length > 0);
  const row = (step: PublishedStep): string => {
    const field = `${id}-${step.id}`;
    const select = attributes({ name: step.id, id: field, 'data-position': positions.get(step.id) ?? 0 });
    return `<li><select${select}>${choices}</select><label${attributes({ for: field })}>${step.text.html}</label></li>`;
  };
  return {
    task: 'put in order',
    inputs: `<ul class="nb-steps">${steps.map(row).join('')}</ul>`,
    answer: solution(question, id),
  };
}

function positionChoices(length: number, canLeaveOut: boolean): string {
  const numbers = Array.from({ length }, (_, index) => `<option>${index + 1}</option>`).join('');
  return `<option value="">–</option>${numbers}${canLeaveOut ? '<option value="0">out</option>' : ''}`;
}

function solution({ steps, surplus }: PublishedOrder, id: string): string {
  const item = (step: PublishedStep): string =>
    `<li>${step.text.html}${whyHtml(`${id}-${step.id}`, step.rationale?.html)}</li>`;
  const rest = surplus.length === 0 ? '' : `<p>Does not belong:</p><ul>${surplus.map(item).join('')}</ul>`;
  return `<ol class="nb-solution">${steps.map(item).join('')}</ol>${rest}`;
}
