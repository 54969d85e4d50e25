import { type Html, html } from '../html.ts';
import { SCENARIOS } from './scenarios.ts';
import { BACK_NAMES } from './way-back.ts';

/** What fails, where, and how it looks: for those without a script. */
export function faultsHtml(): Html {
  const rows = SCENARIOS.map(
    ({ fault, stops, code, cause }) =>
      html`<tr><th scope="row">${fault}</th><td>${BACK_NAMES[stops]}</td><td><code>${code}</code></td><td>${cause === undefined ? 'none' : html`<code>${cause}</code>`}</td></tr>`,
  );
  return html`<div class="nb-lab-lines" role="group" aria-label="What fails, where" tabindex="0"><table><thead><tr><th scope="col">What is wrong</th><th scope="col">Stops at</th><th scope="col">Code of the error</th><th scope="col">Cause, from KMS</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
