import { type Html, html } from '../html.ts';
import type { WayRow, WayStep } from './way.ts';

const secretMark = html` <b class="nb-env-secret">secret</b>`;

export function rowHtml({ label, value, note, secret }: WayRow): Html {
  const small = note !== undefined && html`<small>${note}</small>`;
  return html`<div><dt>${label}${secret && secretMark}</dt><dd><code>${value}</code>${small}</dd></div>`;
}

/** The way as stations on a line, each a link to its step. */
export function stationsHtml(steps: readonly WayStep[], id: string): Html {
  return html`<ol>${steps.map((step) => html`<li><a href="#${id}-way-${step.id}">${step.short}</a></li>`)}</ol>`;
}

/** The steps with their values. */
export function stepsHtml(steps: readonly WayStep[], id: string, level: number): Html {
  const heading = html`h${level}`;
  const items = steps.map(
    (step) =>
      html`<li id="${id}-way-${step.id}"><${heading}>${step.title}</${heading}><p>${step.about}</p><dl>${step.rows.map(rowHtml)}</dl></li>`,
  );
  return html`<ol class="nb-lab-steps">${items}</ol>`;
}
