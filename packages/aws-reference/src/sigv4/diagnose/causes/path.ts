import { canonicalUri } from '../../canonical-uri.ts';
import { type Case, isS3 } from '../case.ts';
import type { Cause, CauseName } from '../cause.ts';
import { type Difference, differences, encodingDifference, evidenceOf } from '../difference.ts';

const ENCODINGS = ['once', 'twice'] as const;
const NORMALIZATIONS = [true, false] as const;

/** Why the path that the service signs is another one. */
export function pathCauses(found: Case): Cause[] {
  const [difference] = differences(found, 'uri');
  if (difference === undefined) return [];
  const causes = byRules(found, difference);
  return causes.length > 0 ? causes : [byText(difference)];
}

/** Tries the rules of other services: one that gives what the service computed explains the difference exactly. */
function byRules({ trace: { path } }: Case, difference: Difference): Cause[] {
  const right = NORMALIZATIONS.flatMap((normalizePath) =>
    ENCODINGS.map((encodePath) => ({
      normalizePath,
      encodePath,
      uri: canonicalUri(path.wire, { normalizePath, encodePath }),
    })),
  )
    .filter(({ uri }) => uri === difference.expected)
    .map((rules) => ({
      ...rules,
      encoded: rules.encodePath !== path.encodePath,
      normal: rules.normalizePath !== path.normalizePath,
    }))
    // The fewest changes.
    .toSorted((a, b) => Number(a.encoded) + Number(a.normal) - (Number(b.encoded) + Number(b.normal)))[0];
  if (right === undefined) return [];
  const causes: Cause[] = [];
  if (right.encoded) causes.push(encodedWrongly(right.encodePath, difference));
  if (right.normal) causes.push(normalizedWrongly(right.normalizePath, difference));
  return causes;
}

function encodedWrongly(expected: 'once' | 'twice', difference: Difference): Cause {
  const mend =
    expected === 'once'
      ? "Encode the path once: sign with the service 's3', or with encodePath: 'once'. Only S3 and its relatives want it so."
      : "Encode the path that is on the wire once more: sign with the service's own name, or with encodePath: 'twice'. Only S3 and its relatives take it as it is.";
  const evidence = [evidenceOf(`the service encodes the path ${expected}`, difference)];
  return { cause: 'double-encoding', confidence: 'certain', evidence, mend, expected };
}

function normalizedWrongly(expected: boolean, difference: Difference): Cause {
  const mend = expected
    ? 'Resolve `.`, `..` and `//` before signing: normalizePath: true. Only S3 takes paths as they are.'
    : 'Sign the path as it is: normalizePath: false, as for S3, whose keys may hold `//` and `..`. See that the HTTP client sends it so (curl: --path-as-is).';
  const evidence = [evidenceOf(`the service ${expected ? 'normalises' : 'does not normalise'} the path`, difference)];
  return { cause: 'path-normalization', confidence: 'certain', evidence, mend, expected: String(expected) };
}

const MEND = {
  'double-encoding':
    'The path was encoded again after signing (or before): give the signer and the HTTP client the same, encoded text.',
  'plus-and-space': 'Write a space as %20 and a plus as %2B in the path. S3 reads `+` in a path as a space.',
  encoding:
    'Percent-encode every byte but A-Z a-z 0-9 - . _ ~ and the slash, with upper-case digits, and send the same text.',
  'path-changed':
    'Something between rewrote the path (a proxy, a stage or base path of a gateway, a redirect): sign what the service receives.',
} satisfies Partial<Record<CauseName, string>>;

function byText(difference: Difference): Cause {
  const cause = encodingDifference(difference.signed ?? '', difference.expected ?? '') ?? 'path-changed';
  const evidence = [evidenceOf('the path differs', difference)];
  return { cause, confidence: cause === 'path-changed' ? 'likely' : 'certain', evidence, mend: MEND[cause] };
}

/** What looks wrong in the path before any service says so. */
export function ownPath(found: Case): Cause[] {
  const { wire, canonical } = found.trace.path;
  const own = { signed: canonical };
  const causes: Cause[] = [];
  if (isS3(found) && /%25[\dA-F]{2}/.test(canonical)) {
    const evidence = [{ what: 'the path for S3 holds an escape of an escape', ...own }];
    causes.push({ cause: 'double-encoding', confidence: 'possible', evidence, mend: MEND['double-encoding'] });
  }
  if (wire.includes('+')) {
    const evidence = [{ what: 'the path holds a plus', ...own }];
    causes.push({ cause: 'plus-and-space', confidence: 'possible', evidence, mend: MEND['plus-and-space'] });
  }
  return causes;
}
