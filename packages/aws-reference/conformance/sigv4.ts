import { join } from 'node:path';
import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { toHex } from '../src/bytes/hex.ts';
import { presignUrl, signingKey, signRequest } from '../src/sigv4/index.ts';
import { type Derivation, derivations, type S3Example, s3Examples } from '../test/support/kat.ts';
import { ourSteps, SUITE_CASES, suiteSteps } from '../test/support/suite.ts';
import { type SuiteCase, suiteCases } from '../test/support/vectors.ts';

/** Examples of the Amazon S3 documentation, and signing keys, among the vectors. */
export const S3_EXAMPLES = 7;
export const DERIVATIONS = 2;

/** Signature Version 4 in header and query: the signing test suite, and the worked examples of the documentation. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const kat = vectors && join(vectors, 'sigv4/kat');
  return [
    count('sigv4/aws-c-auth', 2 * SUITE_CASES, vectors && suiteForms(join(vectors, 'sigv4/aws-c-auth')), suiteHolds),
    count('sigv4/kat/s3-examples', S3_EXAMPLES, kat && s3Examples(kat), exampleHolds),
    count('sigv4/kat/signing-keys', DERIVATIONS, kat && derivations(kat), derivationHolds),
  ];
}

type SuiteForm = readonly [SuiteCase, 'header' | 'query'];

function suiteForms(folder: string): SuiteForm[] {
  return suiteCases(folder).flatMap((one): SuiteForm[] => [
    [one, 'header'],
    [one, 'query'],
  ]);
}

function suiteHolds([one, via]: SuiteForm): boolean {
  const [ours, theirs] = [ourSteps(one, via), suiteSteps(one, via)];
  return (
    ours.canonicalRequest === theirs.canonicalRequest &&
    ours.stringToSign === theirs.stringToSign &&
    ours.signature === theirs.signature
  );
}

function exampleHolds({ request, options, expiresInSeconds, ...example }: S3Example): boolean {
  const { trace } =
    expiresInSeconds === undefined
      ? signRequest(request, { ...options, explain: true })
      : presignUrl(request, { ...options, expiresInSeconds, explain: true });
  return trace.canonicalRequest === example.canonicalRequest && trace.signature === example.signature;
}

function derivationHolds({ secret, signingKey: expected, ...scope }: Derivation): boolean {
  return toHex(signingKey(secret, scope)) === expected;
}

/** Counts what holds. A case that is missing counts as failed, and so does one that throws. */
function count<Case>(
  suite: string,
  cases: number,
  found: readonly Case[] | '' | undefined,
  holds: (one: Case) => boolean,
): ConformanceResult {
  if (!found) return { suite, cases, passed: 0, failed: 0, skipped: cases };
  const passed = found.filter((one) => holdsQuietly(one, holds)).length;
  return {
    suite,
    cases: Math.max(cases, found.length),
    passed,
    failed: Math.max(cases, found.length) - passed,
    skipped: 0,
  };
}

function holdsQuietly<Case>(one: Case, holds: (one: Case) => boolean): boolean {
  try {
    return holds(one);
  } catch {
    return false;
  }
}
