import { attribute, type Html, html } from './html.ts';

/** A value to choose, and what it is called. */
export type Choice = readonly [value: string, label: string];

/** A label, its control and the place of an error. `control` gets the attributes that tie them together. */
export function field(
  id: string,
  name: string,
  label: string,
  control: (attributes: Html) => Html,
  hint?: string | Html,
): Html {
  const described = [hint === undefined ? '' : `${id}-${name}-hint `, `${id}-${name}-error`].join('');
  const own = html` id="${id}-${name}" name="${name}" aria-describedby="${described}"`;
  return html`<div class="nb-lab-field" data-field="${name}"><label for="${id}-${name}">${label}</label>${control(own)}${
    hint !== undefined && html`<small id="${id}-${name}-hint">${hint}</small>`
  }<p class="nb-lab-error" id="${id}-${name}-error"></p></div>`;
}

const PLAIN = html` autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"`;

/** A field of one line. */
export const line =
  (value: string, type = 'text', list?: string) =>
  (own: Html): Html =>
    html`<input type="${type}" value="${value}"${attribute('list', list)}${own}${PLAIN}>`;

/** A field of several lines. */
export const lines =
  (value: string, rows: number) =>
  (own: Html): Html =>
    // A line break right after the tag is dropped by parsers.
    html`<textarea rows="${rows}"${own}${PLAIN}>${value.startsWith('\n') ? '\n' : ''}${value}</textarea>`;

/** A list to choose from. */
export const choice =
  (value: string, choices: readonly Choice[]) =>
  (own: Html): Html =>
    html`<select${own}>${choices.map((each) => option(each, value))}</select>`;

export const option = ([value, label]: Choice, chosen: string): Html =>
  html`<option value="${value}"${attribute('selected', value === chosen)}>${label}</option>`;
