import { describe, expect, it } from 'vitest';
import { credentialScope, parseAmzDate, presignUrl, signRequest, verifyRequest } from '../src/sigv4/index.ts';
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
});
