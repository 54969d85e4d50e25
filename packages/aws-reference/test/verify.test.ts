import crypto from 'node:crypto';
import process from 'node:process';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Credentials,
  createSigningKeyCache,
  EMPTY_PAYLOAD_HASH,
  type HttpRequest,
  presignUrl,
  type RefusalReason,
  type SignedRequest,
  type SigningOptions,
  signRequest,
  type VerifyOptions,
  verifyRequest,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS } from './portable/examples.ts';
import {
  type Circumstances,
  circumstances,
  plainPath,
  type RequestParts,
  requestParts,
  toRequest,
} from './support/arbitrary.ts';

const HOST = 'example.amazonaws.com';
const url = `https://${HOST}/`;
const date = new Date('2015-08-30T12:36:00Z');
const options: SigningOptions = { credentials: IAM_CREDENTIALS, region: 'us-east-1', service: 'service', date };
const verifier: VerifyOptions = { ...options, credentials: knows(IAM_CREDENTIALS), explain: true };

function knows(...all: readonly Credentials[]) {
  return (accessKeyId: string) => all.find((one) => one.accessKeyId === accessKeyId);
}

/** Text of every kind, with what no header and no URL can carry. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(...'\0\u0001\t\n\r \u007f\u00a0\u2028\ud800\udfff%+&=;,/?#:', 'a', '%zz', '%FF'),
    maxLength: 10,
  }),
);

/** Runs of a property: many more in the slow run. */
const numRuns = process.env.NOTEBANK_SLOW === '1' ? 5000 : 200;
const at = (seconds: number) => new Date(date.getTime() + seconds * 1000);

/** What a server sees of a signed request. */
function arrived({ method, url: address, headers, body }: SignedRequest): HttpRequest {
  return { method, url: address.replace(/^https:\/\/[^/?]+/, '') || '/', headers, body };
}

/** The reason of a refusal, after the check that nobody who does not ask learns of it. */
async function reasonOf(request: HttpRequest, more: Partial<VerifyOptions> = {}) {
  expect(await verifyRequest(request, { ...verifier, ...more, explain: false })).toEqual({ ok: false });
  const answer = await verifyRequest(request, { ...verifier, ...more });
  return answer.ok ? 'ok' : answer.refusal;
}

function signInHeader(parts: RequestParts, by: Circumstances): HttpRequest {
  return arrived(signRequest(toRequest(parts), by));
}

function signInQuery(parts: RequestParts, by: Circumstances): HttpRequest {
  const request = toRequest(parts);
  const address = presignUrl(request, { ...by, expiresInSeconds: 900 });
  return {
    ...request,
    headers: [...parts.headers, ['host', parts.host]],
    url: address.slice(`https://${parts.host}`.length),
  };
}

const WAYS = [
  ['header', signInHeader],
  ['query', signInQuery],
] as const;

function verifierOf(by: Circumstances): VerifyOptions {
  return { ...by, credentials: knows(by.credentials), explain: true };
}

describe.each(WAYS)('a request signed in its %s', (via, sign) => {
  it('verifies', async () => {
    await fc.assert(
      fc.asyncProperty(requestParts(), circumstances, async (parts, by) => {
        const answer = await verifyRequest(sign(parts, by), verifierOf(by));
        expect(answer).toMatchObject({ ok: true, via, accessKeyId: by.credentials.accessKeyId });
      }),
      { numRuns },
    );
  });

  it('verifies in any order of its headers and parameters', async () => {
    await fc.assert(
      fc.asyncProperty(requestParts(), circumstances, fc.infiniteStream(fc.nat()), async (parts, by, numbers) => {
        const { url: address, headers, ...request } = sign(parts, by);
        const [path = '', query = ''] = String(address).split('?');
        const shuffled = `${path}?${shuffle(query.split('&'), numbers).join('&')}`;
        const list =
          Symbol.iterator in (headers ?? {})
            ? [...(headers as Iterable<readonly [string, string]>)]
            : Object.entries(headers ?? {});
        const other = { ...request, url: shuffled, headers: shuffle(list as [string, string][], numbers) };
        expect(await verifyRequest(other, verifierOf(by))).toMatchObject({ ok: true });
      }),
      { numRuns },
    );
  });

  it('fails when one character of its path, query, headers or signature changes', async () => {
    await fc.assert(
      fc.asyncProperty(requestParts(plainPath), circumstances, fc.nat(), fc.nat(), async (parts, by, where, what) => {
        const changed = changeOne(sign(parts, by), where, what);
        fc.pre(changed !== undefined);
        expect(await verifyRequest(changed, { ...verifierOf(by), explain: false })).toEqual({ ok: false });
      }),
      { numRuns: 3 * numRuns },
    );
  });

  it('fails when its method changes', async () => {
    await fc.assert(
      fc.asyncProperty(requestParts(), circumstances, async (parts, by) => {
        const method = parts.method === 'GET' ? 'PUT' : 'GET';
        expect(await verifyRequest({ ...sign(parts, by), method }, verifierOf(by))).toMatchObject({ ok: false });
      }),
      { numRuns: 50 },
    );
  });

  it('fails under another secret, Region, service, day or token', async () => {
    await fc.assert(
      fc.asyncProperty(requestParts(), circumstances, async (parts, by) => {
        const request = sign(parts, by);
        const { credentials, service } = by;
        const others: Partial<VerifyOptions>[] = [
          { credentials: knows({ ...credentials, secretAccessKey: `${credentials.secretAccessKey}x` }) },
          { credentials: knows({ ...credentials, sessionToken: 'another' }) },
          { credentials: knows({ ...credentials, accessKeyId: 'AKIAOTHER' }) },
          { region: 'ap-south-1' },
          { service: service === 's3' ? 's3express' : 's3' },
          { date: new Date(by.date.getTime() + 86_400_000) },
        ];
        for (const other of others) {
          expect(await verifyRequest(request, { ...verifierOf(by), ...other })).toMatchObject({ ok: false });
        }
      }),
      { numRuns: 50 },
    );
  });
});

it('fails when one byte of the body changes', async () => {
  const bodies = fc.uint8Array({ minLength: 1, maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(
      requestParts(),
      circumstances,
      bodies,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (parts, by, body, where, bits) => {
        const request = signInHeader({ ...parts, body }, by);
        const other = body.map((byte, index) => (index === where % body.length ? byte ^ bits : byte));
        expect(await verifyRequest({ ...request, body: body.slice() }, verifierOf(by))).toMatchObject({ ok: true });
        expect(await verifyRequest({ ...request, body: other }, verifierOf(by))).toMatchObject({ ok: false });
        expect(await verifyRequest({ ...request, body: body.slice(1) }, verifierOf(by))).toMatchObject({ ok: false });
      },
    ),
    { numRuns },
  );
});

describe('a refusal', () => {
  const signed = arrived(signRequest({ url, headers: { 'x-amz-meta-a': '1', 'content-type': 'a/b' } }, options));
  const headers = signed.headers as Record<string, string>;
  const authorization = headers.authorization ?? '';
  const presigned = (more: object = {}) => ({
    url: presignUrl({ url }, { ...options, expiresInSeconds: 60, ...more }).slice(url.length - 1),
    headers: { host: HOST },
  });
  const withHeader = (name: string, value: string): HttpRequest => ({
    ...signed,
    headers: { ...headers, [name]: value },
  });
  const authorized = (from: string | RegExp, to: string) =>
    withHeader('authorization', authorization.replace(from, to));
  const withQuery = (from: string | RegExp, to: string) => ({ ...presigned(), url: presigned().url.replace(from, to) });

  it.each<[RefusalReason, string, HttpRequest, Partial<VerifyOptions>, object?]>([
    ['MissingSignature', 'no signature at all', { url: '/', headers: { host: HOST } }, {}],
    ['Malformed', 'no host', { url: '/' }, {}, { field: 'headers.host' }],
    ['Malformed', 'no url', { url: 'nonsense', headers }, {}, { field: 'url' }],
    ['Malformed', 'both header and query', { ...presigned(), headers }, {}],
    [
      'Malformed',
      'an Authorization header without credential',
      authorized(/Credential=[^,]+/, 'Credential='),
      {},
      { field: 'Credential' },
    ],
    ['Malformed', 'a date that is none', withHeader('x-amz-date', '2015-08-30'), {}, { field: 'Date' }],
    [
      'Malformed',
      'names of headers out of order',
      authorized('content-type;host', 'host;content-type'),
      {},
      { field: 'SignedHeaders' },
    ],
    ['Malformed', 'a header named twice', authorized('host;', 'host;host;'), {}, { field: 'SignedHeaders' }],
    ['Malformed', 'names of headers in upper case', authorized('host', 'Host'), {}, { field: 'SignedHeaders' }],
    ['Malformed', 'a part twice', withHeader('authorization', `${authorization}, Signature=x`), {}],
    ['Malformed', 'a parameter twice', withQuery('X-Amz-Date', 'X-Amz-Date=20150830T123600Z&X-Amz-Date'), {}],
    ['Malformed', 'a life of no seconds', withQuery('Expires=60', 'Expires=0'), {}, { field: 'Expires' }],
    [
      'Malformed',
      'a life of more than seven days',
      withQuery('Expires=60', 'Expires=604801'),
      {},
      { field: 'Expires' },
    ],
    ['Malformed', 'a life that is no number', withQuery('Expires=60', 'Expires=1e3'), {}, { field: 'Expires' }],
    ['Malformed', 'no life', withQuery('&X-Amz-Expires=60', ''), {}, { field: 'Expires' }],
    ['Malformed', 'an escape that is no UTF-8', withQuery('Credential=', 'Credential=%FF'), {}],
    ['UnsupportedAlgorithm', 'another algorithm', authorized('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'), {}],
    [
      'UnsupportedAlgorithm',
      'another scheme',
      withHeader('authorization', authorization.replace('AWS4-HMAC-SHA256', 'Bearer')),
      {},
    ],
    ['WrongScope', 'another Region', signed, { region: 'eu-west-1' }],
    ['WrongScope', 'another service', signed, { service: 'sts' }],
    ['WrongScope', 'another terminator', authorized('aws4_request', 'aws5_request'), {}],
    ['WrongScope', 'another day than that of the date', authorized('/20150830/', '/20150829/'), {}],
    ['Skewed', 'a signature of the past', signed, { date: at(901) }, { seconds: 901 }],
    ['Skewed', 'a signature of the future', signed, { date: at(-901) }, { seconds: -901 }],
    ['Skewed', 'a clock that is none', signed, { date: new Date(Number.NaN) }],
    ['Expired', 'a URL whose life is over', presigned(), { date: at(60) }, { seconds: 0 }],
    ['NotYetValid', 'a URL of the future', presigned(), { date: at(-901) }, { seconds: -901 }],
    ['HeadersNotSigned', 'host unsigned', authorized('host;', ''), {}, { field: 'host' }],
    ['HeadersNotSigned', 'an x-amz-* header added', withHeader('x-amz-acl', 'public-read'), {}, { field: 'x-amz-acl' }],
    ['HeadersNotSigned', 'an x-amz-* header unsigned', authorized(';x-amz-meta-a', ''), {}, { field: 'x-amz-meta-a' }],
    [
      'HeadersNotSigned',
      'a required header unsigned',
      withHeader('range', 'bytes=0-1'),
      { requiredHeaders: ['Range', 'If-Match'] },
      { field: 'range' },
    ],
    ['PayloadMismatch', 'a body with another hash than the header', { ...withHash(EMPTY_PAYLOAD_HASH), body: 'x' }, {}],
    ['SignatureMismatch', 'a body with another hash', { ...signed, body: 'x' }, {}],
    ['UnsignedPayload', 'an unsigned body', withHash('UNSIGNED-PAYLOAD'), {}],
    [
      'UnsignedPayload',
      'an unsigned body, for S3',
      withHash('UNSIGNED-PAYLOAD', 's3'),
      { service: 's3', allowUnsignedPayload: false },
    ],
    ['StreamingPayload', 'a body in chunks', withHash('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 's3'), { service: 's3' }],
    ['UnknownKey', 'an access key that nobody has', signed, { credentials: () => undefined }],
    ['InvalidToken', 'no token', signed, { credentials: knows({ ...IAM_CREDENTIALS, sessionToken: 'x' }) }],
    [
      'InvalidToken',
      'a token that is not theirs',
      arrived(signRequest({ url }, { ...options, credentials: { ...IAM_CREDENTIALS, sessionToken: 'x' } })),
      {},
    ],
    ['SignatureMismatch', 'another signature', authorized(/[0-9a-f]{4}$/, 'feed'), {}],
    ['SignatureMismatch', 'no signature', authorized(/Signature=.*/, 'Signature='), {}],
    ['SignatureMismatch', 'a shorter signature', authorized(/.$/, ''), {}],
    ['SignatureMismatch', 'a signature in upper case', authorized(/[0-9a-f]{64}$/, 'A'.repeat(64)), {}],
    ['SignatureMismatch', 'a changed header', withHeader('x-amz-meta-a', '2'), {}],
    ['SignatureMismatch', 'another host', withHeader('host', 'example.com'), {}],
  ])('is %s for %s', async (reason, _, request, more, detail = {}) => {
    expect(await reasonOf(request, more)).toMatchObject({ reason, ...detail });
  });

  it('tells the steps with explain, when the request can be read', async () => {
    const answer = await verifyRequest(withHeader('x-amz-meta-a', '2'), verifier);
    const own = signRequest(
      { url, headers: { 'x-amz-meta-a': '2', 'content-type': 'a/b' } },
      { ...options, explain: true },
    );
    expect(answer.trace?.canonicalRequest).toBe(own.trace.canonicalRequest);
    expect(answer.trace?.stringToSign).toBe(own.trace.stringToSign);
    expect(JSON.stringify(answer)).not.toContain(own.signature);
  });

  function withHash(hash: string, service = 'service'): HttpRequest {
    return arrived(signRequest({ url }, { ...options, service, payloadHash: hash }));
  }
});

describe('credentials that are over', () => {
  const over = (seconds: number) => knows({ ...IAM_CREDENTIALS, expiration: at(seconds) });
  const request = arrived(signRequest({ url }, options));

  it('verify nothing, even what was signed before', async () => {
    expect(await reasonOf(request, { credentials: over(0) })).toEqual({ reason: 'ExpiredToken' });
    expect(await verifyRequest(request, { ...verifier, credentials: over(1) })).toMatchObject({ ok: true });
  });

  it('are told only to who has them', async () => {
    const changed = { ...request, body: 'x' };
    expect(await reasonOf(changed, { credentials: over(0) })).toEqual({ reason: 'SignatureMismatch' });
  });
});

describe('an accepted request', () => {
  const session = { ...IAM_CREDENTIALS, sessionToken: 'AQoDYXdz+/=' };

  it('says what was signed, and nothing of the key', async () => {
    const signed = signRequest({ url, headers: { 'x-amz-meta-a': '1' } }, options);
    expect(await verifyRequest(arrived(signed), { ...verifier, explain: false })).toEqual({
      ok: true,
      via: 'header',
      accessKeyId: 'AKIDEXAMPLE',
      credentialScope: '20150830/us-east-1/service/aws4_request',
      amzDate: '20150830T123600Z',
      signedHeaders: ['host', 'x-amz-date', 'x-amz-meta-a'],
      hashedPayload: EMPTY_PAYLOAD_HASH,
      signature: signed.signature,
    });
  });

  it.each([-900, -1, 0, 1, 900])('may be signed %d seconds ago', async (seconds) => {
    const request = arrived(signRequest({ url }, options));
    expect(await verifyRequest(request, { ...verifier, date: at(seconds) })).toMatchObject({ ok: true });
  });

  it.each([-301, 301])('may not be signed %d seconds ago where 300 are allowed', async (seconds) => {
    const request = arrived(signRequest({ url }, options));
    expect(await reasonOf(request, { date: at(seconds), maxSkewSeconds: 300 })).toEqual({ reason: 'Skewed', seconds });
    const near = { ...verifier, date: at(seconds - Math.sign(seconds)), maxSkewSeconds: 300 };
    expect(await verifyRequest(request, near)).toMatchObject({ ok: true });
  });

  it.each([1, 60, 604_800])('lives for %d seconds when it was presigned', async (expiresInSeconds) => {
    const request = { url: presignUrl({ url }, { ...options, expiresInSeconds }) };
    expect(await verifyRequest(request, { ...verifier, date: at(expiresInSeconds - 1) })).toMatchObject({ ok: true });
    expect(await reasonOf(request, { date: at(expiresInSeconds) })).toEqual({ reason: 'Expired', seconds: 0 });
    expect(await reasonOf(request, { date: at(expiresInSeconds + 5) })).toEqual({ reason: 'Expired', seconds: 5 });
  });

  it('can be replayed while its time lasts: the same bytes, the same answer', async () => {
    const request = arrived(signRequest({ url }, options));
    const first = await verifyRequest(request, verifier);
    expect(await verifyRequest(request, { ...verifier, date: at(899) })).toEqual(first);
  });

  it.each(['signed', 'appended'] as const)('has its token %s', async (sessionToken) => {
    const from = { ...options, credentials: session, sessionToken };
    const to = { credentials: knows(session), sessionToken };
    const inHeader = arrived(signRequest({ url }, from));
    const inQuery = { url: presignUrl({ url }, { ...from, expiresInSeconds: 60 }) };
    expect(await verifyRequest(inHeader, { ...verifier, ...to })).toMatchObject({ ok: true, via: 'header' });
    expect(await verifyRequest(inQuery, { ...verifier, ...to })).toMatchObject({ ok: true, via: 'query' });
  });

  it('has its token signed, unless the verifier lets it be appended', async () => {
    const from = { ...options, credentials: session, sessionToken: 'appended' as const };
    const credentials = knows(session);
    expect(await reasonOf(arrived(signRequest({ url }, from)), { credentials })).toEqual({
      reason: 'HeadersNotSigned',
      field: 'x-amz-security-token',
    });
    const inQuery = { url: presignUrl({ url }, { ...from, expiresInSeconds: 60 }) };
    expect(await reasonOf(inQuery, { credentials })).toMatchObject({ reason: 'SignatureMismatch' });
  });

  it('is checked for an appended token too', async () => {
    const from = { ...options, credentials: session, sessionToken: 'appended' as const };
    const other = knows({ ...session, sessionToken: 'other' });
    const request = arrived(signRequest({ url }, from));
    expect(await reasonOf(request, { credentials: other, sessionToken: 'appended' })).toEqual({
      reason: 'InvalidToken',
    });
  });

  it.each([
    ['UNSIGNED-PAYLOAD', { allowUnsignedPayload: true }],
    ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { allowStreamingPayload: true }],
    ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { allowStreamingPayload: true }],
  ])('may have %s where that is allowed', async (payloadHash, allowed) => {
    const request = { ...arrived(signRequest({ url }, { ...options, payloadHash })), body: 'whatever' };
    expect(await verifyRequest(request, { ...verifier, ...allowed })).toMatchObject({
      ok: true,
      hashedPayload: payloadHash,
    });
  });

  it('may have its body hashed before', async () => {
    const payloadHash = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
    const { body: _, ...request } = arrived(
      signRequest({ url, body: 'Welcome to Amazon S3.' }, { ...options, service: 's3' }),
    );
    expect(await verifyRequest(request, { ...verifier, service: 's3', payloadHash })).toMatchObject({ ok: true });
    expect(await reasonOf(request, { service: 's3', payloadHash: EMPTY_PAYLOAD_HASH })).toEqual({
      reason: 'PayloadMismatch',
    });
  });

  it('may have its body hashed for a presigned URL of S3', async () => {
    const payloadHash = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
    const own = { ...options, service: 's3', payloadHash, expiresInSeconds: 60 };
    const request = { method: 'PUT', url: presignUrl({ method: 'PUT', url }, own), body: 'Welcome to Amazon S3.' };
    const s3 = { ...verifier, service: 's3' };
    expect(await verifyRequest(request, s3)).toMatchObject({ ok: true, hashedPayload: payloadHash });
    expect(await reasonOf({ ...request, body: 'x' }, s3)).toEqual({ reason: 'PayloadMismatch' });
  });

  it('may hold the name of a signature in a value', async () => {
    const request = arrived(signRequest({ url: `${url}?x=X-Amz-Signature=1` }, options));
    expect(await verifyRequest(request, verifier)).toMatchObject({ ok: true, via: 'header' });
  });

  it('may have its moment in the Date header alone', async () => {
    const request = signRequest({ url: '/', headers: { host: HOST } }, options);
    const { 'x-amz-date': _, ...headers } = request.headers;
    const text = { ...headers, date: 'Sun, 30 Aug 2015 12:36:00 GMT' };
    // Signed without x-amz-date it has another signature; what matters here is the moment.
    expect(await reasonOf({ ...arrived(request), headers: text })).toMatchObject({ reason: 'SignatureMismatch' });
    expect(await reasonOf({ ...arrived(request), headers: text }, { date: at(901) })).toEqual({
      reason: 'Skewed',
      seconds: 901,
    });
  });

  it('is asked for with a provider that answers later', async () => {
    const credentials = async (id: string) => knows(IAM_CREDENTIALS)(id);
    expect(await verifyRequest(arrived(signRequest({ url }, options)), { ...verifier, credentials })).toMatchObject({
      ok: true,
    });
  });
});

describe('a verifier', () => {
  it.each<[string, Partial<VerifyOptions>, string]>([
    ['region', { region: '' }, 'region'],
    ['service', { service: '' }, 'service'],
  ])('without %s throws, whatever arrives', async (_, wrong, field) => {
    const request = arrived(signRequest({ url }, options));
    await expect(verifyRequest(request, { ...verifier, ...wrong })).rejects.toMatchObject({
      name: 'SigV4Error',
      field,
    });
    await expect(verifyRequest({ url: '/' }, { ...verifier, ...wrong })).rejects.toMatchObject({ field });
  });

  it('passes on what its look-up of credentials throws', async () => {
    const credentials = () => Promise.reject(new Error('no database'));
    const request = arrived(signRequest({ url }, options));
    await expect(verifyRequest(request, { ...verifier, credentials })).rejects.toThrow('no database');
  });

  it('throws for nothing that arrives', async () => {
    const junk = anything;
    const pieces = [
      'AWS4-HMAC-SHA256 ',
      'Credential=',
      'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request',
      ', SignedHeaders=',
      'host',
      ';',
      ', Signature=',
    ];
    const authorization = fc.oneof(
      junk,
      fc.array(fc.oneof(junk, fc.constantFrom(...pieces))).map((all) => all.join('')),
    );
    const names = [
      'X-Amz-Signature',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-Expires',
      'X-Amz-SignedHeaders',
      'X-Amz-Algorithm',
      'a',
    ];
    const query = fc
      .array(fc.tuple(fc.constantFrom(...names), junk))
      .map((all) => all.map((pair) => pair.join('=')).join('&'));
    const target = fc.oneof(
      junk,
      fc.tuple(junk, query).map(([path, search]) => `/${path}?${search}`),
    );
    const given = fc.array(fc.oneof(fc.tuple(fc.constant('authorization'), authorization), headerJunk(junk)));
    await fc.assert(
      fc.asyncProperty(target, given, junk, fc.boolean(), async (address, headers, body, explain) => {
        const request = { url: address, headers: [['host', HOST] as const, ...headers], body };
        expect(await verifyRequest(request, { ...verifier, explain })).toMatchObject({ ok: false });
      }),
      { numRuns: 2 * numRuns },
    );
  });

  it('throws for nothing that is added to a good request', async () => {
    const junk = anything;
    const good = signRequest({ url }, options);
    const presigned = presignUrl({ url }, { ...options, expiresInSeconds: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(headerJunk(junk)), junk, junk, fc.boolean(), async (headers, search, body, explain) => {
        const options = { ...verifier, explain };
        const inHeader = { ...good, headers: [...Object.entries(good.headers), ...headers], body };
        const inQuery = { url: `${presigned}&${search}`, headers, body };
        expect(typeof (await verifyRequest(inHeader, options)).ok).toBe('boolean');
        expect(typeof (await verifyRequest(inQuery, options)).ok).toBe('boolean');
      }),
      { numRuns: 2 * numRuns },
    );
  });

  function headerJunk(junk: fc.Arbitrary<string>) {
    const names = [
      'user-agent',
      'x-amz-date',
      'host',
      'x-amz-content-sha256',
      'date',
      '__proto__',
      'x-amz-security-token',
    ];
    return fc.tuple(fc.oneof(junk, fc.constantFrom(...names)), junk);
  }
});

describe('the work of a refusal', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** HMACs that one call makes: four to derive a key, one to sign. */
  async function workOf(
    request: HttpRequest,
    more: Partial<VerifyOptions>,
  ): Promise<{ readonly hmacs: number; readonly ok: boolean }> {
    const createHmac = vi.spyOn(crypto, 'createHmac');
    const { ok } = await verifyRequest(request, { ...verifier, explain: false, ...more });
    const work = { hmacs: createHmac.mock.calls.length, ok };
    vi.restoreAllMocks();
    return work;
  }

  const good = arrived(signRequest({ url, body: 'x' }, options));
  const wrong = {
    ...good,
    headers: {
      ...(good.headers as Record<string, string>),
      authorization: String((good.headers as Record<string, string>).authorization).replace(/.$/, 'x'),
    },
  };
  const nobody = { credentials: () => undefined };

  it('is the same for an unknown key, a wrong signature and a good one', async () => {
    const expected = await workOf(good, {});
    expect(expected).toEqual({ hmacs: 5, ok: true });
    expect(await workOf(wrong, {})).toEqual({ ...expected, ok: false });
    expect(await workOf(good, nobody)).toEqual({ ...expected, ok: false });
    expect(await workOf(wrong, nobody)).toEqual({ ...expected, ok: false });
  });

  it('is the same with a cache of keys', async () => {
    const keys = createSigningKeyCache();
    expect(await workOf(good, { keys })).toEqual({ hmacs: 5, ok: true });
    expect(await workOf(good, { keys, ...nobody })).toEqual({ hmacs: 5, ok: false });
    // A key that is used again makes its HMACs out of hashes: that of nobody too.
    expect(await workOf(good, { keys })).toEqual({ hmacs: 0, ok: true });
    expect(await workOf(wrong, { keys })).toEqual({ hmacs: 0, ok: false });
    expect(await workOf(good, { keys, ...nobody })).toEqual({ hmacs: 0, ok: false });
  });
});

function shuffle<Item>(items: readonly Item[], numbers: Iterator<number>): Item[] {
  const left = [...items];
  const shuffled: Item[] = [];
  while (left.length > 0) shuffled.push(...left.splice((numbers.next().value ?? 0) % left.length, 1));
  return shuffled;
}

/**
 * Replaces one letter or digit of what is signed by another one. `undefined` where the two mean the same, as `%2f` and
 * `%2F` do.
 */
function changeOne(request: HttpRequest, where: number, what: number): HttpRequest | undefined {
  const entries =
    Symbol.iterator in (request.headers ?? {})
      ? [...(request.headers as Iterable<[string, string]>)]
      : (Object.entries(request.headers ?? {}) as [string, string][]);
  const texts = [String(request.url), ...entries.map(([, value]) => value)];
  const places = texts.flatMap((text, index) =>
    [...text.matchAll(/[A-Za-z0-9]/g)].map((match) => [index, match.index] as const),
  );
  const [index, offset] = places[where % places.length] ?? [0, 0];
  const text = texts[index] ?? '';
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const letter = letters[what % letters.length] ?? 'A';
  const before = text[offset] ?? '';
  if (letter === before) return undefined;
  const inEscape = text[offset - 1] === '%' || text[offset - 2] === '%';
  if (inEscape && letter.toLowerCase() === before.toLowerCase()) return undefined;
  texts[index] = text.slice(0, offset) + letter + text.slice(offset + 1);
  const [url = '', ...values] = texts;
  return { ...request, url, headers: entries.map(([name], at) => [name, values[at] ?? ''] as const) };
}
