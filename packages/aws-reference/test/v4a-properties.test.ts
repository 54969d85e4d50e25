import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareFromDer, derFromBare } from '../src/bytes/ecdsa-der.ts';
import {
  createKeyPairCache,
  presignUrl,
  regionSet,
  regionSetHolds,
  signRequest,
  verifyRequest,
} from '../src/sigv4/v4a/index.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const keys = createKeyPairCache();
const date = new Date('2026-03-04T05:06:07Z');
const verifier = { credentials: () => credentials, region: 'us-east-1', service: 'execute-api', date, keys };
const options = { credentials, service: 'execute-api', date, keys };

const path = fc.array(fc.stringMatching(/^[\w .~é%-]{0,6}$/), { maxLength: 4 }).map((segments) => {
  const encoded = segments.map((one) => encodeURIComponent(one));
  return `/${encoded.join('/')}`;
});
const query = fc
  .array(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), fc.string({ maxLength: 6 })), { maxLength: 4 })
  .map((pairs) => new URLSearchParams(pairs).toString());
const headers = fc
  .dictionary(fc.stringMatching(/^(?:x-amz-meta-)?[a-g]{1,4}$/), fc.stringMatching(/^[ -~]{0,12}$/), { maxKeys: 4 })
  .map((record) => ({ ...record }));
const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  path,
  query,
  headers,
  body: fc.string({ maxLength: 40, unit: 'grapheme' }),
});
const regions = fc.array(fc.constantFrom('us-east-1', 'eu-west-1', 'us-*', '*'), { minLength: 1, maxLength: 3 });

const urlOf = ({ path, query }: { path: string; query: string }) =>
  `https://example.amazonaws.com${path}${query === '' ? '' : `?${query}`}`;

const flip = (text: string, at: number): string => {
  const code = text.charCodeAt(at % text.length);
  return `${text.slice(0, at % text.length)}${code === 48 ? '1' : '0'}${text.slice((at % text.length) + 1)}`;
};

describe('properties of Signature Version 4A', () => {
  it('verifies what it signs, in header and query, wherever the set says', async () => {
    await fc.assert(
      fc.asyncProperty(request, regions, async ({ method, headers, body, ...address }, set) => {
        const input = { method, url: urlOf(address), headers, body };
        const holds = regionSetHolds(regionSet(set), 'us-east-1');
        const signed = await signRequest(input, { ...options, regionSet: set });
        expect((await verifyRequest(signed, verifier)).ok).toBe(holds);
        const url = await presignUrl(input, { ...options, regionSet: set, expiresInSeconds: 60 });
        expect((await verifyRequest({ ...input, url }, verifier)).ok).toBe(holds);
      }),
    );
  });

  it('refuses a signature with any digit changed', async () => {
    const input = { url: 'https://example.amazonaws.com/' };
    await fc.assert(
      fc.asyncProperty(fc.nat(143), async (at) => {
        const signed = await signRequest(input, { ...options, regionSet: '*' });
        const authorization = signed.headers.authorization?.replace(signed.signature, flip(signed.signature, at)) ?? '';
        const forged = { ...signed, headers: { ...signed.headers, authorization } };
        expect((await verifyRequest(signed, verifier)).ok).toBe(true);
        expect((await verifyRequest(forged, verifier)).ok).toBe(false);
      }),
    );
  });

  it('refuses a changed path, header, set or body', async () => {
    const input = {
      method: 'PUT',
      url: 'https://example.amazonaws.com/a',
      headers: { 'x-amz-meta-a': 'b' },
      body: 'c',
    };
    const signed = await signRequest(input, { ...options, regionSet: 'us-east-1' });
    expect((await verifyRequest(signed, verifier)).ok).toBe(true);
    const changes = [
      { url: 'https://example.amazonaws.com/b' },
      { headers: { ...signed.headers, 'x-amz-meta-a': 'c' } },
      { headers: { ...signed.headers, 'x-amz-region-set': '*' } },
      { body: 'd' },
      { method: 'POST' },
    ];
    for (const change of changes) expect((await verifyRequest({ ...signed, ...change }, verifier)).ok).toBe(false);
  });

  it('reads a region set as a pattern would', () => {
    const pattern = fc
      .array(fc.constantFrom('*', 'a', 'b', 'ab', '-'), { maxLength: 8 })
      .map((pieces) => pieces.join(''));
    const name = fc.stringMatching(/^[ab-]{1,8}$/);
    fc.assert(
      fc.property(pattern, name, (one, region) => {
        const expression = new RegExp(`^${one.replaceAll('*', '.*')}$`);
        expect(regionSetHolds(one, region)).toBe(one !== '' && expression.test(region));
      }),
    );
  });
});

describe('DER', () => {
  // No number is zero: such a signature does not exist.
  const number = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .filter((bytes) => bytes.some((byte) => byte !== 0))
    .chain((bytes) => fc.nat(31).map((zeros) => (bytes.slice(zeros).some(Boolean) ? bytes.fill(0, 0, zeros) : bytes)));
  const bare = fc.tuple(number, number).map(([r, s]) => Uint8Array.of(...r, ...s));

  it('gives the numbers back', () => {
    fc.assert(
      fc.property(bare, (numbers) => {
        const der = derFromBare(numbers);
        expect(der.length).toBeLessThanOrEqual(72);
        expect(bareFromDer(der)).toEqual(numbers);
      }),
    );
  });

  it('has one spelling for each pair of numbers: whatever is read is written again', () => {
    fc.assert(
      fc.property(bare, fc.nat(80), fc.nat(255), (numbers, at, byte) => {
        const bytes = derFromBare(numbers);
        bytes[at % bytes.length] = byte;
        const read = bareFromDer(bytes);
        expect(read === undefined ? bytes : derFromBare(read)).toEqual(bytes);
        expect(bareFromDer(Uint8Array.of(...bytes, 0))).toBeUndefined();
        expect(bareFromDer(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
      }),
    );
  });

  it('reads no arbitrary bytes but its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const read = bareFromDer(bytes);
        if (read !== undefined) expect(derFromBare(read)).toEqual(bytes);
      }),
    );
  });
});

const peer = join(import.meta.dirname, 'support/peer-v4a.mjs');

/** Headers of requests that @smithy/signature-v4a signed. */
function signedByPeer(requests: readonly object[]): Record<string, string>[] {
  const input = JSON.stringify({ credentials, service: 'execute-api', date, requests });
  return JSON.parse(execFileSync(process.execPath, [peer], { input, encoding: 'utf8' })) as Record<string, string>[];
}

/** A query as the peer takes it: decoded values by name, in a list. */
function decoded(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) values[name] = [...(values[name] ?? []), value];
  return values;
}

describe('against @smithy/signature-v4a', () => {
  it('verifies what it signs', async () => {
    const batch = fc.array(fc.tuple(request, regions), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(batch, async (cases) => {
        const host = 'example.amazonaws.com';
        const peers = signedByPeer(
          cases.map(([{ method, path, query, headers, body }, set]) => ({
            ...{ method, path, body, protocol: 'https:', hostname: host, query: decoded(query) },
            ...{ headers: { ...headers, host }, region: regionSet(set) },
          })),
        );
        for (const [at, [{ method, body, ...address }, set]] of cases.entries()) {
          const sent = { method, url: urlOf(address), headers: peers[at] ?? {}, body };
          const answer = await verifyRequest(sent, { ...verifier, explain: true });
          const expected = regionSetHolds(regionSet(set), 'us-east-1') ? 'none' : 'WrongScope';
          expect(answer.ok ? 'none' : answer.refusal?.reason).toBe(expected);
        }
      }),
      // Each starts a process.
      { numRuns: 3 },
    );
  });
});
