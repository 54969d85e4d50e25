import { type Html, html } from '../html.ts';
import type { Round } from './round.ts';
import type { Scenario } from './scenarios.ts';

/** The scenario and, once something was sent, the answer with what helps to understand it. */
export function repairHtml(scenario: Scenario, round: Round | undefined, id: string, level: number): Html {
  const heading = html`h${level}`;
  return html`<${heading} id="${id}-repair">${scenario.title}</${heading}><p>${scenario.story}</p>${
    round === undefined ? '' : answerHtml(scenario, round, html`h${level + 1}`)
  }`;
}

function answerHtml(scenario: Scenario, round: Round, heading: Html): Html {
  const { answer } = round;
  const note = html`<p class="nb-lab-stale" data-stale hidden>The request was edited since. Send it to see what the service says now.</p>`;
  if (answer.accepted) {
    return html`<div class="nb-lab-answer" data-accepted><${heading}>${answer.status}: accepted</${heading}><p>${scenario.lesson}</p>${note}<button type="button" data-next>Next repair</button></div>`;
  }
  return html`<div class="nb-lab-answer"><${heading}>${answer.status}: refused</${heading}>${note}<pre tabindex="0" aria-label="Answer of the service"><code>${answer.body}</code></pre>${lineUpHtml(
    round,
  )}<details><summary>Hint</summary><p>${scenario.hint}</p><details><summary>Diagnose</summary>${causesHtml(round)}</details></details></div>`;
}

/** Both canonical requests, a line of one under the same line of the other. */
function lineUpHtml({ diagnosis }: Round): Html | false {
  const compared = diagnosis.canonicalRequest;
  if (compared === undefined) return false;
  const rows = compared.lines.map(({ part, name, same, a, b }) => {
    const text = (side: typeof a): string => side?.map((segment) => segment.text).join('') ?? '';
    const label = name ?? LABELS[part] ?? part;
    if (same)
      return html`<tr><th scope="row">${label}</th><td colspan="2"><code>${text(a) || html`<i>empty line</i>`}</code></td></tr>`;
    const marked = (side: typeof a): Html =>
      side === undefined
        ? html`<i>no such line</i>`
        : html`<code>${side.map(({ text: piece, same: kept }) => (kept ? piece : html`<mark>${piece}</mark>`))}</code>`;
    return html`<tr data-changed><th scope="row">${label}<small>differs</small></th><td>${marked(a)}</td><td>${marked(b)}</td></tr>`;
  });
  const count = compared.lines.filter(({ same }) => !same).length;
  const result = count === 0 ? 'the same, to the byte' : `${count} ${count === 1 ? 'line differs' : 'lines differ'}`;
  return html`<details><summary>Both canonical requests, line by line</summary><p>${result}.</p><div class="nb-lab-lines" role="group" aria-label="Both canonical requests" tabindex="0"><table><thead><tr><td></td><th scope="col">You signed</th><th scope="col">The service computed</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

const LABELS: Readonly<Record<string, string>> = {
  method: 'Method',
  uri: 'CanonicalUri',
  query: 'CanonicalQueryString',
  separator: 'end of headers',
  'signed-headers': 'SignedHeaders',
  'payload-hash': 'HashedPayload',
  surplus: 'further lines',
};

function causesHtml({ diagnosis }: Round): Html {
  if (diagnosis.causes.length === 0) return html`<p>Nothing found.</p>`;
  const items = diagnosis.causes.map(({ cause, confidence, evidence, mend }) => {
    const found = evidence.map(({ what, signed, expected }) => {
      const pair =
        signed !== undefined &&
        expected !== undefined &&
        html`: <code>${signed}</code> against <code>${expected}</code>`;
      return html`<li>${what}${pair}</li>`;
    });
    return html`<li><b>${cause.replaceAll('-', ' ')}</b> (${confidence})<ul>${found}</ul><p>${mend}</p></li>`;
  });
  return html`<ol>${items}</ol>`;
}
