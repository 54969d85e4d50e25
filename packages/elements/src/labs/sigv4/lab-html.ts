import { type Html, html } from '../html.ts';
import { beginHtml, editorHtml } from './editor-html.ts';
import { WORKED_EXAMPLE } from './examples.ts';
import { credentialsOf } from './lab-request.ts';
import { type Signed, signLabRequest } from './sign.ts';
import { messageOf } from './steps.ts';
import { requestHtml, stationsHtml, stepsHtml } from './steps-html.ts';

/** How the lab is printed. */
export interface LabHtmlOptions {
  /** Every id of the lab begins with it. Default `sigv4`. */
  readonly id?: string | undefined;
  /** Level of the lab's headings, 2 to 4. Default 2; of the short form's heading 3. */
  readonly headingLevel?: number | undefined;
  /** Further classes of the element. */
  readonly className?: string | undefined;
}

export interface CompactHtmlOptions extends LabHtmlOptions {
  /** Address of the lab's own page. */
  readonly page: string;
}

/** The worked example with every step. */
export function workedExample(): Signed {
  const signed = signLabRequest(WORKED_EXAMPLE.request);
  if (!signed.ok) throw new Error(`${WORKED_EXAMPLE.id}: ${signed.message}`);
  return signed;
}

function elementHtml(options: LabHtmlOptions, compact: boolean, content: Html): string {
  const { id = 'sigv4', headingLevel = 2, className = '' } = options;
  const mode = compact && html` compact`;
  return html`<notebank-sigv4-lab class="nb-lab ${className}" data-prefix="${id}" data-level="${headingLevel}"${mode}>${content}</notebank-sigv4-lab>`
    .text;
}

/**
 * HTML of the lab. Without JavaScript it is one worked example with every step's output; `<notebank-sigv4-lab>` brings it
 * to life.
 */
export function sigv4LabHtml(options: LabHtmlOptions = {}): string {
  return elementHtml(options, false, contentHtml(options.id ?? 'sigv4', options.headingLevel ?? 2));
}

/** All that stands inside the element. */
export function contentHtml(id: string, level: number): Html {
  const signed = workedExample();
  const compared = { now: signed };
  const heading = html`h${level}`;
  return html`<div class="nb-lab-live nb-lab-head">${beginHtml(id)}<p class="nb-sr" role="status" data-status></p></div><section class="nb-lab-repair" data-out="repair" aria-label="Request to repair" hidden></section><div class="nb-lab-body"><div class="nb-lab-request"><div class="nb-lab-static"><${heading}>Request</${heading}><div data-out="request">${requestHtml(
    signed,
  )}</div></div><div class="nb-lab-live">${editorHtml(signed.request, id, level)}</div></div>${stationsHtml(compared, id)}<div class="nb-lab-results"><p class="nb-lab-outdated" data-outdated hidden></p>${stepsHtml(compared, id, level)}</div></div>`;
}

/** The worked example in short, for a page that has other things to say, with a link to the lab's own page. */
export function sigv4LabCompactHtml(options: CompactHtmlOptions): string {
  const { id = 'sigv4', headingLevel = 3, page } = options;
  const signed = workedExample();
  const heading = html`h${headingLevel}`;
  return elementHtml(
    { ...options, id, headingLevel: headingLevel + 1 },
    true,
    html`<div class="nb-lab-card"><div class="nb-lab-title"><p class="nb-lab-kicker">Lab</p><${heading}>Sign a request, byte by byte</${heading}></div><p>Edit this request and watch every step follow, or repair a signature that a service refuses.</p>${resultHtml(signed)}<p class="nb-lab-actions"><a href="${page}">Open the lab</a></p></div>`,
  );
}

function resultHtml(signed: Signed): Html {
  const { trace, request } = signed;
  const facts = [
    ['Access key ID', credentialsOf(request).accessKeyId],
    ['Scope', trace.credentialScope],
    ['Canonical request', trace.canonicalRequestHash],
    ['Signing key', trace.keys.kSigning],
    ['Signature', trace.signature],
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`);
  return html`<pre tabindex="0" aria-label="Request"><code>${messageOf(signed)}</code></pre><dl>${facts}</dl>`;
}
