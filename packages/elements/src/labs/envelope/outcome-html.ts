import { attribute, type Html, html } from '../html.ts';
import type { Outcome, SeenError } from './attempt.ts';
import type { Built } from './built.ts';
import { explain } from './explain.ts';
import { POLICIES } from './policy.ts';
import type { Guess, Scenario } from './scenarios.ts';
import { fromUtf8 } from './text.ts';
import { trailEvent } from './trail.ts';
import { type BackStep, wayBackOf } from './way-back.ts';
import { rowHtml } from './way-html.ts';

const line = ({ name, code, message }: SeenError): string => `${name} [${code}] ${message}`;

/** The error as it would stand in a log, with its cause. */
export function errorText({ error, causes }: Pick<Outcome, 'error' | 'causes'>): string {
  if (error === undefined) return '';
  const inner = causes.map((cause) => `\n    ${line(cause)}`).join('');
  return (
    line(error) + (inner === '' ? '\n  cause: none' : `\n  cause: AggregateError no data key was decrypted${inner}`)
  );
}

function logHtml(outcome: Outcome): Html {
  if (outcome.error === undefined) return html`<p>The plaintext, and no error.</p>`;
  return html`<pre tabindex="0" aria-label="Error of the application"><code>${errorText(outcome)}</code></pre>`;
}

function trailHtml({ calls }: Outcome): Html {
  if (calls.length === 0) return html`<p>Nothing: KMS was not called.</p>`;
  const events = calls.map((call) => JSON.stringify(trailEvent(call), undefined, 2)).join('\n');
  const isDenied = calls.some(({ error }) => error?.code === 'AccessDeniedException');
  const unsure = isDenied && ' Whether a real record keeps the parameters of a denied request is unverified.';
  return html`<pre tabindex="0" aria-label="Records of CloudTrail"><code>${events}</code></pre><small>The members that matter here.${unsure}</small>`;
}

/** What is seen from outside: the error of the application, and what CloudTrail records. */
export function seenHtml(outcome: Outcome, level: number): Html {
  const heading = html`h${level}`;
  return html`<div class="nb-env-seen"><div><${heading}>What the application sees</${heading}>${logHtml(outcome)}</div><div><${heading}>What CloudTrail records</${heading}>${trailHtml(outcome)}</div></div>`;
}

/** Where it stopped, why, and what to do; or the plaintext. */
export function verdictHtml(built: Built, outcome: Outcome, level: number): Html {
  const heading = html`h${level}`;
  const explained = explain(outcome);
  if (explained === undefined) {
    const retried =
      outcome.calls.length > 1 &&
      html`<p>The first key refused, the second opened it: that is what a second wrapping key is for.</p>`;
    return html`<div class="nb-lab-answer" data-accepted><${heading}>Opened</${heading}><pre tabindex="0" aria-label="Plaintext"><code>${fromUtf8(outcome.plaintext) || 'empty'}</code></pre>${retried}${noteOf(outcome)}</div>`;
  }
  const step = wayBackOf(built, outcome).find(({ state }) => state === 'stopped');
  return html`<div class="nb-lab-answer"><${heading}>Stops at: ${step?.short}</${heading}><p>${explained.why}</p><p><b>To mend it:</b> ${explained.mend}</p></div>`;
}

/** What is worth a word although it opened. */
function noteOf({ settings }: Outcome): Html | false {
  if (settings.given === 'fewer') {
    return html`<p>A pair less is no error: the message stores its context, and the reader proves only the pairs that it names. Name those that you rely on.</p>`;
  }
  if (settings.asked === 'discovery') {
    return html`<p>Discovery asks whichever key the message names. A filter of accounts keeps messages of strangers out.</p>`;
  }
  return false;
}

/** The way back as stations, each with how it went. */
export function backStationsHtml(steps: readonly BackStep[], id: string): Html {
  const items = steps.map(
    ({ id: step, short, state }) =>
      html`<li data-state="${state}"><a href="#${id}-back-${step}">${short}</a> <small>${state === 'stopped' ? 'stops here' : state}</small></li>`,
  );
  return html`<ol>${items}</ol>`;
}

/** The steps of the way back with what was seen there. */
export function backStepsHtml(steps: readonly BackStep[], id: string, level: number): Html {
  const heading = html`h${level}`;
  const items = steps.map(
    ({ id: step, title, state, rows }) =>
      html`<li id="${id}-back-${step}" data-state="${state}"><${heading}>${title}</${heading}><p class="nb-env-state">${WORDS[state]}</p>${
        rows.length > 0 && html`<dl>${rows.map(rowHtml)}</dl>`
      }</li>`,
  );
  return html`<ol class="nb-lab-steps">${items}</ol>`;
}

const WORDS: Readonly<Record<BackStep['state'], string>> = {
  passed: 'Passed',
  stopped: 'Stops here',
  'not reached': 'Not reached',
};

/** The policy of the first key, as it is evaluated. */
export function policyHtml({ policy }: Outcome['settings']): Html {
  return html`<details><summary>Key policy</summary><pre tabindex="0" aria-label="Key policy"><code>${JSON.stringify(POLICIES[policy], undefined, 2)}</code></pre><p><small>The statement for this caller. A real policy also has one for administrators.</small></p></details>`;
}

/** A fault: story, what is seen, and causes to choose from. */
export function questHtml(scenario: Scenario, outcome: Outcome, id: string, level: number): Html {
  const heading = html`h${level}`;
  const guesses = scenario.guesses.map(
    ({ text }, at) =>
      html`<label><input type="radio" name="guess" value="${at}" aria-describedby="${id}-guess-error"><span>${text}</span></label>`,
  );
  return html`<${heading} id="${id}-quest" tabindex="-1">${scenario.title}</${heading}><p>${scenario.story}</p>${seenHtml(
    outcome,
    level + 1,
  )}<form class="nb-env-guess" data-form="guess" method="dialog"><fieldset><legend>What is wrong?</legend>${guesses}</fieldset><p class="nb-lab-error" id="${id}-guess-error" data-guess-error></p><div class="nb-lab-actions"><button type="submit">Check</button><button type="button" data-reveal>Show me</button></div></form><div data-out="told"></div>`;
}

/** What is said of a guess. */
export function toldHtml({ right, text, why }: Guess): Html {
  const word = right ? 'Right.' : 'Not this:';
  return html`<div class="nb-lab-answer"${attribute('data-accepted', right)}><p><b>${word}</b> ${right ? why : html`<q>${text}</q> ${why}`}</p>${
    right && html`<div class="nb-lab-actions"><button type="button" data-next>Next fault</button></div>`
  }</div>`;
}
