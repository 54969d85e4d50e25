import { type Html, html } from '../html.ts';
import type { Outcome } from './attempt.ts';
import type { Built } from './built.ts';
import { dumpHtml, fieldsHtml, legendHtml } from './bytes-html.ts';
import { suiteOf } from './lab-form.ts';
import { backStationsHtml, backStepsHtml, policyHtml, seenHtml, verdictHtml } from './outcome-html.ts';
import { counted } from './text.ts';
import { wayOut } from './way.ts';
import { BACK_NAMES, wayBackOf } from './way-back.ts';
import { stationsHtml, stepsHtml } from './way-html.ts';

/** Regions of the page that follow what is edited, by name. */
export type Outputs = ReadonlyMap<string, Html>;

/** How outputs are printed: their ids, their headings, and whether fields can be chosen. */
export interface OutputOptions {
  readonly id: string;
  readonly level: number;
  readonly live: boolean;
}

/** Everything that depends on the message. */
export function builtOutputs(built: Built, { id, level, live }: OutputOptions): Outputs {
  const steps = wayOut(built);
  return new Map<string, Html>([
    ['input', inputHtml(built)],
    ['suite-hint', html`${suiteOf(built.form).hint}`],
    ['legend', legendHtml(built.inspection)],
    ['dump', dumpHtml(built.inspection)],
    ['fields', fieldsHtml(built.inspection, live)],
    ['stations', stationsHtml(steps, id)],
    ['steps', stepsHtml(steps, id, level + 1)],
  ]);
}

/** Everything that depends on how it was read. */
export function outcomeOutputs(built: Built, outcome: Outcome, { id, level }: OutputOptions): Outputs {
  const steps = wayBackOf(built, outcome);
  return new Map<string, Html>([
    ['policy', policyHtml(outcome.settings)],
    ['verdict', verdictHtml(built, outcome, level + 1)],
    ['seen', seenHtml(outcome, level + 1)],
    ['back-stations', backStationsHtml(steps, id)],
    ['back-steps', backStepsHtml(steps, id, level + 1)],
  ]);
}

/** What was encrypted, as text: for paper, and for those without a script. */
function inputHtml({ form }: Built): Html {
  const facts = [
    ['Plaintext', form.plaintext || 'empty'],
    ['Encryption context', form.context || 'none'],
    ['Algorithm suite', suiteOf(form).label],
    ['Frame length', counted(Number(form.frameLength), 'byte')],
    ['Wrapped by', form.keys === 'two' ? 'a KMS key in us-east-1 and one in eu-west-1' : 'a KMS key in us-east-1'],
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`);
  return html`<dl>${facts}</dl>`;
}

/** An outcome in a sentence, for those who do not see it. */
export function spokenOutcome({ stopped }: Outcome): string {
  return stopped === undefined ? 'The message opens.' : `The message does not open. Stops at: ${BACK_NAMES[stopped]}.`;
}
