import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { run } from '../conformance/v4a.ts';
import { toHex } from '../src/bytes/hex.ts';
import { chunkStringToSign } from '../src/sigv4/chunks/index.ts';
import type { Credentials, HttpRequest, RefusalReason } from '../src/sigv4/index.ts';
import {
  ALGORITHM,
  createKeyPairCache,
  credentialScope,
  deriveSigningKeyPair,
  importPublicKey,
  keyDerivationInput,
  PADDED_SIGNATURE_LENGTH,
  type PublicKey,
  padSignature,
  presignUrl,
  privateKeyBytes,
  regionSet,
  regionSetHolds,
  signature,
  signRequest,
  unpadSignature,
  type VerifyOptions,
  verifyRequest,
  verifySignature,
} from '../src/sigv4/v4a/index.ts';
import {
  FORMS,
  ourV4aSteps,
  SUITE_PUBLIC_KEY,
  suiteV4aSteps,
  suiteVouches,
  V4A_CASES,
  type V4aSteps,
  v4aKat,
  v4aOptions,
} from './support/v4a.ts';
import { parseRequest, suiteCases } from './support/vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const absent = vectors === '';
const folder = join(vectors, 'sigv4a/aws-c-auth');
const cases = absent ? [] : suiteCases(folder);

const credentials: Credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const date = new Date('2015-08-30T12:36:00Z');
const options = { credentials, regionSet: 'us-east-1', service: 'service', date };
const known = (accessKeyId: string) => (accessKeyId === credentials.accessKeyId ? credentials : undefined);
const verifier: VerifyOptions = { credentials: known, region: 'us-east-1', service: 'service', date, explain: true };
const request: HttpRequest = { url: 'https://example.amazonaws.com/' };

async function refusalOf(sent: HttpRequest, options: VerifyOptions = verifier): Promise<RefusalReason | 'none'> {
  const answer = await verifyRequest(sent, { ...options, explain: true });
  return answer.ok ? 'none' : (answer.refusal?.reason ?? 'none');
}

describe.skipIf(absent)('the suite of aws-c-auth for Signature Version 4A', () => {
  it('has 38 cases', () => {
    expect(cases).toHaveLength(V4A_CASES);
  });

  describe.each(cases)('$name', (one) => {
    it.each(FORMS)('takes the steps of the suite in the %s', async (via) => {
      const ours = await ourV4aSteps(one, via);
      const theirs = suiteV4aSteps(one, via);
      for (const step of ['canonicalRequest', 'stringToSign'] satisfies (keyof V4aSteps)[]) {
        expect(ours[step], step).toBe(theirs[step]);
      }
      expect(await suiteVouches(folder, one, via, ours.signature)).toBe(true);
    });

    it.each(FORMS)('verifies what the suite signed in the %s, from the secret and from the public key', async (via) => {
      expect(await suiteVouches(folder, one, via, one.expected(`${via}-signature`))).toBe(true);
      const sent = parseRequest(one.expected(`${via}-signed-request`));
      const { credentials, service, normalizePath, sessionToken } = v4aOptions(one);
      const rules = { region: 'us-east-1', service, date, normalizePath, sessionToken };
      const token = { sessionToken: credentials.sessionToken };
      expect(await verifyRequest(sent, { ...rules, credentials: () => credentials })).toMatchObject({ ok: true, via });
      const publicKeys = () => ({ publicKey: SUITE_PUBLIC_KEY, ...token });
      expect(await verifyRequest(sent, { ...rules, publicKeys })).toMatchObject({ ok: true, via });
    });
  });
});

describe('the signing key pair', () => {
  it('is that of the suite for the published example keys', async () => {
    expect((await deriveSigningKeyPair(credentials)).publicKey).toEqual(SUITE_PUBLIC_KEY);
  });

  it.skipIf(absent).each(absent ? [] : v4aKat(vectors).keyDerivation)('of $accessKeyId', async (known) => {
    expect(toHex(privateKeyBytes(known))).toBe(known.privateKey);
  });

  it('is derived from the bytes of NIST SP 800-108 in counter mode', () => {
    expect(toHex(keyDerivationInput('AK', 7))).toBe(
      '00000001' + '415753342d45434453412d503235362d534841323536' + '00' + '414b' + '07' + '00000100',
    );
  });

  it.each([
    [{ accessKeyId: '', secretAccessKey: 'x' }, 'credentials.accessKeyId: missing, expected a name'],
    [{ accessKeyId: 'AK', secretAccessKey: '' }, 'credentials.secretAccessKey: missing, expected text'],
  ])('refuses %o', async (wrong, message) => {
    await expect(deriveSigningKeyPair(wrong)).rejects.toThrow(message);
  });

  it('is derived once for credentials that are the same object, and again after a failure', async () => {
    const keys = createKeyPairCache();
    expect(await keys.keyPair(credentials)).toBe(await keys.keyPair(credentials));
    expect(await keys.keyPair({ ...credentials })).not.toBe(await keys.keyPair(credentials));
    const wrong = { kty: 'EC', crv: 'P-256', x: SUITE_PUBLIC_KEY.x, y: SUITE_PUBLIC_KEY.x } as const;
    const first = keys.verificationKey(wrong);
    await expect(first).rejects.toThrow('publicKey: no point of P-256, expected {kty, crv, x, y}');
    expect(keys.verificationKey(wrong)).not.toBe(first);
    await expect(keys.verificationKey(wrong)).rejects.toThrow('no point');
  });
});

describe('the region set', () => {
  it('is joined with commas', () => {
    expect(regionSet(['us-east-1', 'us-west-*'])).toBe('us-east-1,us-west-*');
    expect(regionSet('*')).toBe('*');
  });

  it.each([
    ['', 'regionSet: missing, expected a Region or *'],
    ['us-east-1, us-west-2', 'regionSet: expected names such as us-east-1 or us-*'],
    [',us-east-1', 'regionSet: expected names such as us-east-1 or us-*'],
    ['us-east-1\r\nx: y', 'regionSet: expected names such as us-east-1 or us-*'],
  ])('cannot be %j', (set, message) => {
    expect(() => regionSet(set)).toThrow(message);
  });

  // As Amazon S3 was seen to answer for us-east-1.
  it.each(['*', 'us-*', '*-1', 'u*1', '**', 'US-*', 'us-east-1*', ',us-east-1', 'us-west-2,us-east-1'])(
    '%j holds us-east-1',
    (set) => {
      expect(regionSetHolds(set, 'us-east-1')).toBe(true);
    },
  );

  it.each([
    ...['us-east-?', 'us-east-10', 'us-east-', 'aws-global', '', 'us-west-2, us-east-1', 'us-east-1;us-west-2'],
    ...['us-east-1 us-west-2', 'us-east*east-1', '*us-east-1*1', 'us-*-east-1'],
  ])('%j does not hold us-east-1', (set) => {
    expect(regionSetHolds(set, 'us-east-1')).toBe(false);
  });
});

describe('signing', () => {
  it('adds the region set and names no Region in the scope', async () => {
    const signed = await signRequest(request, { ...options, regionSet: ['us-east-1', 'eu-*'] });
    expect(signed).toMatchObject({ amzDate: '20150830T123600Z', credentialScope: '20150830/service/aws4_request' });
    expect(signed.headers).toEqual({
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      'x-amz-region-set': 'us-east-1,eu-*',
      authorization: `AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=${signed.signature}`,
    });
    expect(credentialScope({ date: '20150830', service: 'service' })).toBe('20150830/service/aws4_request');
  });

  it('shows every intermediate and no key', async () => {
    const sessionToken = 'AQoDYXdzEPT';
    const { trace } = await signRequest(request, {
      ...options,
      credentials: { ...credentials, sessionToken },
      explain: true,
    });
    expect(trace.algorithm).toBe('AWS4-ECDSA-P256-SHA256');
    expect(trace.signedHeaders).toBe('host;x-amz-date;x-amz-region-set;x-amz-security-token');
    expect(JSON.stringify(trace)).not.toContain(credentials.secretAccessKey);
    expect(JSON.stringify(trace)).not.toContain(sessionToken);
    expect(trace.keys.kSigning).toBe('[redacted]');
  });

  it.each<[string, Parameters<typeof signRequest>[1], HttpRequest, string]>([
    ['no Region', { ...options, regionSet: [] }, request, 'regionSet: missing'],
    ['no service', { ...options, service: '' }, request, 'service: missing'],
    ['a bad date', { ...options, date: new Date(Number.NaN) }, request, 'date: invalid'],
    ['a set in a header', options, { ...request, headers: { 'X-Amz-Region-Set': '*' } }, 'x-amz-region-set: present'],
    ['a set in the query', options, { url: `${String(request.url)}?X-Amz-Region-Set=*` }, 'x-amz-region-set: present'],
    ['a signed request', options, { ...request, headers: { authorization: 'x' } }, 'headers.authorization: present'],
  ])('refuses %s', async (_name, wrong, sent, message) => {
    await expect(signRequest(sent, wrong)).rejects.toThrow(message);
    await expect(presignUrl(sent, { ...wrong, expiresInSeconds: 60 })).rejects.toThrow(message);
  });

  it('pads a signature for a chunk, and takes the padding off', async () => {
    const made = await signature(await deriveSigningKeyPair(credentials), 'text');
    expect(padSignature(made)).toMatch(/^[0-9a-f]{16,144}\**$/);
    expect(padSignature(made)).toHaveLength(144);
    expect(unpadSignature(padSignature(made))).toBe(made);
  });

  it('signs a chain of chunks, each signature padded where it is sent and bare where it is signed', async () => {
    const pair = await deriveSigningKeyPair(credentials);
    const { amzDate, credentialScope, signature: seed } = await signRequest(request, options);
    let previousSignature = seed;
    for (const text of ['one', 'two', '']) {
      const link = { algorithm: ALGORITHM, amzDate, credentialScope, data: new TextEncoder().encode(text) };
      const toSign = chunkStringToSign({ ...link, previousSignature });
      expect(toSign.split('\n').slice(0, 4)).toEqual([
        `${ALGORITHM}-PAYLOAD`,
        amzDate,
        credentialScope,
        previousSignature,
      ]);
      const sent = padSignature(await signature(pair, toSign));
      expect(sent).toHaveLength(PADDED_SIGNATURE_LENGTH);
      previousSignature = unpadSignature(sent);
      expect(await verifySignature(pair.verificationKey, toSign, previousSignature)).toBe(true);
    }
  });
});

describe('verifying', () => {
  const sent = (changes: Partial<Parameters<typeof signRequest>[1]> = {}) =>
    signRequest(request, { ...options, ...changes });

  it('accepts a Region of the set, in header and query', async () => {
    expect(await refusalOf(await sent({ regionSet: 'eu-west-1,us-*' }))).toBe('none');
    const url = await presignUrl(request, { ...options, regionSet: 'eu-west-1,us-*', expiresInSeconds: 60 });
    expect(url).toContain('&X-Amz-Region-Set=eu-west-1%2Cus-%2A&');
    expect(await verifyRequest({ url }, verifier)).toMatchObject({ ok: true, via: 'query' });
  });

  it('refuses a Region outside the set, in header and query', async () => {
    const elsewhere = { ...verifier, region: 'ap-south-1' };
    const url = await presignUrl(request, { ...options, expiresInSeconds: 60 });
    for (const one of [await sent(), { url }]) {
      expect(await verifyRequest(one, elsewhere)).toMatchObject({
        ok: false,
        refusal: { reason: 'WrongScope', field: 'x-amz-region-set' },
      });
    }
  });

  it('takes the set of a presigned URL from the query, not from a header beside it', async () => {
    const url = await presignUrl(request, { ...options, expiresInSeconds: 60 });
    const headers = { 'x-amz-region-set': 'ap-south-1' };
    expect(await refusalOf({ url, headers }, { ...verifier, region: 'ap-south-1' })).toBe('HeadersNotSigned');
  });

  it('tells an unknown key, another key, another body, another token', async () => {
    const signed = await sent();
    expect(await refusalOf(signed, { ...verifier, credentials: () => undefined })).toBe('UnknownKey');
    const other = { ...credentials, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    expect(await refusalOf(signed, { ...verifier, credentials: () => other })).toBe('SignatureMismatch');
    expect(await refusalOf({ ...signed, body: 'more' })).toBe('SignatureMismatch');
    const session = { ...credentials, sessionToken: 'one' };
    const withToken = await sent({ credentials: session });
    expect(await refusalOf(withToken, { ...verifier, credentials: () => session })).toBe('none');
    expect(await refusalOf(withToken)).toBe('InvalidToken');
  });

  it('knows keys by their public half alone', async () => {
    const { publicKey } = await deriveSigningKeyPair(credentials);
    const { credentials: _, ...rest } = verifier;
    const publicKeys = (id: string) => (id === credentials.accessKeyId ? { publicKey } : undefined);
    const byPublicKey: VerifyOptions = { ...rest, publicKeys, keys: createKeyPairCache() };
    expect(await refusalOf(await sent(), byPublicKey)).toBe('none');
    const stranger = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    };
    expect(await refusalOf(await sent({ credentials: stranger }), byPublicKey)).toBe('UnknownKey');
    const posing = { ...stranger, accessKeyId: credentials.accessKeyId };
    expect(await refusalOf(await sent({ credentials: posing }), byPublicKey)).toBe('SignatureMismatch');
  });

  it('refuses credentials that are over, known by the secret or by the public key', async () => {
    const signed = await sent();
    const ended = { ...credentials, expiration: date };
    expect(await refusalOf(signed, { ...verifier, credentials: () => ended })).toBe('ExpiredToken');
    const { credentials: _, ...rest } = verifier;
    const publicKeys = () => ({ publicKey: SUITE_PUBLIC_KEY, expiration: date });
    expect(await refusalOf(signed, { ...rest, publicKeys })).toBe('ExpiredToken');
  });

  it('rejects a public key that lies on no curve: the verifier gave it', async () => {
    const { credentials: _, ...rest } = verifier;
    const publicKey: PublicKey = { ...SUITE_PUBLIC_KEY, y: SUITE_PUBLIC_KEY.x };
    const broken: VerifyOptions = { ...rest, publicKeys: () => ({ publicKey }) };
    await expect(verifyRequest(await sent(), broken)).rejects.toMatchObject({
      code: 'InvalidValue',
      field: 'publicKey',
    });
  });

  it('does not take Signature Version 4 for 4A', async () => {
    const signed = await sent();
    const authorization = signed.headers.authorization?.replace('ECDSA-P256', 'HMAC') ?? '';
    expect(await refusalOf({ ...signed, headers: { ...signed.headers, authorization } })).toBe('UnsupportedAlgorithm');
  });

  it('says nothing to those who did not ask', async () => {
    const answer = await verifyRequest(await sent(), { ...verifier, region: 'ap-south-1', explain: false });
    expect(answer).toEqual({ ok: false });
  });

  it.each([
    ['nothing', ''],
    ['no DER', 'ff'.repeat(70)],
    ['upper case', 'UPPER'],
    ['padding', 'PADDED'],
    ['a megabyte', '30'.repeat(500_000)],
  ])('refuses %s for a signature', async (_name, text) => {
    const pair = await deriveSigningKeyPair(credentials);
    const good = await signature(pair, 'text');
    const wrong = text.replace('UPPER', good.toUpperCase()).replace('PADDED', `${good}**`);
    expect(await verifySignature(pair.verificationKey, 'text', good)).toBe(true);
    expect(await verifySignature(pair.verificationKey, 'text', wrong)).toBe(false);
  });

  it('vouches with a public key of the vendor for what the derived private key signs', async () => {
    const made = await signature(await deriveSigningKeyPair(credentials), 'text');
    expect(await verifySignature(await importPublicKey(SUITE_PUBLIC_KEY), 'text', made)).toBe(true);
  });
});

describe('the conformance report', () => {
  it.skipIf(absent)('passes every case', async () => {
    const results = await run(vectors);
    expect(results.filter(({ cases: all, passed }) => all !== passed)).toEqual([]);
    expect(results.map(({ cases: all }) => all)).toEqual([76, 76, 76, 2, 7, 484, 484]);
  });

  it('skips every case where there are no vectors', async () => {
    const results = await run(undefined);
    expect(results.map(({ skipped }) => skipped)).toEqual([76, 76, 76, 2, 7, 484, 484]);
  });
});
