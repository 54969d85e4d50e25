import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#primitives';
import { type CauseName, type Diagnosis, diagnose } from '../src/sigv4/diagnose/index.ts';
import {
  type ExplainedRequest,
  type HttpRequest,
  type PathRules,
  presignUrl,
  type SigningOptions,
  type SigningTrace,
  signature,
  signingKey,
  signRequest,
  stringToSign,
} from '../src/sigv4/index.ts';
import {
  type Arrived,
  CREDENTIALS,
  compute,
  DATE,
  jsonError,
  jsonMismatch,
  queryError,
  queryMismatch,
  s3Error,
  s3Mismatch,
  TOKEN,
} from './support/service.ts';

const S3: PathRules = { normalizePath: false, encodePath: 'once' };
const OTHERS: PathRules = { normalizePath: true, encodePath: 'twice' };
const BASE = { credentials: CREDENTIALS, region: 'us-east-1', service: 'dynamodb', date: DATE } as const;
const AT_S3 = { ...BASE, service: 's3' } as const;

const sign = (request: HttpRequest, options: Partial<SigningOptions> = {}): ExplainedRequest =>
  signRequest(request, { ...BASE, ...options, explain: true });

/** Signs, lets something happen on the way, and hands the answer of the service to `diagnose`. */
function refused(
  request: HttpRequest,
  options: Partial<SigningOptions>,
  rules: PathRules,
  onTheWay: (signed: Arrived) => Arrived = (signed) => signed,
  shape = rules === S3 ? s3Mismatch : jsonMismatch,
): Diagnosis {
  const signed = sign(request, options);
  return diagnose(signed.trace, shape(compute(onTheWay(signed), rules)));
}

const names = ({ causes }: Diagnosis): CauseName[] => causes.map(({ cause }) => cause);
const first = (diagnosis: Diagnosis) => {
  const [cause] = diagnosis.causes;
  if (cause === undefined) throw new Error('no cause');
  return cause;
};
const withHeader =
  (name: string, change: (value: string) => string | undefined) =>
  (signed: Arrived): Arrived => {
    const { [name]: value = '', ...rest } = signed.headers;
    const changed = change(value);
    return { ...signed, headers: changed === undefined ? rest : { ...rest, [name]: changed } };
  };

describe('a request that was signed by other rules than the service has', () => {
  const url = 'https://examplebucket.s3.amazonaws.com/a%20b//c/../d';

  test('double encoding: signed twice, S3 encodes once', () => {
    const diagnosis = refused(
      { url: 'https://examplebucket.s3.amazonaws.com/a%20b' },
      { ...AT_S3, encodePath: 'twice' },
      S3,
    );
    expect(diagnosis.causes).toEqual([
      {
        cause: 'double-encoding',
        confidence: 'certain',
        evidence: [{ what: 'the service encodes the path once', signed: '/a%2520b', expected: '/a%20b' }],
        mend: expect.stringContaining("encodePath: 'once'"),
        expected: 'once',
      },
    ]);
  });

  test('double encoding the other way: signed once, other services encode twice', () => {
    const diagnosis = refused(
      { url: 'https://lambda.us-east-1.amazonaws.com/f/arn%3Aaws' },
      { service: 'lambda', encodePath: 'once' },
      OTHERS,
    );
    expect(first(diagnosis)).toMatchObject({ cause: 'double-encoding', confidence: 'certain', expected: 'twice' });
  });

  test('a path that was normalised for S3, and one that was not for another service', () => {
    expect(first(refused({ url }, { ...AT_S3, normalizePath: true }, S3))).toMatchObject({
      cause: 'path-normalization',
      expected: 'false',
      evidence: [{ signed: '/a%20b/d', expected: '/a%20b//c/../d' }],
    });
    expect(first(refused({ url }, { normalizePath: false }, OTHERS))).toMatchObject({
      cause: 'path-normalization',
      expected: 'true',
    });
  });

  test('both at once are both named', () => {
    expect(names(refused({ url }, AT_S3, OTHERS, undefined, jsonMismatch))).toEqual([
      'double-encoding',
      'path-normalization',
    ]);
  });
});

const LIST = { url: 'https://examplebucket.s3.amazonaws.com/a.txt?prefix=J&max-keys=2' };
const TABLES = {
  method: 'POST',
  url: 'https://dynamodb.us-east-1.amazonaws.com/',
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
  body: '{}',
};

describe('a request that changed on the way', () => {
  test.each<[CauseName, HttpRequest, (signed: Arrived) => Arrived]>([
    ['path-changed', LIST, (signed) => ({ ...signed, url: signed.url.replace('/a.txt', '/prod/a.txt') })],
    ['query-changed', LIST, (signed) => ({ ...signed, url: `${signed.url}&fbclid=1` })],
    ['query-changed', LIST, (signed) => ({ ...signed, url: signed.url.replace('J', 'K') })],
    [
      'plus-and-space',
      { url: `${LIST.url}&q=a%2Bb` },
      (signed) => ({ ...signed, url: signed.url.replace('%2B', '+') }),
    ],
    [
      'double-encoding',
      { url: `${LIST.url}&q=a%2Fb` },
      (signed) => ({ ...signed, url: signed.url.replace('%2F', '%252F') }),
    ],
    ['method-changed', LIST, (signed) => ({ ...signed, method: 'HEAD' })],
    ['host-port', TABLES, withHeader('host', (host) => `${host}:8443`)],
    ['host-port', { ...TABLES, url: 'https://localhost:8000/' }, withHeader('host', () => 'localhost')],
    ['host-changed', TABLES, withHeader('host', () => 'api.example.com')],
    ['header-stripped', TABLES, withHeader('content-type', () => undefined)],
    ['header-changed', TABLES, withHeader('content-type', (value) => `${value}; charset=utf-8`)],
    ['payload-hash', TABLES, (signed) => ({ ...signed, body: '{}\n' })],
    ['payload-hash', TABLES, (signed) => ({ ...signed, body: '' })],
  ])('%s', (cause, request, onTheWay) => {
    const s3 = request.url.toString().includes('.s3.');
    const diagnosis = refused(request, s3 ? AT_S3 : {}, s3 ? S3 : OTHERS, onTheWay);
    expect(names(diagnosis)).toEqual([cause]);
    expect(first(diagnosis).confidence).not.toBe('possible');
  });

  test('several changes are several causes, and two headers are evidence of one', () => {
    const both = (signed: Arrived) =>
      withHeader('x-amz-target', () => undefined)(withHeader('content-type', () => undefined)(signed));
    const diagnosis = refused(TABLES, {}, OTHERS, (signed) => ({ ...both(signed), body: 'x' }));
    expect(names(diagnosis)).toEqual(['header-stripped', 'payload-hash']);
    expect(first(diagnosis).evidence.map(({ what }) => what)).toEqual([
      'content-type did not arrive',
      'x-amz-target did not arrive',
    ]);
  });

  test('the evidence says what was signed and what the service has', () => {
    const { evidence } = first(
      refused(
        TABLES,
        {},
        OTHERS,
        withHeader('host', (host) => `${host}:8443`),
      ),
    );
    const host = 'dynamodb.us-east-1.amazonaws.com';
    expect(evidence).toEqual([{ what: 'the host differs', signed: host, expected: `${host}:8443` }]);
  });
});

/** Signs with a canonicaliser that has a fault, truly: hash, StringToSign and signature follow from the wrong text. */
function signWrongly(
  request: HttpRequest,
  options: Partial<SigningOptions>,
  fault: { canonicalRequest?: (text: string) => string; stringToSign?: (text: string) => string; secret?: string },
): { arrived: Arrived; trace: SigningTrace } {
  const all = { ...BASE, ...options };
  const right = sign(request, options);
  const { amzDate, credentialScope } = right;
  const canonicalRequest = fault.canonicalRequest?.(right.trace.canonicalRequest) ?? right.trace.canonicalRequest;
  const plain = stringToSign({ amzDate, credentialScope, canonicalRequest });
  const text = fault.stringToSign?.(plain) ?? plain;
  const date = amzDate.slice(0, 8);
  const key = signingKey(fault.secret ?? CREDENTIALS.secretAccessKey, {
    date,
    region: all.region,
    service: all.service,
  });
  const value = signature(key, text);
  const signedHeaders = canonicalRequest.split('\n').at(-2) ?? '';
  const authorization = right.headers.authorization
    ?.replace(/Signature=.*/, `Signature=${value}`)
    .replace(/SignedHeaders=[^,]+/, `SignedHeaders=${signedHeaders}`);
  return {
    arrived: { ...right, headers: { ...right.headers, authorization: authorization ?? '' } },
    trace: {
      ...right.trace,
      canonicalRequest,
      canonicalRequestHash: sha256Hex(canonicalRequest),
      signedHeaders,
      stringToSign: text,
      signature: value,
    },
  };
}

describe('a signer with a fault', () => {
  const swapLines = (text: string): string => text.replace(/(content-type:.*\n)(host:.*\n)/, '$2$1');
  test.each<[CauseName, HttpRequest, Parameters<typeof signWrongly>[2]]>([
    [
      'encoding',
      { url: 'https://examplebucket.s3.amazonaws.com/a!' },
      { canonicalRequest: (text) => text.replace('/a%21', '/a!') },
    ],
    [
      'encoding',
      { url: 'https://examplebucket.s3.amazonaws.com/?q=%2F' },
      { canonicalRequest: (text) => text.replace('%2F', '%2f') },
    ],
    [
      'encoding',
      { url: 'https://examplebucket.s3.amazonaws.com/?acl' },
      { canonicalRequest: (text) => text.replace('acl=', 'acl') },
    ],
    [
      'encoding',
      { url: 'https://examplebucket.s3.amazonaws.com/%C3%BC' },
      { canonicalRequest: (text) => text.replace('%C3%BC', 'ü') },
    ],
    [
      'plus-and-space',
      { url: 'https://examplebucket.s3.amazonaws.com/?q=a%20b' },
      { canonicalRequest: (text) => text.replace('%20', '+') },
    ],
    [
      'plus-and-space',
      { url: 'https://examplebucket.s3.amazonaws.com/a%2Bb' },
      { canonicalRequest: (text) => text.replace('%2B', '+') },
    ],
    [
      'plus-and-space',
      { url: 'https://examplebucket.s3.amazonaws.com/a%2Bb' },
      { canonicalRequest: (text) => text.replace('%2B', '%20') },
    ],
    ['query-order', LIST, { canonicalRequest: (text) => text.replace(/(max-keys=2)&(prefix=J)/, '$2&$1') }],
    ['header-order', TABLES, { canonicalRequest: (text) => swapLines(text) }],
    [
      'header-whitespace',
      { ...TABLES, headers: { ...TABLES.headers, 'x-amz-meta-a': 'a  b' } },
      { canonicalRequest: (text) => text.replace('a b', 'a  b') },
    ],
    ['header-added', TABLES, { canonicalRequest: (text) => text.replace(/content-type:.*\n/, '') }],
    ['wrong-hash', LIST, { stringToSign: (text) => text.replace(/.{64}$/, sha256Hex('\r\n')) }],
    ['wrong-string-to-sign', LIST, { stringToSign: (text) => `${text}\n` }],
    ['wrong-date', LIST, { stringToSign: (text) => text.replace('20150830/', '20150831/') }],
    ['wrong-region', LIST, { stringToSign: (text) => text.replace('us-east-1', 'eu-west-1') }],
    ['wrong-service', LIST, { stringToSign: (text) => text.replace('/s3/', '/execute-api/') }],
    ['wrong-secret-key', LIST, { secret: `${CREDENTIALS.secretAccessKey}\n` }],
    ['wrong-secret-key', TABLES, { secret: 'another' }],
  ])('%s', (cause, request, fault) => {
    const s3 = request.url.toString().includes('.s3.');
    const { arrived, trace } = signWrongly(request, s3 ? AT_S3 : {}, fault);
    const computed = compute(arrived, s3 ? S3 : OTHERS);
    const found = names(diagnose(trace, s3 ? s3Mismatch(computed) : queryMismatch(computed)));
    expect(found[0]).toBe(cause);
    // A fault of the StringToSign also shows in the trace itself.
    expect(found.filter((name) => !['wrong-string-to-sign', 'wrong-hash'].includes(name) || name === cause)).toEqual([
      cause,
    ]);
  });

  test('every text agrees: the secret or the derivation is named, and only likely', () => {
    const { arrived, trace } = signWrongly(LIST, AT_S3, { secret: 'another' });
    const diagnosis = diagnose(trace, s3Mismatch(compute(arrived, S3)));
    expect(diagnosis.canonicalRequest?.same).toBe(true);
    expect(diagnosis.stringToSign?.same).toBe(true);
    expect(first(diagnosis)).toMatchObject({ cause: 'wrong-secret-key', confidence: 'likely' });
  });
});

describe('session tokens', () => {
  const credentials = { ...CREDENTIALS, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: TOKEN };

  test('a token that arrived as it was signed is no cause, in a header or a query', () => {
    const signed = sign(TABLES, { credentials });
    const wrong = withHeader('content-type', () => 'text/plain')(signed);
    const diagnosis = diagnose(signed.trace, jsonMismatch(compute(wrong, OTHERS)));
    expect(names(diagnosis)).toEqual(['header-changed']);
    expect(JSON.stringify(diagnosis)).not.toContain(TOKEN);
    const shown = sign(TABLES, { credentials, reveal: true });
    expect(shown.trace.canonicalRequest).toContain(TOKEN);
    const again = diagnose(shown.trace, jsonMismatch(compute(wrong, OTHERS)));
    expect(names(again)).toEqual(['header-changed']);
    expect(JSON.stringify(again)).not.toContain(TOKEN);
  });

  test('another token is named, and neither is told', () => {
    for (const reveal of [false, true]) {
      const signed = sign(TABLES, { credentials, reveal });
      const other = withHeader('x-amz-security-token', () => 'OTHER/TOKEN==')(signed);
      const diagnosis = diagnose(signed.trace, jsonMismatch(compute(other, OTHERS)));
      expect(names(diagnosis)).toEqual(['wrong-session-token']);
      expect(JSON.stringify(diagnosis)).not.toMatch(/OTHER|IQoJ/);
    }
  });

  test('a token of a presigned URL is compared in its spelling there', () => {
    const { trace } = presignUrl(LIST, { ...AT_S3, credentials, expiresInSeconds: 60, explain: true });
    const arrives = (token: string): string => {
      const canonicalRequest = trace.canonicalRequest
        .replace('[redacted]', encodeURIComponent(token))
        .replace('GET', 'PUT');
      const computed = {
        canonicalRequest,
        stringToSign: stringToSign({ ...trace, canonicalRequest }),
        signatureProvided: trace.signature,
      };
      return s3Mismatch(computed);
    };
    expect(names(diagnose(trace, arrives(TOKEN)))).toEqual(['method-changed']);
    const other = diagnose(trace, arrives('OTHER/TOKEN'));
    expect(names(other)).toEqual(['method-changed', 'wrong-session-token']);
    expect(JSON.stringify(other)).not.toMatch(/OTHER|IQoJ/);
  });
});

describe('what the service says', () => {
  const dynamo = sign(TABLES).trace;
  const s3 = sign(LIST, AT_S3).trace;
  const temporary = (sessionToken?: string) =>
    sign(TABLES, { credentials: { ...CREDENTIALS, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken } }).trace;
  const url = presignUrl(LIST, { ...AT_S3, expiresInSeconds: 300, explain: true }).trace;
  const invalid = 'The security token included in the request is invalid.';

  test.each<[CauseName, SigningTrace, string, object?]>([
    [
      'clock-skew',
      s3,
      s3Error('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', {
        RequestTime: '20150830T123600Z',
        ServerTime: '2015-08-30T13:36:05Z',
        MaxAllowedSkewMilliseconds: '900000',
      }),
      { offsetSeconds: 3605 },
    ],
    [
      'clock-skew',
      dynamo,
      jsonError(
        'com.amazon.coral.service#InvalidSignatureException',
        'Signature expired: 20150830T123600Z is now earlier than 20150830T123651Z (20150830T124151Z - 5 min.)',
      ),
      { offsetSeconds: 351 },
    ],
    [
      'clock-skew',
      dynamo,
      queryError(
        'SignatureDoesNotMatch',
        'Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T122000Z + 15 min.)',
      ),
      { offsetSeconds: -960 },
    ],
    [
      'expired-url',
      url,
      s3Error('AccessDenied', 'Request has expired', {
        'X-Amz-Expires': '300',
        Expires: '2015-08-30T12:41:00Z',
        ServerTime: '2015-08-30T12:51:00Z',
      }),
      { offsetSeconds: 600 },
    ],
    [
      'wrong-region',
      s3,
      s3Error(
        'AuthorizationHeaderMalformed',
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'",
        { Region: 'eu-central-1' },
      ),
      { expected: 'eu-central-1' },
    ],
    [
      'wrong-region',
      s3,
      s3Error(
        'PermanentRedirect',
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        { Endpoint: 'examplebucket.s3.amazonaws.com' },
      ),
    ],
    [
      'wrong-region',
      sign({ url: 'https://sts.amazonaws.com/' }, { service: 'sts', region: 'eu-west-1' }).trace,
      queryError('SignatureDoesNotMatch', "Credential should be scoped to a valid region, not 'eu-west-1'. "),
      { expected: 'us-east-1' },
    ],
    [
      'wrong-service',
      dynamo,
      jsonError('InvalidSignatureException', "Credential should be scoped to correct service: 'sagemaker'. "),
      { expected: 'sagemaker' },
    ],
    [
      'wrong-service',
      s3,
      s3Error(
        'AuthorizationHeaderMalformed',
        'The authorization header is malformed; incorrect service "ec2". This endpoint belongs to "s3".',
      ),
      { expected: 's3' },
    ],
    [
      'wrong-date',
      dynamo,
      jsonError(
        'InvalidSignatureException',
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829' != '20150830', from '20150830T123600Z'.",
      ),
    ],
    [
      'wrong-date',
      s3,
      s3Error(
        'AuthorizationHeaderMalformed',
        'The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.',
      ),
    ],
    [
      'payload-hash',
      s3,
      s3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { ClientComputedContentSHA256: 'e3b0', S3ComputedContentSHA256: 'cbb1' },
      ),
      { evidence: [{ what: 'the service says XAmzContentSHA256Mismatch', signed: 'e3b0', expected: 'cbb1' }] },
    ],
    ['missing-session-token', temporary(), jsonError('UnrecognizedClientException', invalid)],
    [
      'missing-session-token',
      temporary(),
      s3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
        AWSAccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      }),
    ],
    ['wrong-session-token', temporary(TOKEN), queryError('InvalidClientTokenId', invalid)],
    [
      'wrong-session-token',
      temporary(TOKEN),
      s3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.', { 'Token-0': TOKEN }),
    ],
    [
      'expired-session-token',
      temporary(TOKEN),
      s3Error('ExpiredToken', 'The provided token has expired.', { 'Token-0': TOKEN }),
    ],
    [
      'expired-session-token',
      temporary(TOKEN),
      jsonError('ExpiredTokenException', 'The security token included in the request is expired'),
    ],
    [
      'unknown-access-key',
      s3,
      s3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
        AWSAccessKeyId: CREDENTIALS.accessKeyId,
      }),
    ],
    ['unknown-access-key', dynamo, jsonError('UnrecognizedClientException', invalid)],
    [
      'missing-authentication',
      dynamo,
      jsonError('MissingAuthenticationTokenException', 'Missing Authentication Token'),
    ],
    [
      'malformed-authorization',
      dynamo,
      jsonError(
        'IncompleteSignatureException',
        "'/20150830/us-east-1/dynamodb/aws4_request' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential=AKID /20150830/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=f25d654c'.",
      ),
    ],
    [
      'header-not-signed',
      s3,
      s3Error('AccessDenied', 'There were headers present in the request which were not signed', {
        HeadersNotSigned: 'x-amz-acl',
      }),
      { evidence: [{ what: 'the service says AccessDenied: x-amz-acl', expected: 'x-amz-acl' }] },
    ],
    [
      'header-not-signed',
      dynamo,
      "{\"message\":\"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.\"}",
    ],
    [
      'missing-payload-header',
      s3,
      s3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256'),
    ],
    [
      'not-authorized',
      dynamo,
      jsonError(
        'AccessDeniedException',
        'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: dynamodb:ListTables',
      ),
    ],
    ['not-authorized', s3, s3Error('AccessDenied', 'Access Denied')],
  ])('%s: %#', (cause, trace, body, more = {}) => {
    const options = {
      accessKeyId: trace === s3 || trace === dynamo ? CREDENTIALS.accessKeyId : 'ASIAIOSFODNN7EXAMPLE',
    };
    const diagnosis = diagnose(trace, body, options);
    expect(first(diagnosis)).toMatchObject({ cause, ...more });
    expect(JSON.stringify(diagnosis)).not.toContain(TOKEN);
  });

  test('the Region of a bucket is in a header, also of an answer without body', () => {
    const headers = new Headers({ 'x-amz-bucket-region': 'eu-west-1' });
    expect(first(diagnose(s3, '', { status: 301, headers }))).toMatchObject({
      cause: 'wrong-region',
      expected: 'eu-west-1',
      confidence: 'certain',
    });
  });

  test('a Response fits as the options, and names the code of REST services', () => {
    const response = new Response('{"message":"x"}', {
      status: 403,
      headers: { 'x-amzn-errortype': 'ExpiredTokenException:http://internal/' },
    });
    const { answer, causes } = diagnose(dynamo, '{"message":"x"}', response);
    expect(answer).toMatchObject({ status: 403, code: 'ExpiredTokenException', protocol: 'json' });
    expect(causes[0]?.cause).toBe('expired-session-token');
  });

  test('the clock of the answer tells the skew: possible beyond 5 minutes, likely beyond 15', () => {
    const at = (seconds: number) => ({ date: new Date(DATE.getTime() + seconds * 1000).toUTCString() });
    expect(diagnose(dynamo, '', at(299)).causes).toEqual([]);
    expect(first(diagnose(dynamo, '', at(-301)))).toMatchObject({
      cause: 'clock-skew',
      confidence: 'possible',
      offsetSeconds: -301,
    });
    expect(first(diagnose(dynamo, '', at(7200)))).toMatchObject({
      cause: 'clock-skew',
      confidence: 'likely',
      offsetSeconds: 7200,
    });
    // A cache that says how old its answer is has no clock.
    expect(diagnose(dynamo, '', { headers: { ...at(7200), age: '7200' } }).causes).toEqual([]);
    expect(first(diagnose(url, '', at(301)))).toMatchObject({ cause: 'expired-url', offsetSeconds: 1 });
    expect(diagnose(url, '', at(299)).causes).toEqual([]);
  });

  test('an answer to another request is recognised', () => {
    const later = sign(LIST, { ...AT_S3, date: new Date(DATE.getTime() + 60_000) });
    expect(first(diagnose(s3, s3Mismatch(compute(later, S3))))).toMatchObject({
      cause: 'other-request',
      confidence: 'certain',
    });
  });

  test('a mismatch without any text leaves the secret as the last guess', () => {
    expect(
      names(
        diagnose(dynamo, jsonError('InvalidSignatureException', 'The request signature we calculated does not match')),
      ),
    ).toEqual(['wrong-secret-key']);
  });

  test('certainty drops the guesses', () => {
    const plus = sign({ url: `${LIST.url}&q=a+b` }, AT_S3).trace;
    expect(names(diagnose(plus))).toEqual(['plus-and-space']);
    expect(names(diagnose(plus, s3Error('InvalidAccessKeyId', 'x')))).toEqual(['unknown-access-key']);
  });
});

describe('the trace alone', () => {
  const checked = (request: HttpRequest, options: Partial<SigningOptions>): CauseName[] =>
    names(diagnose(sign(request, options).trace));

  test('a good request gives nothing', () => {
    expect(checked(LIST, AT_S3)).toEqual([]);
    expect(checked(TABLES, {})).toEqual([]);
  });

  test.each<[CauseName, HttpRequest, Partial<SigningOptions>]>([
    ['wrong-region', TABLES, { region: 'eu-west-1' }],
    ['wrong-service', { url: 'https://examplebucket.s3.us-east-1.amazonaws.com/' }, { service: 'execute-api' }],
    ['wrong-service', TABLES, { service: 's3' }],
    ['missing-payload-header', LIST, { ...AT_S3, payloadHashHeader: false }],
    ['host-port', { url: '/', headers: { host: 'dynamodb.us-east-1.amazonaws.com:443' } }, {}],
    ['double-encoding', { url: 'https://examplebucket.s3.amazonaws.com/a%2520b' }, AT_S3],
    ['plus-and-space', { url: 'https://execute-api.us-east-1.amazonaws.com/a+b' }, { service: 'execute-api' }],
    [
      'header-changed',
      { ...TABLES, headers: { ...TABLES.headers, 'user-agent': 'x' } },
      { signedHeaders: ['user-agent'] },
    ],
  ])('%s', (cause, request, options) => {
    expect(checked(request, options)).toEqual([cause]);
  });

  test('temporary credentials without token, and headers added after signing', () => {
    const { trace } = sign(TABLES);
    expect(names(diagnose(trace, undefined, { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }))).toEqual([
      'missing-session-token',
    ]);
    const acl = {
      name: 'x-amz-acl',
      value: 'public-read',
      canonicalValue: 'public-read',
      signed: false,
      reason: 'left-out',
    } as const;
    expect(names(diagnose({ ...trace, headers: [...trace.headers, acl] }))).toEqual(['header-not-signed']);
  });

  test('steps that do not follow from each other', () => {
    const { trace } = sign(TABLES);
    expect(names(diagnose({ ...trace, canonicalRequest: `${trace.canonicalRequest}\n` }))).toEqual(['wrong-hash']);
    expect(names(diagnose({ ...trace, amzDate: '20150830T123601Z' }))).toEqual(['wrong-string-to-sign']);
    const credentialScope = '20150829/us-east-1/dynamodb/aws4_request';
    const moved = {
      ...trace,
      credentialScope,
      stringToSign: trace.stringToSign.replace(trace.credentialScope, credentialScope),
    };
    expect(names(diagnose(moved))).toEqual(['wrong-date']);
    const sent = trace.headers.map((header) => header);
    const hash = {
      name: 'x-amz-content-sha256',
      value: 'UNSIGNED-PAYLOAD',
      canonicalValue: 'UNSIGNED-PAYLOAD',
      signed: true,
      reason: 'amz',
    } as const;
    expect(names(diagnose({ ...trace, headers: [...sent, hash] }))).toEqual(['payload-hash']);
  });
});

describe('bodies of all kinds', () => {
  const { trace } = sign(TABLES);
  const arrived = withHeader('content-type', () => 'text/plain')(sign(TABLES));
  const computed = compute(arrived, OTHERS);

  test('S3, JSON and Query protocols give the same texts', () => {
    for (const [protocol, body] of [
      ['s3', s3Mismatch(computed)],
      ['json', jsonMismatch(computed)],
      ['query', queryMismatch(computed)],
    ] as const) {
      const { answer, causes } = diagnose(trace, body);
      expect(answer).toMatchObject({
        protocol,
        canonicalRequest: computed.canonicalRequest,
        stringToSign: computed.stringToSign,
      });
      expect(answer.message).not.toContain('Canonical String');
      expect(causes.map(({ cause }) => cause)).toEqual(['header-changed']);
    }
  });

  test('errors inside a list, a message of an SDK, a log with escapes, a message whose line breaks are spaces', () => {
    const { message } = JSON.parse(jsonMismatch(computed)) as { message: string };
    const bodies = [
      JSON.stringify({ errors: [{ message, code: 'InvalidSignature' }] }),
      `An error occurred (InvalidSignatureException) when calling the ListTables operation: ${message}`,
      `body: ${jsonMismatch(computed)}`,
      JSON.stringify({ message: message.replaceAll('\n', ' ') }),
      `b'${s3Mismatch(computed).replaceAll('\n', '\\n')}'`,
    ];
    for (const body of bodies) {
      const { answer } = diagnose(trace, body);
      expect(answer.canonicalRequest).toBe(computed.canonicalRequest);
      expect(answer.stringToSign).toBe(computed.stringToSign);
    }
    expect(diagnose(trace, bodies[1]).answer.code).toBe('InvalidSignatureException');
  });

  test('the bytes of S3 outweigh its text', () => {
    const body = s3Mismatch(computed).replace(/<CanonicalRequest>[^<]*/, '<CanonicalRequest>GET');
    expect(diagnose(trace, body).answer.canonicalRequest).toBe(computed.canonicalRequest);
  });

  test('what is beyond 64 Ki characters is not read, and what is cut off is left out', () => {
    const late = `<Error>${' '.repeat(65_530)}<Code>ExpiredToken</Code></Error>`;
    expect(diagnose(trace, late).causes).toEqual([]);
    expect(diagnose(trace, '<Error><Code>ExpiredToken</Code><Message>The provided').answer).toMatchObject({
      code: 'ExpiredToken',
      message: '',
    });
  });

  test('what a service repeats of a credential is not repeated here', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.e30.secret';
    const text = JSON.stringify({
      message: `Authorization header requires 'Credential' parameter. Authorization=${jwt}`,
    });
    const diagnosis = diagnose(trace, text);
    expect(names(diagnosis)).toEqual(['malformed-authorization']);
    expect(JSON.stringify(diagnosis)).not.toContain('eyJ');
  });

  test('whatever a body holds, diagnosing neither throws nor takes long', () => {
    const piece = fc.constantFrom(
      '<Error>',
      '<Code>',
      '</Code>',
      '&#x110000;',
      '&amp;',
      '{"',
      '__type',
      '":"',
      '"}',
      "'",
      '\\n',
      '\n',
      'The Canonical String for this request should have been\n',
      'The String-to-Sign should have been',
      '%',
      '\ud800',
    );
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(body, (text) => {
        const diagnosis = diagnose(trace, text);
        expect(JSON.parse(JSON.stringify(diagnosis.causes))).toEqual(diagnosis.causes);
      }),
    );
    const sentenceStart = "canonical string for this request should have been '";
    const canonical = (text: string): string => `<Error><CanonicalRequest>${text}</CanonicalRequest></Error>`;
    const long = [
      '<'.repeat(65_536),
      '<a '.repeat(20_000),
      '<a>'.repeat(20_000),
      sentenceStart.repeat(1200),
      ' '.repeat(65_536),
      canonical('a b '.repeat(15_000)),
      canonical('a\n'.repeat(30_000)),
      canonical(`GET\n/\n\n${'a:b\n'.repeat(15_000)}\na\nb`),
      canonical(`GET / ${'a:b '.repeat(8000)} ${'a;'.repeat(8000)} x`),
      s3Error('RequestTimeTooSkewed', 'x', { ServerTime: '0001-01-01T00:00:00Z', RequestTime: '99991231T235959Z' }),
      jsonError('X', 'Signature expired: 20150830T123600Z is now earlier than x (20159930T999999Z - 5 min.)'),
      jsonError('X', `Signature expired: 20150830T123600Z${' '.repeat(60_000)}`),
    ];
    for (const evil of long) {
      const start = performance.now();
      diagnose(trace, evil);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

describe('any single change on the way', () => {
  test('is found, and never blamed on the secret', () => {
    const change = fc.oneof(
      fc.record({ what: fc.constant('method'), to: fc.constantFrom('PUT', 'DELETE') }),
      fc.record({ what: fc.constant('path'), to: fc.stringMatching(/^[a-z]{1,5}$/) }),
      fc.record({ what: fc.constant('query'), to: fc.stringMatching(/^[a-z]{1,5}$/) }),
      fc.record({
        what: fc.constantFrom('host', 'content-type', 'x-amz-target'),
        to: fc.stringMatching(/^[a-z]{1,5}$/),
      }),
      fc.record({ what: fc.constant('body'), to: fc.string({ minLength: 3 }) }),
    );
    const signed = sign(TABLES);
    const applied = ({ what, to }: { what: string; to: string }): Arrived => {
      if (what === 'method') return { ...signed, method: to };
      if (what === 'path') return { ...signed, url: `${signed.url}${to}` };
      if (what === 'query') return { ...signed, url: `${signed.url}?${to}` };
      if (what === 'body') return { ...signed, body: to };
      return withHeader(what, () => to)(signed);
    };
    fc.assert(
      fc.property(change, fc.constantFrom(s3Mismatch, jsonMismatch, queryMismatch), (one, shape) => {
        const diagnosis = diagnose(signed.trace, shape(compute(applied(one), OTHERS)));
        expect(diagnosis.causes).toHaveLength(1);
        expect(first(diagnosis).cause).not.toBe('wrong-secret-key');
        expect(diagnosis.canonicalRequest?.lines.filter(({ same }) => !same)).toHaveLength(1);
      }),
    );
  });
});
