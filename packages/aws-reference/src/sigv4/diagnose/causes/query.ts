import type { Case } from '../case.ts';
import type { Cause, CauseName } from '../cause.ts';
import { type Difference, differences, encodingDifference, evidenceOf } from '../difference.ts';
import { list } from '../words.ts';

const MEND = {
  'double-encoding':
    'A parameter was encoded twice on one side: give signer and HTTP client text that is encoded once.',
  'plus-and-space':
    'Write a space as %20 and a plus as %2B. Form encoders write `+` for a space, and services read it so.',
  encoding:
    'Percent-encode every byte but A-Z a-z 0-9 - . _ ~, with upper-case digits; a parameter without value ends with `=`.',
  'query-order':
    'Sort the parameters by encoded name, then by encoded value; not the joined pairs, since `-` comes before `=`.',
  'query-changed':
    'Sign every parameter that is sent, and none that is not; see whether a proxy or the HTTP client changes them.',
} satisfies Partial<Record<CauseName, string>>;

/** The session token has a cause of its own. */
const pairsOf = (query: string): string[] =>
  query.split('&').filter((pair) => pair !== '' && !/^X-Amz-Security-Token=./.test(pair));
const sorted = (pairs: readonly string[]): string => pairs.toSorted().join('&');

/** Why the query that the service signs is another one. */
export function queryCauses(found: Case): Cause[] {
  const [difference] = differences(found, 'query');
  if (difference === undefined) return [];
  const { signed = '', expected = '' } = difference;
  const [ours, theirs] = [pairsOf(signed), pairsOf(expected)];
  if (ours.join('&') === theirs.join('&')) return [];
  if (sorted(ours) === sorted(theirs)) return [cause('query-order', difference, 'the parameters are in another order')];
  const spelt = encodingDifference(sorted(ours.map(withEquals)), sorted(theirs.map(withEquals)));
  if (spelt !== undefined) return [cause(spelt, difference, 'the query is spelt otherwise')];
  return [cause('query-changed', difference, `these parameters differ: ${list(differing(ours, theirs))}`)];
}

const withEquals = (pair: string): string => (pair.includes('=') ? pair : `${pair}=`);

function differing(ours: readonly string[], theirs: readonly string[]): string[] {
  const odd = [...ours.filter((pair) => !theirs.includes(pair)), ...theirs.filter((pair) => !ours.includes(pair))];
  return [...new Set(odd.map((pair) => pair.split('=', 1)[0] ?? ''))];
}

function cause(name: keyof typeof MEND, difference: Difference, what: string): Cause {
  const confidence = name === 'query-changed' ? 'likely' : 'certain';
  return { cause: name, confidence, evidence: [evidenceOf(what, difference)], mend: MEND[name] };
}

/** A plus in the query before any service says so: it was signed as a space. */
export function ownQuery({ trace: { query } }: Case): Cause[] {
  if (!query.wire.includes('+')) return [];
  const evidence = [{ what: 'the query holds a plus, which is signed as a space', signed: query.canonical }];
  return [{ cause: 'plus-and-space', confidence: 'possible', evidence, mend: MEND['plus-and-space'] }];
}
