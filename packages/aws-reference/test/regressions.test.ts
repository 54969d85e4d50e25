import { describe, expect, it } from 'vitest';
import {
  createSigningKeyCache,
  credentialScope,
  parseAmzDate,
  presignUrl,
  signingKey,
  signRequest,
  verifyRequest,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS as credentials } from './portable/examples.ts';

const url = 'https://example.amazonaws.com/';
const date = new Date('2015-08-30T12:36:00Z');
const options = { credentials, region: 'us-east-1', service: 'service', date } as const;

describe('what was wrong once', () => {
  it('an authority of HTTP/2 beside the same host is one host', () => {
    const headers = { ':authority': 'example.com', host: 'example.com' };
    expect(signRequest({ url: '/', headers }, options).headers.host).toBe('example.com');
    expect(
      signRequest({ url: '/', headers: Object.entries(headers).toReversed() as [string, string][] }, options).headers
        .host,
    ).toBe('example.com');
  });

  it.each(['token\n', ' token', 'to ken', 'tok\ud800', 'é'])('the session token %j is refused', (sessionToken) => {
    const session = { ...options, credentials: { ...credentials, sessionToken } };
    expect(() => signRequest({ url }, session)).toThrow('credentials.sessionToken: ');
    expect(() => presignUrl({ url }, { ...session, expiresInSeconds: 60 })).toThrow('credentials.sessionToken: ');
  });

  it.each(['+275760-09-13T00:00:00Z', '-000001-09-13T00:00:00Z'])('parseAmzDate(%j) is NaN', (text) => {
    expect(parseAmzDate(text)).toBeNaN();
  });

  it.each(['2015-08-30', '20150830T123600Z', '2015083', ''])('credentialScope refuses the date %j', (day) => {
    expect(() => credentialScope({ date: day, region: 'us-east-1', service: 's3' })).toThrow('date: ');
  });

  it('a payload hash in the address stays the only one', async () => {
    const request = { url: `${url}?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD` };
    const s3 = { ...options, service: 's3', payloadHash: 'UNSIGNED-PAYLOAD', expiresInSeconds: 60 };
    const presigned = presignUrl(request, s3);
    expect(await verifyRequest({ url: presigned }, { ...s3, credentials: () => credentials })).toMatchObject({
      ok: true,
    });
    expect(() => presignUrl(request, { ...s3, payloadHash: 'a'.repeat(64) })).toThrow('payloadHash: ');
  });

  it.each([
    ['wss://example.com:443/mqtt', 'example.com'],
    ['ws://example.com:80/mqtt', 'example.com'],
    ['wss://example.com:80/mqtt', 'example.com:80'],
  ])('the default port of %s is none', (address, host) => {
    expect(signRequest({ url: address }, options).headers.host).toBe(host);
  });

  it.each([
    ['https://a.example#b@c.example/', 'a.example'],
    ['https://user:w@rd@a.example:443/x@y:80', 'a.example'],
    ['https://a.example?b@c/d', 'a.example'],
  ])('the host of %s is %s', (address, host) => {
    expect(signRequest({ url: address }, options).headers.host).toBe(host);
  });

  it('a header with the name of a property of every object is a header', async () => {
    const { headers } = signRequest({ url, headers: { constructor: 'a' } }, options);
    expect(headers.constructor).toBe('a');
    const plain = signRequest({ url }, options);
    const authorization = plain.headers.authorization?.replace('=host', '=constructor;host');
    expect(
      await verifyRequest(
        { url, headers: { ...plain.headers, authorization } },
        { ...options, credentials: () => credentials, explain: true },
      ),
    ).toMatchObject({ ok: false, refusal: { reason: 'SignatureMismatch' } });
  });

  it.each([1, null, {}, ['a', 1]])('the value %j in a record of headers is refused', (value) => {
    expect(() => signRequest({ url, headers: { 'x-a': value as never } }, options)).toThrow('headers.x-a: ');
  });

  it.each([null, '2015-08-30', 0, {}])('the date %j is refused as a date', (wrong) => {
    expect(() => signRequest({ url }, { ...options, date: wrong as never })).toThrow('date: invalid');
  });

  it.each([{ accessKeyId: 'a b' }, { secretAccessKey: '' }, { sessionToken: 'to ken' }])(
    'credentials that are wrong (%j) are refused each time, with a cache too',
    (wrong) => {
      const keys = createSigningKeyCache();
      const again = { ...options, keys, credentials: { ...credentials, ...wrong } };
      for (const _ of [1, 2]) {
        expect(() => signRequest({ url }, again)).toThrow('credentials.');
        expect(() => presignUrl({ url }, { ...again, expiresInSeconds: 60 })).toThrow('credentials.');
      }
    },
  );

  it('a cache of somebody else is asked as the object that it is', () => {
    const own = {
      inner: createSigningKeyCache(),
      get(...scope: Parameters<typeof this.inner.get>) {
        return this.inner.get(...scope);
      },
    };
    expect(signRequest({ url }, { ...options, keys: own })).toEqual(signRequest({ url }, options));
  });

  it('the key of a name that is no scope is still the key of that name', () => {
    const scope = { date: '20150830', region: 'a/b', service: 'c' };
    const other = { date: '20150830', region: 'a', service: 'b/c' };
    expect(signingKey('secret', scope)).not.toEqual(signingKey('secret', other));
  });
});
