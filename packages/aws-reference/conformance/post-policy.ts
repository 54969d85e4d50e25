import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { signingKey } from '../src/sigv4/index.ts';
import { policySignature } from '../src/sigv4/post-policy/index.ts';
import { answerTo, FORM_CASES, type PostKat, postKat } from '../test/support/post-policy.ts';

/** Browser uploads: the signed policy of the vectors, and forms with the answers of S3, which stand in the tests. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const held = await Promise.all(FORM_CASES.map(async (one) => (await answerTo(one)) === one.answer));
  const passed = held.filter(Boolean).length;
  return [
    policyOf(vectors),
    { suite: 's3/post-policy-forms', cases: held.length, passed, failed: held.length - passed, skipped: 0 },
  ];
}

function policyOf(vectors: string | undefined): ConformanceResult {
  const suite = 'sigv4/kat/s3-post-policy';
  if (!vectors) return { suite, cases: 1, passed: 0, failed: 0, skipped: 1 };
  const passed = holds(postKat(vectors)) ? 1 : 0;
  return { suite, cases: 1, passed, failed: 1 - passed, skipped: 0 };
}

function holds({ secretAccessKey, date, region, service, policyBase64, signature }: PostKat): boolean {
  const key = signingKey(secretAccessKey, { date: date.slice(0, 8), region, service });
  return policySignature(key, policyBase64) === signature;
}
