import { type Html, html } from '../html.ts';
import type { Built } from './built.ts';
import { FIRST_CACHE } from './cost.ts';
import { costHtml } from './cost-html.ts';
import { beginHtml, buildFormHtml, cacheFormHtml, settingsFormHtml } from './editor-html.ts';
import { faultsHtml } from './faults-html.ts';
import { builtOutputs, outcomeOutputs } from './outputs.ts';
import { ALL_WELL } from './settings.ts';
import { counted, toHex } from './text.ts';
import { shortened } from './way.ts';
import { workedExample, workedOutcome } from './worked-example.ts';

/** How the lab is printed. */
export interface EnvelopeLabHtmlOptions {
  /** Every id of the lab begins with it. Default `envelope`. */
  readonly id?: string | undefined;
  /** Level of the lab's headings, 2 to 4. Default 2; of the short form's heading 3. */
  readonly headingLevel?: number | undefined;
  /** Further classes of the element. */
  readonly className?: string | undefined;
}

export interface EnvelopeCompactHtmlOptions extends EnvelopeLabHtmlOptions {
  /** Address of the lab's own page. */
  readonly page: string;
}

function elementHtml(options: EnvelopeLabHtmlOptions, compact: boolean, content: Html): string {
  const { id = 'envelope', headingLevel = 2, className = '' } = options;
  const mode = compact && html` compact`;
  return html`<notebank-envelope-lab class="nb-lab ${className}" data-prefix="${id}" data-level="${headingLevel}"${mode}>${content}</notebank-envelope-lab>`
    .text;
}

/**
 * HTML of the lab. Without JavaScript it is one message with every byte, every step of its data key, what fails and what
 * it costs; `<notebank-envelope-lab>` brings it to life.
 */
export function envelopeLabHtml(options: EnvelopeLabHtmlOptions = {}): string {
  return elementHtml(options, false, contentHtml(options.id ?? 'envelope', options.headingLevel ?? 2));
}

const PARTS = [
  ['build', 'Build a message', 'It is encrypted with a KMS that runs in this page. Nothing is sent anywhere.'],
  [
    'bytes',
    'Its bytes',
    'The AWS Encryption SDK reads the same bytes. Choose a field, or a byte, to find it in the other list.',
  ],
  ['way', 'The way of the data key', 'From the call to the stored message, with the values of this one.'],
  [
    'back',
    'Take it apart',
    'Where reading stops when something is wrong, what the application sees, and what CloudTrail records.',
  ],
  ['cost', 'Calls and cost', 'Each message costs two calls to KMS, unless a data key serves several.'],
] as const;

/** All that stands inside the element. */
export function contentHtml(id: string, level: number): Html {
  const built = workedExample();
  const printed = { id, level, live: false };
  const outputs = new Map([
    ...builtOutputs(built, printed),
    ...outcomeOutputs(built, workedOutcome(built), printed),
    ['cost', costHtml(FIRST_CACHE)] as const,
  ]);
  const out = (name: string, className = ''): Html =>
    html`<div${className !== '' && html` class="${className}"`} data-out="${name}">${outputs.get(name)}</div>`;
  const heading = html`h${level}`;
  const [build, bytes, way, back, cost] = PARTS.map(
    ([part, title, about]) =>
      html`<${heading} id="${id}-${part}">${title}</${heading}><p class="nb-env-about">${about}</p>`,
  );
  const links = PARTS.map(([part, title]) => html`<li><a href="#${id}-${part}">${title}</a></li>`);
  return html`<nav class="nb-env-parts" aria-label="Parts of the lab"><ol>${links}</ol></nav><p class="nb-sr" role="status" data-status></p><p class="nb-lab-warning" data-why hidden></p>
<section class="nb-env-part">${build}<div class="nb-lab-static">${out('input')}</div><div class="nb-lab-live nb-env-card">${buildFormHtml(built.form, id)}</div><p class="nb-lab-outdated" data-outdated hidden></p></section>
<section class="nb-env-part">${bytes}${out('legend', 'nb-env-legend')}<div class="nb-env-bytes"><ol class="nb-env-dump" data-out="dump" tabindex="0" aria-label="Message in hexadecimal digits, 8 bytes a row">${outputs.get('dump')}</ol>${out('fields', 'nb-env-fields')}</div></section>
<section class="nb-env-part">${way}<nav class="nb-lab-chain" aria-label="Way of the data key" data-out="stations">${outputs.get('stations')}</nav>${out('steps')}</section>
<section class="nb-env-part nb-env-back">${back}<div class="nb-lab-live nb-lab-head">${beginHtml(id)}</div><div class="nb-lab-repair" data-out="quest" hidden></div><div class="nb-lab-body" data-reading><div class="nb-lab-request nb-lab-live">${settingsFormHtml(ALL_WELL, id)}${out('policy')}</div><div class="nb-lab-results">${out('verdict')}<nav class="nb-lab-chain" aria-label="Way back" data-out="back-stations">${outputs.get('back-stations')}</nav>${out('seen')}${out('back-steps')}</div></div><div class="nb-lab-static">${faultsHtml()}</div></section>
<section class="nb-env-part">${cost}<div class="nb-lab-live nb-env-card">${cacheFormHtml(FIRST_CACHE, id)}</div>${out('cost')}${out('measured')}</section>`;
}

/** The worked example in short, for a page that has other things to say, with a link to the lab's own page. */
export function envelopeLabCompactHtml(options: EnvelopeCompactHtmlOptions): string {
  const { id = 'envelope', headingLevel = 3, page } = options;
  const heading = html`h${headingLevel}`;
  return elementHtml(
    { ...options, id, headingLevel: headingLevel + 1 },
    true,
    html`<div class="nb-lab-card"><div class="nb-lab-title"><p class="nb-lab-kicker">Lab</p><${heading}>Build an encrypted message and take it apart</${heading}></div><p>Encrypt a text, see what every byte is for, follow the data key, break something and find out why it no longer opens.</p>${factsHtml(
      workedExample(),
    )}<p class="nb-lab-actions"><a href="${page}">Open the lab</a></p></div>`,
  );
}

function factsHtml({ form, message, header, dataKey }: Built): Html {
  const [key] = header.encryptedDataKeys;
  const facts = [
    ['Plaintext', form.plaintext],
    ['Data key', toHex(dataKey)],
    [
      'Encrypted data key',
      `${shortened(toHex(key?.ciphertext ?? new Uint8Array()))}, ${counted(key?.ciphertext.length ?? 0, 'byte')}`,
    ],
    ['Commitment', toHex(header.commitKey ?? new Uint8Array())],
    ['Message', counted(message.length, 'byte')],
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`);
  return html`<dl>${facts}</dl>`;
}
