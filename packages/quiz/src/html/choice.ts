import type { PublishedChoice, PublishedOption } from '@notebank/content-schema';
import { presentedOptions } from '../present.ts';
import { type KindHtml, type QuestionContext, whyHtml } from './context.ts';
import { attributes } from './escape.ts';

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Radios or checkboxes. Both lists stand in the presented order, so that their letters agree. */
export function choiceHtml({ question, id, seed }: QuestionContext<PublishedChoice>): KindHtml {
  const options = presentedOptions(question, seed);
  const type = question.choose === 1 ? 'radio' : 'checkbox';
  return {
    task: `choose ${NUMBERS[question.choose] ?? question.choose}`,
    inputs: `<ol class="nb-options" type="A">${options.map((option) => optionHtml(option, id, type)).join('')}</ol>`,
    answer: `<ol class="nb-reasons" type="A">${options.map((option) => reasonHtml(option, id)).join('')}</ol>`,
  };
}

function optionHtml(option: PublishedOption, prefix: string, type: string): string {
  const id = `${prefix}-${option.id}`;
  const input = attributes({ type, name: 'choice', value: option.id, id, 'data-correct': option.correct });
  return `<li><input${input}><label${attributes({ for: id })}>${option.text.html}</label></li>`;
}

function reasonHtml(option: PublishedOption, prefix: string): string {
  const verdict = option.correct ? 'right' : 'wrong';
  const text = option.correct ? 'Correct.' : 'Wrong.';
  const why = whyHtml(`${prefix}-${option.id}`, option.rationale.html);
  return `<li data-verdict="${verdict}"><b class="nb-verdict">${text}</b>${why}</li>`;
}
