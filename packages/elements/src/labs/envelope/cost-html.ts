import { type Html, html } from '../html.ts';
import { type CacheForm, estimateOf, PRICE, QUOTA, type Reuse, type Threshold } from './cost.ts';
import type { Measured } from './measure.ts';
import { counted, grouped } from './text.ts';

const ENDS: Readonly<Record<Threshold, string>> = {
  messages: 'maxMessages ends it',
  age: 'maxAgeSeconds ends it',
  bytes: 'maxBytes ends it',
};

const usd = (amount: number): string =>
  `${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} USD`;
const rate = (calls: number): string => calls.toLocaleString('en-US', { maximumSignificantDigits: 3 });
const share = (calls: number): string => `${rate((100 * calls) / QUOTA)} %`;

const row = (label: string | Html, without: string, cached: string | Html): Html =>
  html`<tr><th scope="row">${label}</th><td>${without}</td><td>${cached}</td></tr>`;

/** Calls and cost beside each other, without and with a cache. */
export function costHtml(form: CacheForm): Html {
  const { reuse, without, with: cached } = estimateOf(form);
  return html`<div class="nb-lab-lines" role="group" aria-label="Calls and cost" tabindex="0"><table><thead><tr><td></td><th scope="col">Without a cache</th><th scope="col">With cachingMaterials</th></tr></thead><tbody>${row(
    'Messages under one data key',
    '1',
    html`${grouped(reuse.messages)}<small>${ENDS[reuse.ends]}</small>`,
  )}${row('kms:GenerateDataKey a month', grouped(without.generateDataKey), grouped(cached.generateDataKey))}${row(
    'kms:Decrypt a month',
    grouped(without.decrypt),
    grouped(cached.decrypt),
  )}${row('Cost a month', usd(without.usd), usd(cached.usd))}${row(
    'Calls a second while they come',
    rate(without.perSecond),
    rate(cached.perSecond),
  )}${row(
    html`Of the quota<small>${grouped(QUOTA)} a second in most Regions</small>`,
    share(without.perSecond),
    share(cached.perSecond),
  )}</tbody></table></div>${riskHtml(reuse, form)}`;
}

function riskHtml({ messages }: Reuse, { maxAgeSeconds }: CacheForm): Html {
  return html`<p><b>What it costs in safety:</b> one data key that leaks opens up to ${counted(messages, 'message')}, lies in memory for up to ${counted(maxAgeSeconds, 'second')}, and works that long after the KMS key was disabled. The cache belongs to one process: ten processes fetch ten data keys. A hit needs the same encryption context and suite; suites without key derivation are never cached.</p><p><small>${grouped(PRICE.usd)} USD for ${grouped(PRICE.per)} symmetric requests after ${grouped(PRICE.free)} free ones a month (<a href="https://aws.amazon.com/kms/pricing/">AWS KMS pricing</a>); quotas: <a href="https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html">requests per second</a>. The KMS key itself costs the same in both.</small></p>`;
}

/** What was counted beside what the formula says. */
export function measuredHtml(form: CacheForm, without: Measured, cached: Measured): Html {
  const formula = Math.ceil(cached.messages / estimateOf(form).reuse.messages);
  const agrees = formula === cached.generateDataKey && formula === cached.decrypt;
  const both = ({ generateDataKey, decrypt }: Measured): string => `${generateDataKey} + ${decrypt}`;
  return html`<p><b>Counted:</b> ${counted(cached.messages, 'message')} encrypted and decrypted in this page. Without a cache KMS was called ${both(without)} times (GenerateDataKey + Decrypt), with it ${both(cached)} times. The formula says ${formula} + ${formula}: ${agrees ? 'the same' : 'not the same'}.</p>`;
}
