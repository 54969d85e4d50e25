import { attribute, type Html, html } from '../html.ts';
import type { Changes } from './changes.ts';
import { differenceOf } from './difference.ts';
import { credentialsOf } from './lab-request.ts';
import type { Signed } from './sign.ts';
import { messageOf, type Row, reasonOf, type Step, type StepId, stepsOf } from './steps.ts';

/** A request beside the one that it is compared with. */
export interface Compared {
  readonly now: Signed;
  readonly before?: Signed | undefined;
  readonly changes?: Changes | undefined;
}

/** Regions of the page that follow the request, by name; each is replaced when its HTML changes. */
export type Outputs = ReadonlyMap<string, Html>;

const HASH = /^[0-9a-f]{64}$/;
const spoken = (text: string): Html => html`<span class="nb-sr">${text}</span>`;

/** A text, with what differs from its former self marked by elements and by words. */
export function valueHtml(value: string, before: string | undefined): Html {
  if (value === '' && !before) return html`<i>empty line</i>`;
  if (before === undefined) return html`${value}`;
  return html`${differenceOf(before, value).map(({ kind, text }) => {
    if (kind === 'same') return html`${text}`;
    // A former hash tells nothing: no digit is kept.
    if (kind === 'gone' && HASH.test(text)) return '';
    return kind === 'gone'
      ? html`<del>${spoken(' removed: ')}${text}${spoken(' ')}</del>`
      : html`<ins>${spoken(' new: ')}${text}${spoken(' ')}</ins>`;
  })}`;
}

function rowHtml({ label, value, note }: Row, before: string | undefined): Html {
  const changed = attribute('data-changed', before !== undefined && before !== value);
  const small = note !== undefined && html`<small>${note}</small>`;
  return html`<div${changed}><dt>${label}</dt><dd><code data-value="${label}">${valueHtml(value, before)}</code>${small}</dd></div>`;
}

function stateHtml(id: StepId, changes: Changes | undefined): Html | false {
  const change = changes?.steps.find((step) => step.id === id);
  if (change === undefined) return false;
  const word = change.changed ? 'Changed' : 'Same';
  return html`<p class="nb-lab-state"${attribute('data-changed', change.changed)}><b>${word}</b>: ${change.why}</p>`;
}

function stepHtml(step: Step, former: Step | undefined, changes: Changes | undefined): Html {
  const rows = step.rows.map((row) => rowHtml(row, former?.rows.find(({ label }) => label === row.label)?.value));
  return html`${stateHtml(step.id, changes)}<dl>${rows}</dl>`;
}

/** Each header with the reason why it is or is not signed. */
function headersHtml({ now, before }: Compared): Html {
  const former = before && new Map(before.trace.headers.map(({ name, signed }) => [name, signed]));
  const sorted = now.trace.headers.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const items = sorted.map((header) => {
    const { name, signed } = header;
    const changed = former !== undefined && former.get(name) !== signed;
    const word = signed ? 'signed' : 'not signed';
    return html`<li${attribute('data-signed', signed)}${attribute('data-changed', changed)}><code>${name}</code> <b>${word}</b>: ${reasonOf(header)}</li>`;
  });
  return html`<ul>${items}</ul>`;
}

/** The steps as stations on a line, each a link to its output. */
function chainHtml({ now, changes }: Compared, id: string): Html {
  const stations = stepsOf(now).map((step) => {
    const changed = changes?.steps.find((each) => each.id === step.id)?.changed;
    const state = changed === undefined ? false : html` <small>${changed ? 'changed' : 'same'}</small>`;
    return html`<li${attribute('data-changed', changed)}><a href="#${id}-step-${step.id}">${step.short}</a>${state}</li>`;
  });
  const summary = changes && html`<p class="nb-lab-summary">${changes.summary}</p>`;
  return html`<ol>${stations}</ol>${summary}`;
}

/** The request as text: for paper, and for those without a script. */
export function requestHtml(signed: Signed): Html {
  const { accessKeyId, secretAccessKey } = credentialsOf(signed.request);
  const facts = [
    ['Access key ID', accessKeyId],
    ['Secret', signed.request.keys === 'own' ? 'not shown' : secretAccessKey],
    ['Service', signed.request.service],
    ['Region', signed.request.region],
    ['Moment', signed.trace.amzDate],
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`);
  return html`<pre tabindex="0" aria-label="Request"><code>${messageOf(signed)}</code></pre><dl>${facts}</dl>`;
}

/** Everything that depends on the request. */
export function outputsOf(compared: Compared, id: string): Outputs {
  const former = compared.before && stepsOf(compared.before);
  const steps = stepsOf(compared.now);
  return new Map<string, Html>([
    ['request', requestHtml(compared.now)],
    ['chain', chainHtml(compared, id)],
    ['headers', headersHtml(compared)],
    ['result-title', html`${steps.at(-1)?.title}`],
    ...steps.map((step, at): [string, Html] => [step.id, stepHtml(step, former?.[at], compared.changes)]),
  ]);
}

/** What each step is for, in a sentence that does not depend on the request. */
const ABOUT: Readonly<Record<StepId, string>> = {
  'canonical-request':
    'The one spelling of the request that signer and service agree on. One byte more or less, and the signature is another.',
  hash: '64 hexadecimal digits stand for the whole canonical request from here on.',
  scope: 'Where and when the signature is good.',
  'string-to-sign': 'Four lines. All that the key signs.',
  keys: 'Four times HMAC-SHA256, each with the key before. The secret itself signs nothing and never travels.',
  signature: 'The service repeats all of this with its own copy of the secret and compares.',
  result: 'How the signature travels, and a command that sends it.',
};

/** The line of stations. */
export function stationsHtml(compared: Compared, id: string): Html {
  const { chain } = Object.fromEntries(outputsOf(compared, id));
  return html`<nav class="nb-lab-chain" aria-label="Steps" data-out="chain">${chain}</nav>`;
}

/** The list of steps with their outputs. */
export function stepsHtml(compared: Compared, id: string, level: number): Html {
  const outputs = outputsOf(compared, id);
  const heading = (at: number, text: Html | string): Html => {
    const tag = `h${Math.min(level + at, 6)}`;
    return html`<${tag}>${text}</${tag}>`;
  };
  const out = (name: string): Html => html`<div data-out="${name}">${outputs.get(name)}</div>`;
  const items = stepsOf(compared.now).map((step) => {
    const title = step.id === 'result' ? html`<span data-out="result-title">${step.title}</span>` : step.title;
    const copy = step.id === 'result' && html`<div class="nb-lab-copies" data-copies></div>`;
    const headers =
      step.id === 'canonical-request' &&
      html`<div class="nb-lab-headers">${heading(1, 'Headers: signed or not, and why')}${out('headers')}</div>`;
    return html`<li id="${id}-step-${step.id}">${heading(0, title)}<p>${ABOUT[step.id]}</p>${out(step.id)}${headers}${copy}</li>`;
  });
  return html`<ol class="nb-lab-steps">${items}</ol>`;
}
