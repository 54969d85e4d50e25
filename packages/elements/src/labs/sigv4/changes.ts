import type { Signed } from './sign.ts';
import { type StepId, stepsOf } from './steps.ts';

/** What became of a step since a former request. */
export interface StepChange {
  readonly id: StepId;
  readonly changed: boolean;
  /** Why it changed or did not, as half a sentence. */
  readonly why: string;
}

/** What an edit did. */
export interface Changes {
  readonly steps: readonly StepChange[];
  /** One or two sentences for everybody, also for those who do not see the marks. */
  readonly summary: string;
}

/** Compares every step with that of a former request. */
export function changesBetween(before: Signed, after: Signed): Changes {
  const old = stepsOf(before);
  const labels = stepsOf(after).map(({ id, rows }, at) => {
    const former = new Map(old[at]?.rows.map(({ label, value }) => [label, value]));
    return { id, changed: rows.filter(({ label, value }) => former.get(label) !== value).map(({ label }) => label) };
  });
  const changedIn = (id: StepId): string[] => labels.find((step) => step.id === id)?.changed ?? [];
  const steps = labels.map(({ id, changed }) => ({
    id,
    changed: changed.length > 0,
    why: changed.length > 0 ? whyChanged(id, before, after, changed, changedIn) : whySame(id, before, after),
  }));
  return { steps, summary: summaryOf(steps, before, after) };
}

/** What the signing key is made of, beside its constant. */
const KEY_PARTS = ['day', 'Region', 'service'] as const;

function scopeChanges(before: Signed, after: Signed): string[] {
  const old = before.trace.credentialScope.split('/');
  const now = after.trace.credentialScope.split('/');
  return KEY_PARTS.filter((_, at) => old[at] !== now[at]).map((part) => `another ${part}`);
}

function whyChanged(
  id: StepId,
  before: Signed,
  after: Signed,
  labels: readonly string[],
  changedIn: (id: StepId) => readonly string[],
): string {
  const scope = scopeChanges(before, after);
  switch (id) {
    case 'canonical-request':
      return listed(labels);
    case 'hash':
      return 'one changed byte changes all of it';
    case 'scope':
      return listed(scope);
    case 'string-to-sign':
      return listed(labels.map((label) => (label === 'Moment' ? 'moment' : label.toLowerCase())));
    case 'keys':
      // The first key knows only the secret and the day.
      return listed(labels.includes('kDate') && !scope.includes('another day') ? ['another secret', ...scope] : scope);
    case 'signature':
      return listed([
        ...(changedIn('string-to-sign').length > 0 ? ['another string to sign'] : []),
        ...(changedIn('keys').length > 0 ? ['another signing key'] : []),
      ]);
    case 'result':
      return changedIn('signature').length > 0 ? 'it carries the signature' : 'it carries what changed';
  }
}

function whySame(id: StepId, before: Signed, after: Signed): string {
  switch (id) {
    case 'canonical-request':
    case 'hash':
      return 'what you changed is not part of it';
    case 'scope':
      return 'same day, Region and service';
    case 'keys':
      return before.request.keys === 'own' || after.request.keys === 'own'
        ? 'not shown for other keys'
        : 'same secret, day, Region and service';
    case 'string-to-sign':
      return 'same moment, scope and hash';
    case 'signature':
      return 'same string to sign, same key';
    case 'result':
      return 'nothing that it carries changed';
  }
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? 'changed') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const NAMES: Readonly<Record<StepId, string>> = {
  'canonical-request': 'the canonical request',
  hash: 'its hash',
  scope: 'the scope',
  'string-to-sign': 'the string to sign',
  keys: 'the signing key',
  signature: 'the signature',
  result: 'what is sent',
};

function summaryOf(steps: readonly StepChange[], before: Signed, after: Signed): string {
  const own = before.request.keys === 'own' || after.request.keys === 'own';
  // Keys that are not shown cannot be compared.
  const known = steps.filter(({ id }) => id !== 'result' && !(own && id === 'keys'));
  const changed = known.filter((step) => step.changed);
  const same = known.filter((step) => !step.changed);
  if (changed.length === 0) {
    const result = steps.find(({ id }) => id === 'result');
    const sent = result?.changed === true ? ', although what is sent did' : '';
    return `No step changed${sent}: the signature does not depend on it.`;
  }
  const kept = same.map(({ id, why }) => (id === 'keys' ? `${NAMES[id]} (${why})` : NAMES[id]));
  const first = `Changed: ${listed(changed.map(({ id }) => NAMES[id]))}.`;
  return kept.length === 0 ? first : `${first} Same: ${listed(kept)}.`;
}
