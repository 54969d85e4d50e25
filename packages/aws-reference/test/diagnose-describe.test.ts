import { describe, expect, test } from 'vitest';
import {
  describeDiagnosis,
  describeRefusal,
  describeTrace,
  diagnose,
  endpointScope,
  HEADER_REASONS,
} from '../src/sigv4/diagnose/index.ts';
import { presignUrl, type RefusalReason, signRequest, verifyRequest } from '../src/sigv4/index.ts';
import { CREDENTIALS, compute, DATE, jsonMismatch, TOKEN } from './support/service.ts';

const OPTIONS = { credentials: CREDENTIALS, region: 'us-east-1', service: 'iam', date: DATE } as const;
// The request of AWS's worked example: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const LIST_USERS = {
  url: 'https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'x' },
};

describe('describeTrace', () => {
  const { trace } = signRequest(LIST_USERS, { ...OPTIONS, explain: true });

  test('tells every step of AWS’s worked example', () => {
    const text = describeTrace(trace);
    // Values of the AWS documentation.
    for (const value of [
      'Action=ListUsers&Version=2010-05-08',
      'content-type;host;x-amz-date',
      'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
      '20150830/us-east-1/iam/aws4_request',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    ]) {
      expect(text).toContain(value);
    }
    expect(text.match(/^\d\. .*/gm)).toEqual([
      '1. CanonicalUri: the path',
      '2. CanonicalQueryString: the query',
      '3. CanonicalHeaders and SignedHeaders',
      '4. HashedPayload: the body',
      '5. CanonicalRequest',
      '6. CredentialScope',
      '7. StringToSign',
      '8. SigningKey: HMAC-SHA256, each with the one before as key',
      '9. Signature: HMAC(kSigning, StringToSign)',
    ]);
    expect(text).toContain('Sun, 30 Aug 2015 12:36:00 GMT');
  });

  test('says of each header why it is signed or not', () => {
    const text = describeTrace(trace);
    expect(text).toContain(`signed      host: iam.amazonaws.com\n               ${HEADER_REASONS.host}`);
    expect(text).toContain(`not signed  user-agent: x\n               ${HEADER_REASONS['changes-on-the-way']}`);
    expect(text).toContain(HEADER_REASONS.amz);
    expect(text).toContain(HEADER_REASONS.sent);
  });

  test('holds no key and no token, unless the trace reveals them', () => {
    const credentials = { ...CREDENTIALS, sessionToken: TOKEN };
    const hidden = describeTrace(signRequest(LIST_USERS, { ...OPTIONS, credentials, explain: true }).trace);
    expect(hidden).not.toContain(TOKEN);
    expect(hidden).not.toContain('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
    const shown = describeTrace(
      signRequest(LIST_USERS, { ...OPTIONS, credentials, explain: true, reveal: true }).trace,
    );
    expect(shown).toContain(TOKEN);
    // The signing key that AWS's page on deriving it gives for this secret, day, Region and service.
    expect(shown).toContain('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
  });

  test('a path that is normalised, unsigned payload, chunks, no query, no key', async () => {
    const s3 = { ...OPTIONS, service: 's3', explain: true } as const;
    const url = 'https://b.s3.amazonaws.com/a/../b';
    expect(describeTrace(presignUrl({ url }, { ...s3, expiresInSeconds: 60 }).trace)).toContain(
      'the body is not part of the signature',
    );
    const chunks = describeTrace(
      signRequest({ url }, { ...s3, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }).trace,
    );
    expect(chunks).toContain('each chunk is signed by itself');
    expect(chunks).toContain('no: this service takes the path as it is');
    expect(chunks).toContain('There is none: an empty line.');
    expect(describeTrace(signRequest({ url }, { ...OPTIONS, explain: true }).trace)).toContain('Normalised      /b\n');
    const verified = await verifyRequest(signRequest(LIST_USERS, OPTIONS), {
      ...OPTIONS,
      credentials: () => undefined,
      explain: true,
    });
    if (verified.trace === undefined) throw new Error('no trace');
    expect(describeTrace(verified.trace)).toContain('not computed: there is no key');
  });
});

describe('describeRefusal', () => {
  const reasons = [
    'MissingSignature',
    'Malformed',
    'UnsupportedAlgorithm',
    'WrongScope',
    'Skewed',
    'Expired',
    'NotYetValid',
    'HeadersNotSigned',
    'PayloadMismatch',
    'UnsignedPayload',
    'StreamingPayload',
    'UnknownKey',
    'InvalidToken',
    'SignatureMismatch',
  ] as const satisfies readonly RefusalReason[];

  test('has a sentence of its own for each reason', () => {
    const sentences = reasons.map((reason) => describeRefusal({ reason }));
    expect(new Set(sentences).size).toBe(reasons.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('says which field, how long, and in which direction', () => {
    expect(describeRefusal({ reason: 'HeadersNotSigned', field: 'x-amz-acl' })).toContain('x-amz-acl');
    expect(describeRefusal({ reason: 'Skewed', seconds: 3905 })).toContain('signed 1 h 5 min ago');
    expect(describeRefusal({ reason: 'Skewed', seconds: -960 })).toContain('signed 16 min ahead');
    expect(describeRefusal({ reason: 'Expired', seconds: 90_061 })).toContain('ended 1 d 1 h ago');
    expect(describeRefusal({ reason: 'NotYetValid', seconds: -1000 })).toContain('begins in 16 min 40 s');
    expect(describeRefusal({ reason: 'Malformed', field: 'Date' })).toMatch(/^Date cannot be read/);
  });
});

describe('describeDiagnosis', () => {
  test('gives the message, the causes with marks, and both texts', () => {
    const request = { method: 'POST', url: 'https://dynamodb.us-east-1.amazonaws.com/', body: '{}' };
    const signed = signRequest(request, { ...OPTIONS, service: 'dynamodb', explain: true });
    const computed = compute(
      { ...signed, headers: { ...signed.headers, host: 'dynamodb.us-east-1.amazonaws.com:8443' } },
      {},
    );
    const text = describeDiagnosis(diagnose(signed.trace, jsonMismatch(computed)));
    expect(text).toContain('The service says InvalidSignatureException: The request signature we calculated');
    expect(text).toContain(
      [
        '1. host-port (certain)',
        '   - the host differs',
        '     signed    dynamodb.us-east-1.amazonaws.com',
        '     expected  dynamodb.us-east-1.amazonaws.com:8443',
        `               ${' '.repeat(32)}^^^^^`,
      ].join('\n'),
    );
    expect(text).toContain('- host:dynamodb.us-east-1.amazonaws.com\n+ host:dynamodb.us-east-1.amazonaws.com:8443\n');
    expect(text).toContain('StringToSign, signed (-) and expected (+)');
  });

  test('says when nothing is found', () => {
    const { trace } = signRequest(LIST_USERS, { ...OPTIONS, explain: true });
    expect(describeDiagnosis(diagnose(trace))).toBe('No cause found.\n');
  });
});

describe('endpointScope', () => {
  // Names of endpoints: https://docs.aws.amazon.com/general/latest/gr/rande.html and the pages of the services.
  test.each([
    ['dynamodb.us-east-1.amazonaws.com', 'dynamodb', 'us-east-1'],
    ['123456789012.ddb.us-east-1.amazonaws.com', 'dynamodb', 'us-east-1'],
    ['streams.dynamodb.eu-west-1.amazonaws.com:443', 'dynamodb', 'eu-west-1'],
    ['kms-fips.us-gov-west-1.amazonaws.com', 'kms', 'us-gov-west-1'],
    ['email.us-east-1.amazonaws.com', 'ses', 'us-east-1'],
    ['api.ecr.us-west-2.amazonaws.com', 'ecr', 'us-west-2'],
    ['abc123.execute-api.ap-southeast-2.amazonaws.com', 'execute-api', 'ap-southeast-2'],
    ['abc.lambda-url.us-east-1.on.aws', 'lambda', 'us-east-1'],
    ['lambda.us-east-1.api.aws', 'lambda', 'us-east-1'],
    ['search-logs-abc.us-east-1.es.amazonaws.com', 'es', 'us-east-1'],
    ['abc.us-east-1.aoss.amazonaws.com', 'aoss', 'us-east-1'],
    ['s3.us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['s3-us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['bucket.s3-us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['my.bucket.s3.eu-central-1.amazonaws.com', 's3', 'eu-central-1'],
    ['bucket.s3.dualstack.us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['s3-fips.us-east-2.amazonaws.com', 's3', 'us-east-2'],
    ['ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['id.s3-outposts.us-west-2.amazonaws.com', 's3-outposts', 'us-west-2'],
    ['bucket--use1-az5--x-s3.s3express-use1-az5.us-east-1.amazonaws.com', 's3express', 'us-east-1'],
    ['s3.cn-north-1.amazonaws.com.cn', 's3', 'cn-north-1'],
    ['STS.US-EAST-1.AMAZONAWS.COM', 'sts', 'us-east-1'],
  ])('%s', (host, service, region) => {
    expect(endpointScope(host)).toEqual({ service, region, regionAssumed: false });
  });

  test.each([
    ['iam.amazonaws.com', 'iam'],
    ['sts.amazonaws.com', 'sts'],
    ['s3.amazonaws.com', 's3'],
    ['examplebucket.s3.amazonaws.com', 's3'],
    ['bucket.s3-accelerate.amazonaws.com', 's3'],
  ])('%s says no Region', (host, service) => {
    expect(endpointScope(host)).toEqual({ service, region: 'us-east-1', regionAssumed: true });
  });

  test.each(['example.com', 'localhost:8000', 'amazonaws.com', 'evilamazonaws.com', 'amazonaws.com.example.org', ''])(
    '%s is none',
    (host) => {
      expect(endpointScope(host)).toBeUndefined();
    },
  );
});
