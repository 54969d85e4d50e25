import { describe, expect, it } from 'vitest';
import { presignUrl, type SigningOptions, signRequest, verifyRequest } from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS } from './portable/examples.ts';

const url = 'https://example.amazonaws.com/a/../b%20c?q=%7e+&p';
const credentials = { ...IAM_CREDENTIALS, sessionToken: "token+/='!()*" };
const date = new Date('2015-08-30T12:36:00Z');
const options: SigningOptions = { credentials, region: 'us-east-1', service: 'service', date };

describe('a trace', () => {
  it('shows every step on the way, before and after', () => {
    const { trace } = signRequest({ method: 'POST', url, body: 'x' }, { ...options, explain: true });
    expect(trace).toMatchObject({
      algorithm: 'AWS4-HMAC-SHA256',
      amzDate: '20150830T123600Z',
      path: {
        wire: '/a/../b%20c',
        normalized: '/b%20c',
        canonical: '/b%2520c',
        normalizePath: true,
        encodePath: 'twice',
      },
      query: {
        wire: 'q=%7e+&p',
        parameters: [
          ['q', '~%20'],
          ['p', ''],
        ],
        canonical: 'p=&q=~%20',
      },
      signedHeaders: 'host;x-amz-date;x-amz-security-token',
      hashedPayload: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      credentialScope: '20150830/us-east-1/service/aws4_request',
    });
    expect(trace.stringToSign.endsWith(`\n${trace.canonicalRequestHash}`)).toBe(true);
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  it('says of each header why it is signed or not', () => {
    const headers = {
      Range: ' bytes=0-9 ',
      'User-Agent': 'x',
      Expect: '100-continue',
      'Content-Type': 'a/b',
      'x-amz-acl': 'a  b',
    };
    const asked = { signedHeaders: ['Expect'], unsignedHeaders: ['Range'], sessionToken: 'appended' as const };
    const { trace } = signRequest({ url, headers }, { ...options, ...asked, explain: true });
    const decisions = Object.fromEntries(trace.headers.map(({ name, signed, reason }) => [name, [signed, reason]]));
    expect(decisions).toEqual({
      range: [false, 'left-out'],
      'user-agent': [false, 'changes-on-the-way'],
      expect: [true, 'asked'],
      'content-type': [true, 'sent'],
      'x-amz-acl': [true, 'amz'],
      host: [true, 'host'],
      'x-amz-date': [true, 'amz'],
      'x-amz-security-token': [false, 'appended'],
    });
    expect(trace.headers.find(({ name }) => name === 'x-amz-acl')).toMatchObject({
      value: 'a  b',
      canonicalValue: 'a b',
    });
  });

  it('is not there unless it was asked for, and changes nothing', () => {
    const plain = signRequest({ url }, options);
    const { trace: _, ...explained } = signRequest({ url }, { ...options, explain: true });
    expect(plain).not.toHaveProperty('trace');
    expect(explained).toEqual(plain);
    const presigned = presignUrl({ url }, { ...options, expiresInSeconds: 60 });
    expect(presignUrl({ url }, { ...options, expiresInSeconds: 60, explain: true }).url).toBe(presigned);
  });

  it.each(['signed', 'appended'] as const)('holds no secret: the token is %s', async (sessionToken) => {
    const own = { ...options, sessionToken, explain: true } as const;
    const signed = signRequest({ url }, own);
    const presigned = presignUrl({ url }, { ...own, expiresInSeconds: 60 });
    const verified = await verifyRequest(signed, { ...own, credentials: () => credentials });
    const refused = await verifyRequest({ ...signed, body: 'x' }, { ...own, credentials: () => credentials });
    expect([verified.ok, refused.ok]).toEqual([true, false]);
    const revealed = signRequest({ url }, { ...own, reveal: true }).trace.keys;
    for (const trace of [signed.trace, presigned.trace, verified.trace, refused.trace]) {
      const text = JSON.stringify(trace);
      for (const secret of [credentials.secretAccessKey, 'token', ...Object.values(revealed)]) {
        expect(text.replaceAll('security-token', '').replaceAll('Security-Token', '')).not.toContain(secret);
      }
      expect(Object.values(trace?.keys ?? {})).toEqual(new Array(4).fill('[redacted]'));
    }
    // Of what was refused, the right signature would be a secret too.
    const right = signRequest({ url, body: 'x' }, own).signature;
    expect(JSON.stringify(refused)).not.toContain(right);
  });

  it('shows everything when that is asked for', () => {
    const { trace } = signRequest({ url }, { ...options, explain: true, reveal: true });
    expect(trace.keys.kSigning).toMatch(/^[0-9a-f]{64}$/);
    expect(trace.canonicalRequest).toContain(`x-amz-security-token:${credentials.sessionToken}\n`);
  });
});
