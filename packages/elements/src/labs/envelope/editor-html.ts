import { choice, field, line, lines, option } from '../form-html.ts';
import { type Html, html } from '../html.ts';
import { CACHE_LIMITS, type CacheForm } from './cost.ts';
import { FRAME_LENGTHS, type LabForm, SUITES, suiteOf } from './lab-form.ts';
import { SCENARIOS } from './scenarios.ts';
import { SETTING_FIELDS, type Settings } from './settings.ts';
import { grouped } from './text.ts';

/** The form in which a message is built. */
export function buildFormHtml(form: LabForm, id: string): Html {
  return html`<form class="nb-lab-editor nb-env-build" data-form="build" method="dialog" autocomplete="off" aria-label="Message to build">${field(
    id,
    'plaintext',
    'Plaintext',
    lines(form.plaintext, 4),
    'Up to 2,048 bytes of UTF-8.',
  )}${field(
    id,
    'context',
    'Encryption context',
    lines(form.context, 4),
    'One a line: key=value. Bound to the message, readable by everybody.',
  )}<div class="nb-env-selects">${field(
    id,
    'suite',
    'Algorithm suite',
    choice(
      form.suite,
      SUITES.map(({ id: value, label }) => [value, label]),
    ),
    html`<span data-out="suite-hint">${suiteOf(form).hint}</span>`,
  )}${field(
    id,
    'frameLength',
    'Frame length',
    choice(
      form.frameLength,
      FRAME_LENGTHS.map((value) => [value, `${grouped(Number(value))} bytes${value === '4096' ? ' (default)' : ''}`]),
    ),
  )}${field(
    id,
    'keys',
    'Wrapped by',
    choice(form.keys, [
      ['one', 'one KMS key in us-east-1'],
      ['two', 'a second one in eu-west-1 too'],
    ]),
  )}</div><div class="nb-env-again"><button type="button" data-again>Start over</button></div></form>`;
}

/** What to read with. */
export function settingsFormHtml(settings: Settings, id: string): Html {
  const fields = SETTING_FIELDS.map(({ name, label, choices }) =>
    field(id, name, label, choice(settings[name], choices)),
  );
  return html`<form class="nb-lab-editor" data-form="settings" method="dialog" autocomplete="off" aria-label="How it is read">${fields}<div><button type="button" data-mend>Set everything right</button></div></form>`;
}

/** A free hand, or a fault to explain. */
export function beginHtml(id: string): Html {
  const faults = SCENARIOS.map(({ id: value, title }) => option([value, title], ''));
  return html`<div class="nb-lab-begin"><label for="${id}-begin">Begin with</label><select id="${id}-begin" data-begin autocomplete="off"><option value="">a free hand: break it yourself</option><optgroup label="A fault to explain">${faults}</optgroup></select></div>`;
}

const CACHE_FIELDS: readonly (readonly [name: keyof CacheForm, label: string, hint: string])[] = [
  ['messages', 'Messages a month', 'Each written once and read once.'],
  ['perSecond', 'Messages a second', 'While they come, evenly.'],
  ['size', 'Bytes in each', 'Of plaintext.'],
  ['maxMessages', 'maxMessages', 'Messages under one data key.'],
  ['maxAgeSeconds', 'maxAgeSeconds', 'Seconds that a data key is used.'],
  ['maxBytes', 'maxBytes', 'Bytes under one data key.'],
];

/** How much is encrypted, and the thresholds of the cache. */
export function cacheFormHtml(form: CacheForm, id: string): Html {
  const fields = CACHE_FIELDS.map(([name, label, hint]) => {
    const input = line(String(form[name]), 'number');
    return field(
      id,
      name,
      label,
      (own) => input(html`${own} min="${name === 'perSecond' ? '0.001' : '1'}" max="${CACHE_LIMITS[name]}" step="any"`),
      hint,
    );
  });
  return html`<form class="nb-lab-editor nb-env-cache" data-form="cache" method="dialog" autocomplete="off" aria-label="Amounts and cache" novalidate>${fields}<div class="nb-env-again"><button type="submit">Count the calls here</button></div></form>`;
}
