import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { DERIVATIONS, run, S3_EXAMPLES } from '../conformance/sigv4.ts';
import { toHex } from '../src/bytes/hex.ts';
import { type HttpRequest, presignUrl, signingKey, signRequest, verifyRequest } from '../src/sigv4/index.ts';
import { derivations, s3Examples } from './support/kat.ts';
import { ourSteps, type Steps, SUITE_CASES, suiteOptions, suiteSteps, suiteVerifier } from './support/suite.ts';
import { parseRequest, suiteCases } from './support/vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const absent = vectors === '';
const cases = absent ? [] : suiteCases(join(vectors, 'sigv4/aws-c-auth'));
const kat = join(vectors, 'sigv4/kat');
const FORMS = ['header', 'query'] as const;

describe.skipIf(absent)('the signing test suite of aws-c-auth', () => {
  it('has 38 cases', () => {
    expect(cases).toHaveLength(SUITE_CASES);
  });

  describe.each(cases)('$name', (one) => {
    it.each(FORMS)('signs in the %s: canonical request, string to sign, signature', (via) => {
      const ours = ourSteps(one, via);
      const theirs = suiteSteps(one, via);
      for (const step of ['canonicalRequest', 'stringToSign', 'signature'] satisfies (keyof Steps)[]) {
        expect(ours[step], step).toBe(theirs[step]);
      }
    });

    it('sends the headers of the signed request', () => {
      const { method, url, headers, body } = signRequest(one.request, suiteOptions(one));
      expect(messageOf({ method, url, headers, body })).toEqual(
        messageOf(parseRequest(one.expected('header-signed-request'))),
      );
    });

    it('presigns to the parameters of the signed request', () => {
      const url = presignUrl(one.request, suiteOptions(one));
      expect(messageOf({ ...one.request, url })).toEqual(messageOf(parseRequest(one.expected('query-signed-request'))));
    });

    it.each(FORMS)('verifies what the suite signed in the %s', async (via) => {
      const request = parseRequest(one.expected(`${via}-signed-request`));
      const { signature } = suiteSteps(one, via);
      const answer = await verifyRequest(request, suiteVerifier(one));
      expect(answer).toMatchObject({ ok: true, via, signature, accessKeyId: one.context.credentials.access_key_id });
    });

    it.each(FORMS)('refuses another signature in the %s', async (via) => {
      const { signature } = suiteSteps(one, via);
      const other = signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
      const request = parseRequest(one.expected(`${via}-signed-request`).replace(signature, other));
      const answer = await verifyRequest(request, suiteVerifier(one));
      expect(answer).toMatchObject({ ok: false, refusal: { reason: 'SignatureMismatch' } });
    });
  });
});

describe.skipIf(absent)('known answers of the AWS documentation', () => {
  it.each(absent ? [] : s3Examples(kat))('S3: $name', ({ request, options, expiresInSeconds, ...example }) => {
    const { trace } =
      expiresInSeconds === undefined
        ? signRequest(request, { ...options, explain: true })
        : presignUrl(request, { ...options, expiresInSeconds, explain: true });
    expect(trace.canonicalRequest).toBe(example.canonicalRequest);
    expect(trace.canonicalRequestHash).toBe(example.canonicalRequestHash);
    expect(trace.signedHeaders).toBe(example.signedHeaders);
    expect(trace.signature).toBe(example.signature);
  });

  it.each(absent ? [] : derivations(kat))('signing key of $date', ({ secret, signingKey: expected, ...scope }) => {
    expect(toHex(signingKey(secret, scope))).toBe(expected);
  });
});

describe('the conformance report', () => {
  it.skipIf(absent)('passes every case', async () => {
    expect(await run(vectors)).toEqual(
      [
        ['sigv4/aws-c-auth', 2 * SUITE_CASES],
        ['sigv4/kat/s3-examples', S3_EXAMPLES],
        ['sigv4/kat/signing-keys', DERIVATIONS],
      ].map(([suite, count]) => ({ suite, cases: count, passed: count, failed: 0, skipped: 0 })),
    );
  });

  it('skips every case where there are no vectors', async () => {
    const results = await run(undefined);
    expect(results.map(({ cases: all, skipped }) => [all, skipped])).toEqual([
      [76, 76],
      [7, 7],
      [2, 2],
    ]);
  });
});

/** A request as a set: the order of headers and parameters, the case of names and the folding of values mean nothing. */
function messageOf({ method, url, headers = [], body = '' }: HttpRequest) {
  const [path = '', ...query] = String(url).split('?');
  const list = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  const lines = list.map(([name, value]) => `${name.toLowerCase()}: ${String(value).trim().replace(/\s+/g, ' ')}`);
  const parameters = [...new URLSearchParams(query.join('?'))].map((pair) => pair.join('='));
  return { method, path, parameters: parameters.sort(), headers: joinRepeated(lines).sort(), body };
}

function joinRepeated(lines: readonly string[]): string[] {
  const values = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(': ');
    const name = line.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), line.slice(at + 2)]);
  }
  return [...values].map(([name, all]) => `${name}: ${all.join(',')}`);
}
