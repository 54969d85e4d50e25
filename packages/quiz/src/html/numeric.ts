import type { PublishedNumeric } from '@notebank/content-schema';
import type { KindHtml, QuestionContext } from './context.ts';
import { attributes, escapeHtml } from './escape.ts';

/** A text field, because number fields round, refuse units and change under the mouse wheel. */
export function numericHtml({ question, id }: QuestionContext<PublishedNumeric>): KindHtml {
  const { value, tolerance, unit } = question.answer;
  const field = `${id}-value`;
  const input = attributes({
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    name: 'value',
    id: field,
    'data-value': value,
    'data-tolerance': tolerance,
  });
  const label = unit === '' ? 'Your answer' : `Your answer <span class="nb-unit">(${escapeHtml(unit)})</span>`;
  return {
    task: 'give a number',
    inputs: `<p class="nb-number"><label${attributes({ for: field })}>${label}</label> <input${input}></p>`,
    answer: `<p class="nb-solution"><b>${escapeHtml(amount(question))}</b></p>${mistakes(question)}`,
  };
}

function amount({ answer: { value, tolerance, unit } }: PublishedNumeric): string {
  const within = tolerance === 0 ? '' : ` ± ${number(tolerance)}`;
  return `${number(value)}${within}${unit === '' ? '' : ` ${unit}`}`;
}

function mistakes(question: PublishedNumeric): string {
  if (question.mistakes.length === 0) return '';
  const items = question.mistakes.map(
    ({ value, why }) => `<li data-value="${value}"><b>${number(value)}</b>: <span>${escapeHtml(why)}</span></li>`,
  );
  return `<p>Mistakes that are easy to make:</p><ul class="nb-mistakes">${items.join('')}</ul>`;
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 15 });
}
