import type {
  PublishedChoice,
  PublishedMatch,
  PublishedNumeric,
  PublishedOrder,
  PublishedQuestion,
} from '@notebank/content-schema';
import { escapeHtml } from './escape.ts';

/** The two fields that differ by kind: what to answer with, and the answer in words. */
export interface AnswerFields {
  /** Real inputs, with the marks and rationales that only the back shows. */
  readonly options: string;
  /** The answer as text, for what the inputs do not say. */
  readonly answer: string;
}

/** Inputs and answer of a question. A cloze has neither: its gaps stand in its text. */
export function answerFields(question: PublishedQuestion): AnswerFields {
  switch (question.kind) {
    case 'choice':
      return choiceFields(question);
    case 'order':
      return orderFields(question);
    case 'match':
      return matchFields(question);
    case 'numeric':
      return numericFields(question);
    case 'recall':
      return { options: note('Say it in your own words, then turn the card.'), answer: question.answer.html };
    case 'cloze':
      return { options: '', answer: '' };
  }
}

const COUNT = ['no option', 'one', 'two', 'three', 'four', 'five', 'six'];

function choiceFields(question: PublishedChoice): AnswerFields {
  const { id, options, choose, shuffle } = question;
  const type = choose === 1 ? 'radio' : 'checkbox';
  const last = options.length - 1;
  const fixed = (index: number) => shuffle === 'none' || (shuffle === 'except-last' && index === last);
  const items = options.map((option, index) => ({
    id: option.id,
    fixed: fixed(index),
    html: item({
      classes: [option.correct ? 'nb-key' : '', fixed(index) ? 'nb-fixed' : ''],
      label: `<input class="tappable" type="${type}" name="nb-${id}" value="${option.id}"><div class="nb-text">${option.text.html}</div>`,
      mark: option.correct ? 'Right' : 'Wrong',
      why: option.rationale.html,
    }),
  }));
  return { options: fieldset(`Choose ${COUNT[choose] ?? choose}.`, mixed(id, items)), answer: '' };
}

function orderFields(question: PublishedOrder): AnswerFields {
  const { id, steps, surplus } = question;
  const numbers = steps.map((_, index) => String(index + 1));
  const out = surplus.length > 0 ? ['out'] : [];
  const choices = (key: string) => select([...numbers, ...out], key, (value) => (value === 'out' ? 'not used' : value));
  const step = ({ id: stepId, text, rationale }: PublishedOrder['steps'][number], key: string, mark: string) => ({
    id: stepId,
    fixed: false,
    html: item({
      classes: [],
      label: `${choices(key)}<div class="nb-text">${text.html}</div>`,
      mark,
      ...(rationale === undefined ? {} : { why: rationale.html }),
    }),
  });
  const items = [
    ...steps.map((one, index) => step(one, String(index + 1), `Step ${index + 1}`)),
    ...surplus.map((one) => step(one, 'out', 'Not used')),
  ];
  const legend = surplus.length > 0 ? 'Number the steps. Not every one is used.' : 'Number the steps.';
  const list = steps.map(({ text }) => `<li>${text.html}</li>`).join('');
  return { options: fieldset(legend, mixed(id, items)), answer: `<p>In order:</p><ol>${list}</ol>` };
}

function matchFields(question: PublishedMatch): AnswerFields {
  const { id, columns, pairs, surplus } = question;
  const rights = [...new Set([...pairs, ...surplus].map(({ right }) => plainText(right.html)))].sort();
  const items = pairs.map(({ id: pairId, left, right }) => ({
    id: pairId,
    fixed: false,
    html: item({
      classes: ['nb-pair'],
      label: `<div class="nb-text">${left.html}</div>${select(rights, plainText(right.html))}`,
      mark: right.html,
    }),
  }));
  const head = columns.map(({ html }) => `<th>${html}</th>`).join('');
  const rows = pairs.map(({ left, right }) => `<tr><td>${left.html}</td><td>${right.html}</td></tr>`).join('');
  const legend = `${columns[0].html}: choose what belongs to each.`;
  return {
    options: fieldset(legend, mixed(id, items)),
    answer: `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  };
}

function numericFields(question: PublishedNumeric): AnswerFields {
  const { answer, mistakes } = question;
  const unit = answer.unit === '' ? '' : ` <span class="nb-unit">${escapeHtml(answer.unit)}</span>`;
  const tolerance = ` <span${answer.tolerance === 0 ? ' class="nb-exact"' : ''}>± <b class="nb-tolerance">${answer.tolerance}</b></span>`;
  const options = item({
    classes: [],
    label: `<input class="tappable" type="number" step="any" inputmode="decimal" aria-label="Your answer">${unit}`,
    mark: `<b class="nb-value">${answer.value}</b>${tolerance}${unit}`,
  });
  const list = mistakes.map(({ value, why }) => {
    return `<li class="nb-mistake"><b class="nb-value">${value}</b>${unit}: ${escapeHtml(why)}</li>`;
  });
  return {
    options: fieldset('Give a number.', options),
    answer: list.length === 0 ? '' : `<p>Likely mistakes:</p><ul>${list.join('')}</ul>`,
  };
}

function note(text: string): string {
  return `<p class="nb-note">${text}</p>`;
}

function fieldset(legend: string, items: string): string {
  return `<fieldset class="nb-set"><legend>${legend}</legend><div class="nb-items">${items}</div></fieldset>`;
}

interface Item {
  readonly classes: readonly string[];
  readonly label: string;
  readonly mark: string;
  readonly why?: string;
}

function item({ classes, label, mark, why }: Item): string {
  const names = ['nb-item', ...classes].filter((name) => name !== '').join(' ');
  const rationale = why === undefined ? '' : `<div class="nb-why">${why}</div>`;
  return `<div class="${names}"><label class="nb-label tappable">${label}</label><div class="nb-after"><p class="nb-mark">${mark}</p>${rationale}</div></div>`;
}

/** A select whose right option carries the class `nb-key`: classes survive Anki's editor. Values are HTML text. */
function select(values: readonly string[], key: string, name: (value: string) => string = (value) => value): string {
  const options = values.map((value) => {
    const right = value === key ? ' class="nb-key"' : '';
    return `<option${right} value="${value.replaceAll('"', '&quot;')}">${name(value)}</option>`;
  });
  return `<select class="tappable"><option value="">–</option>${options.join('')}</select>`;
}

/** HTML without its tags, as HTML text: options of a select hold no elements. */
function plainText(html: string): string {
  return html
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<[^>]*>/g, '')
    .trim();
}

/**
 * Items in an order that gives nothing away, for cards whose script does not run: files list the key first or steps
 * in their right order. It follows from ids alone, so that no edit changes it.
 */
function mixed(
  questionId: string,
  items: readonly { readonly id: string; readonly fixed: boolean; readonly html: string }[],
): string {
  const movable = items.filter(({ fixed }) => !fixed);
  const shuffled = movable.toSorted((a, b) => hash32(`${questionId}/${a.id}`) - hash32(`${questionId}/${b.id}`));
  const wanted = movable.filter(isWanted);
  if (wanted.length > 1 && shuffled.filter(isWanted).every((one, index) => one === wanted[index])) shuffled.reverse();
  let next = 0;
  return items.map((one) => (one.fixed ? one : (shuffled[next++] ?? one)).html).join('');
}

/** Whether an item is no surplus step, whose ids are x1, x2 ...: only the order of the others tells something. */
function isWanted({ id }: { readonly id: string }): boolean {
  return !/^x\d/.test(id);
}

/** FNV-1a, 32 bits, over UTF-16 units; the last step mixes high bits down, so that similar texts part. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
