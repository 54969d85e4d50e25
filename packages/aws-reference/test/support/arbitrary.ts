import fc from 'fast-check';
import type { Credentials, HttpRequest } from '../../src/sigv4/index.ts';

/** A request in parts, so that a test can reorder or change each of them. */
export interface RequestParts {
  readonly method: string;
  readonly host: string;
  /** Encoded, begins with `/`. */
  readonly path: string;
  /** Encoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array | undefined;
}

/** Who signs, where and when. */
export interface Circumstances {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
}

const ALPHANUMERIC = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const word = fc.string({ unit: fc.constantFrom(...ALPHANUMERIC), minLength: 1, maxLength: 8 });

/** Text as people put it into keys and values: words, spaces, reserved characters, other alphabets. */
export const text = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.string({ unit: fc.constantFrom(...ALPHANUMERIC, ...' -._~!\'()*$&+,:;=@%/?#[]"<>\\^`{|}é€😀'), maxLength: 10 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const encoded = text.filter((value) => value.isWellFormed()).map(encodeURIComponent);

/** A path of encoded segments, without `.` and `..` segments and without empty ones. */
export const plainPath = fc
  .array(
    encoded.filter((segment) => segment !== '' && segment !== '.' && segment !== '..'),
    { maxLength: 4 },
  )
  .map((segments) => `/${segments.join('/')}`);

/** A path with everything that normalising changes. */
export const anyPath = fc
  .array(fc.oneof(encoded, fc.constantFrom('.', '..', '')), { maxLength: 6 })
  .map((segments) => `/${segments.join('/')}`);

const names = [
  'x-amz-meta-a',
  'x-amz-acl',
  'content-type',
  'range',
  'my-header',
  'my-header2',
  'if-match',
  'date-of-birth',
];
const headerValue = fc.string({
  unit: fc.constantFrom(...ALPHANUMERIC, ...' -._~!\'()*$&+,:;=@%/?#[]"<>\\^`{|}'),
  maxLength: 12,
});

/** Requests with up to six parameters and headers. */
export function requestParts(path: fc.Arbitrary<string> = anyPath): fc.Arbitrary<RequestParts> {
  return fc.record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'),
    host: fc.constantFrom(
      'example.amazonaws.com',
      'localhost:4566',
      'bucket.s3.us-east-1.amazonaws.com',
      '127.0.0.1:8000',
    ),
    path,
    query: fc.array(
      fc.tuple(
        encoded.filter((name) => !/^x-amz-/i.test(name)),
        encoded,
      ),
      { maxLength: 6 },
    ),
    headers: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), headerValue), {
      maxLength: 6,
      selector: ([name]) => name,
    }),
    body: fc.oneof(
      fc.constant(undefined),
      text.filter((value) => value.isWellFormed()),
      fc.uint8Array({ maxLength: 40 }),
    ),
  });
}

/** Scopes, moments and credentials, half of them of a session. */
export const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  credentials: fc.record(
    {
      accessKeyId: fc.constantFrom('AKIDEXAMPLE', 'AKIAIOSFODNN7EXAMPLE'),
      secretAccessKey: fc.constantFrom(
        'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
        'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      ),
      sessionToken: fc.constantFrom('AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22w==', 'token+/=', 'a'),
    },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  ),
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'us-gov-west-1'),
  service: fc.constantFrom('s3', 'service', 'execute-api', 'dynamodb', 's3express'),
  date: fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true }),
});

/** The query as text. */
export const queryText = (query: RequestParts['query']): string => query.map((pair) => pair.join('=')).join('&');

/** The parts put together. */
export function toRequest({ method, host, path, query, headers, body }: RequestParts): HttpRequest {
  const search = query.length === 0 ? '' : `?${queryText(query)}`;
  return { method, url: `https://${host}${path}${search}`, headers, body };
}
