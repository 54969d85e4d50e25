import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Credentials, signingKey } from '../../src/sigv4/index.ts';
import {
  encodePolicy,
  type FileLike,
  type PostRefusalReason,
  policySignature,
  type VerifyPostOptions,
  verifyPost,
} from '../../src/sigv4/post-policy/index.ts';

/** The published example keys of Amazon S3's pages. */
export const S3_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** The example of a browser upload in Amazon S3's documentation (sigv4-post-example). The policy has CRLF line ends. */
export const EXAMPLE = {
  document: [
    '{ "expiration": "2015-12-30T12:00:00.000Z",',
    '  "conditions": [',
    '    {"bucket": "sigv4examplebucket"},',
    '    ["starts-with", "$key", "user/user1/"],',
    '    {"acl": "public-read"},',
    '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
    '    ["starts-with", "$Content-Type", "image/"],',
    '    {"x-amz-meta-uuid": "14365123651274"},',
    '    {"x-amz-server-side-encryption": "AES256"},',
    '    ["starts-with", "$x-amz-meta-tag", ""],',
    '',
    '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
    '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
    '    {"x-amz-date": "20151229T000000Z" }',
    '  ]',
    '}',
  ].join('\r\n'),
  bucket: 'sigv4examplebucket',
  scope: { date: '20151229', region: 'us-east-1', service: 's3' },
  date: new Date('2015-12-29T00:00:00Z'),
  /** Of the form, without policy, signature and file. */
  fields: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: S3 puts the name in, not JavaScript.
    key: 'user/user1/${filename}',
    acl: 'public-read',
    success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
    'Content-Type': 'image/jpeg',
    'x-amz-meta-uuid': '14365123651274',
    'x-amz-server-side-encryption': 'AES256',
    'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': '20151229T000000Z',
    'x-amz-meta-tag': '',
  },
  signature: '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
} as const;

/** The policy of the vectors: `sigv4/kat/s3-post-policy.json`. */
export interface PostKat {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly policyBase64: string;
  readonly signature: string;
}

/** @param vectors - The folder of `NOTEBANK_VECTORS`. */
export function postKat(vectors: string): PostKat {
  return JSON.parse(readFileSync(join(vectors, 'sigv4/kat/s3-post-policy.json'), 'utf8')) as PostKat;
}

/** Fields that the policy always needs a condition for. */
const OWN = {
  'x-amz-credential': EXAMPLE.fields['X-Amz-Credential'],
  'x-amz-algorithm': EXAMPLE.fields['X-Amz-Algorithm'],
  'x-amz-date': EXAMPLE.fields['X-Amz-Date'],
};

/** A form under a policy, what is sent of it, and what S3 answers. */
export interface FormCase {
  readonly name: string;
  readonly conditions: readonly unknown[];
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: FileLike;
  /** Of the document, instead of what else it would hold. */
  readonly document?: Readonly<Record<string, unknown>> | string;
  readonly answer: PostRefusalReason | 'accepted';
}

const PLAIN = { key: 'foo.txt' };
const redirect = { success_action_redirect: 'http://localhost.test/redirect' };
const accepted = 'accepted';

/** `conditions` beside bucket, key and the fields of the signature. */
const one = (
  name: string,
  conditions: readonly unknown[],
  fields: Readonly<Record<string, string>>,
  answer: FormCase['answer'],
  size?: number,
): FormCase => ({
  name,
  conditions: [['starts-with', '$key', 'foo'], ...conditions],
  fields: { ...PLAIN, ...fields },
  answer,
  ...(size === undefined ? {} : { file: { size } }),
});

/** As the documentation of S3 says, or as it was seen to answer (recordings of LocalStack's tests, and bug reports). */
export const FORM_CASES: readonly FormCase[] = [
  one('an exact value', [['eq', '$success_action_redirect', redirect.success_action_redirect]], redirect, accepted),
  one('an exact value as an object', [redirect], redirect, accepted),
  one(
    'another value',
    [['eq', '$success_action_redirect', 'http://localhost.test/random']],
    redirect,
    'ConditionFailed',
  ),
  one(
    'a value in another case',
    [{ success_action_redirect: 'HTTP://localhost.test/redirect' }],
    redirect,
    'ConditionFailed',
  ),
  one(
    'a name without $',
    [['eq', 'success_action_redirect', redirect.success_action_redirect]],
    redirect,
    'ConditionFailed',
  ),
  one(
    'a name in another case',
    [['eq', '$success_Action_REDIRECT', redirect.success_action_redirect]],
    redirect,
    accepted,
  ),
  one('a field in another case', [{ 'x-amz-meta-test': 'a' }], { 'x-amz-meta-TEST': 'a' }, accepted),
  one('an operator in another case', [['StArTs-WiTh', '$acl', 'pub']], { acl: 'public-read' }, accepted),
  one('an object of two', [{ ...redirect, acl: 'private' }], { ...redirect, acl: 'private' }, 'InvalidPolicy'),
  one('an object of none', [{}], {}, 'InvalidPolicy'),
  one('an object whose value is a number', [{ 'Content-Length': 6199034 }], {}, 'InvalidPolicy'),
  one('a prefix', [['starts-with', '$success_action_redirect', 'http://localhost']], redirect, accepted),
  one('another prefix', [['starts-with', '$success_action_redirect', 'http://other']], redirect, 'ConditionFailed'),
  one('any value', [['starts-with', '$success_action_redirect', '']], redirect, accepted),
  one('any value of an absent field', [['starts-with', '$Content-Type', '']], {}, 'ConditionFailed'),
  one('an empty value', [['eq', '$acl', '']], { acl: '' }, accepted),
  one(
    'a list of types that all begin so',
    [['starts-with', '$Content-Type', 'image/']],
    { 'Content-Type': 'image/jpg,image/png,image/gif' },
    accepted,
  ),
  one(
    'a list of types of which one does not',
    [['starts-with', '$Content-Type', 'image/']],
    { 'Content-Type': 'image/jpg,text/plain' },
    'ConditionFailed',
  ),
  one('a comma elsewhere', [['starts-with', '$x-amz-meta-a', 'b']], { 'x-amz-meta-a': 'b,c' }, accepted),
  one(
    'an exact list of types',
    [{ 'Content-Type': 'image/jpg,text/plain' }],
    { 'Content-Type': 'image/jpg,text/plain' },
    accepted,
  ),
  one(
    'two conditions on a field',
    [
      ['starts-with', '$acl', 'public'],
      ['starts-with', '$acl', 'private'],
    ],
    { acl: 'public-read' },
    'ConditionFailed',
  ),
  one('the lower end of a range', [['content-length-range', 5, 10]], {}, accepted, 5),
  one('the upper end of a range', [['content-length-range', 5, 10]], {}, accepted, 10),
  one('too large a file', [['content-length-range', 5, 10]], {}, 'EntityTooLarge', 12),
  one('too small a file', [['content-length-range', 5, 10]], {}, 'EntityTooSmall', 1),
  one('a range of texts', [['content-length-range', '5', '10']], {}, accepted, 7),
  one('a range that is none', [['content-length-range', 'test', '10']], {}, 'ConditionFailed', 7),
  one('a range of one', [['content-length-range', 0]], {}, 'InvalidPolicy', 7),
  one('a negative range', [['content-length-range', -1, 0]], {}, 'InvalidPolicy', 0),
  one('a range with a fraction', [['content-length-range', 0, 512.5]], {}, 'InvalidPolicy', 0),
  one(
    'two ranges',
    [
      ['content-length-range', 0, 10],
      ['content-length-range', 0, 5],
    ],
    {},
    'EntityTooLarge',
    7,
  ),
  one('a field without a condition', [], { 'x-amz-meta-note': 'a' }, 'ExtraField'),
  one('a field to ignore', [], { 'x-ignore-foo': 'bar' }, accepted),
  one('the bucket as a field', [], { bucket: EXAMPLE.bucket }, accepted),
  one('another bucket as a field', [], { bucket: 'other' }, 'Malformed'),
  one('an unknown operator', [['ends-with', '$key', 'txt']], {}, 'InvalidPolicy'),
  one('a prefix of the bucket', [['starts-with', '$bucket', '']], {}, 'ConditionFailed'),
  one('a condition on another bucket', [{ bucket: 'other' }], {}, 'ConditionFailed'),
  one('a condition that is null', [null], {}, 'InvalidPolicy'),
  one('a condition that is a text', ['eq'], {}, 'InvalidPolicy'),
  one('a name of an object', [{ ['__proto__']: 'a' }], {}, 'ConditionFailed'),
  { ...one('no condition on the key', [], {}, 'ExtraField'), conditions: [] },
  { ...one('a document without expiration', [], {}, 'InvalidPolicy'), document: { conditions: [] } },
  {
    ...one('a document without conditions', [], {}, 'InvalidPolicy'),
    document: { expiration: '2015-12-30T12:00:00Z' },
  },
  { ...one('EXPIRATION', [], {}, 'InvalidPolicy'), document: { EXPIRATION: '2015-12-30T12:00:00Z', conditions: [] } },
  { ...one('a bucket policy', [], {}, 'InvalidPolicy'), document: { Version: '2012-10-17', Statement: [] } },
  { ...one('no JSON', [], {}, 'InvalidPolicy'), document: "{'expiration': 1}" },
  { ...one('null', [], {}, 'InvalidPolicy'), document: 'null' },
  ...['2015-12-30T12:00:00+02:00', '2015-12-30 12:00:00 UTC', '2015-02-30T12:00:00Z', '1451476800'].map(
    (expiration): FormCase => ({
      ...one(`the expiration ${expiration}`, [], {}, 'InvalidPolicy'),
      document: { expiration, conditions: [] },
    }),
  ),
  {
    ...one('an expiration without milliseconds', [], {}, 'Expired'),
    document: { expiration: '2015-12-28T12:00:00Z', conditions: [] },
  },
];

/** A form of the example's signer. */
export function signedForm({
  conditions,
  fields,
  document,
}: Omit<FormCase, 'name' | 'answer'>): Record<string, string> {
  const own = Object.entries(OWN).map(([name, value]) => ({ [name]: value }));
  const whole = {
    expiration: '2015-12-30T12:00:00.000Z',
    // A condition of the case may speak of the bucket before.
    conditions: [...conditions, { bucket: EXAMPLE.bucket }, ...own],
  };
  const policy = encodePolicy(typeof document === 'string' ? document : JSON.stringify(document ?? whole));
  const signature = policySignature(signingKey(S3_CREDENTIALS.secretAccessKey, EXAMPLE.scope), policy);
  return { ...fields, ...OWN, policy, 'x-amz-signature': signature };
}

/** A verifier of the example's bucket, at the moment of its signature. */
export const VERIFIER: VerifyPostOptions = {
  credentials: (id) => (id === S3_CREDENTIALS.accessKeyId ? S3_CREDENTIALS : undefined),
  region: 'us-east-1',
  bucket: EXAMPLE.bucket,
  date: EXAMPLE.date,
  file: { name: 'photo.jpg', size: 100 },
  explain: true,
};

/** What the verifier says to a case. */
export async function answerTo(one: FormCase): Promise<FormCase['answer']> {
  const answer = await verifyPost(signedForm(one), { ...VERIFIER, file: one.file ?? VERIFIER.file });
  return answer.ok ? 'accepted' : (answer.refusal?.reason ?? 'accepted');
}
