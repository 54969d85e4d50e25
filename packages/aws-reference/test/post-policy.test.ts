import { readFileSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../conformance/post-policy.ts';
import { createSigningKeyCache, signingKey } from '../src/sigv4/index.ts';
import {
  encodePolicy,
  type FormInput,
  MAX_FIELDS_BYTES,
  type PolicyCondition,
  type PostRefusal,
  type PresignPostOptions,
  policySignature,
  postPolicy,
  presignPost,
  type VerifyPostOptions,
  verifyPost,
} from '../src/sigv4/post-policy/index.ts';
import { answerTo, EXAMPLE, FORM_CASES, postKat, S3_CREDENTIALS, signedForm, VERIFIER } from './support/post-policy.ts';

const vectors = process.env.NOTEBANK_VECTORS ?? '';
const key = signingKey(S3_CREDENTIALS.secretAccessKey, EXAMPLE.scope);
const exampleForm = {
  ...EXAMPLE.fields,
  Policy: encodePolicy(EXAMPLE.document),
  'X-Amz-Signature': EXAMPLE.signature,
};
const base: PresignPostOptions = {
  bucket: 'examplebucket',
  key: 'user/a.txt',
  expiresInSeconds: 60,
  credentials: S3_CREDENTIALS,
  region: 'us-east-1',
  date: EXAMPLE.date,
};
const verifier: VerifyPostOptions = { ...VERIFIER, bucket: 'examplebucket', file: { name: 'photo.jpg', size: 10 } };
// biome-ignore lint/suspicious/noTemplateCurlyInString: S3 puts the name in, not JavaScript.
const FILENAME = '${filename}';

async function refusalOf(form: FormInput, options: VerifyPostOptions = verifier): Promise<PostRefusal | undefined> {
  const answer = await verifyPost(form, options);
  return answer.ok ? undefined : answer.refusal;
}

const documentOf = (policy: string | undefined): { expiration: string; conditions: PolicyCondition[] } =>
  JSON.parse(Buffer.from(policy ?? '', 'base64').toString());

describe('the example of the documentation', () => {
  it('is signed as the page says', () => {
    expect(policySignature(key, encodePolicy(EXAMPLE.document))).toBe(EXAMPLE.signature);
  });

  it.skipIf(vectors === '')('is the policy of the vectors', () => {
    expect(encodePolicy(EXAMPLE.document)).toBe(postKat(vectors).policyBase64);
  });

  it('is verified, and the file gets its key', async () => {
    const answer = await verifyPost(exampleForm, { ...VERIFIER, file: { name: 'C:\\photos\\MyPhoto.jpg', size: 1 } });
    expect(answer).toMatchObject({
      ok: true,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      credentialScope: '20151229/us-east-1/s3/aws4_request',
      amzDate: '20151229T000000Z',
      key: 'user/user1/MyPhoto.jpg',
      contentLength: { min: 0, max: Number.POSITIVE_INFINITY },
    });
  });

  it('is refused when its policy has ended, to the second', async () => {
    const at = (date: string) => refusalOf(exampleForm, { ...VERIFIER, date: new Date(date) });
    expect(await at('2015-12-30T11:59:59Z')).toBeUndefined();
    expect(await at('2015-12-30T12:00:00Z')).toEqual({ reason: 'Expired', seconds: 0 });
    expect(await at('2015-12-30T12:00:07Z')).toEqual({ reason: 'Expired', seconds: 7 });
    expect(await at('2015-12-28T23:45:00Z')).toBeUndefined();
    expect(await at('2015-12-28T23:44:59Z')).toEqual({ reason: 'NotYetValid', seconds: -901 });
  });

  it('is refused with any field changed or left out', async () => {
    for (const name of Object.keys(exampleForm) as (keyof typeof exampleForm)[]) {
      // Two are free: any tag, and a key that begins right.
      const changed = { ...exampleForm, [name]: name === 'x-amz-meta-tag' ? 'any' : `x${exampleForm[name]}` };
      expect((await verifyPost(changed, VERIFIER)).ok, name).toBe(name === 'x-amz-meta-tag');
      const { [name]: _, ...without } = exampleForm;
      expect((await verifyPost(without, VERIFIER)).ok, name).toBe(false);
    }
  });
});

describe('a form that botocore 1.44.5 signed', () => {
  it('is verified', async () => {
    const policy = encodePolicy(
      '{"expiration": "2015-12-29T01:00:00Z", "conditions": [{"acl": "public-read"}, ["starts-with", "$Content-Type", "image/"], ["content-length-range", 1, 1048576], {"bucket": "sigv4examplebucket"}, ["starts-with", "$key", "user/user1/"], {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"}, {"x-amz-date": "20151229T000000Z"}]}',
    );
    const { 'X-Amz-Credential': credential, 'X-Amz-Algorithm': algorithm, 'X-Amz-Date': date } = EXAMPLE.fields;
    const form = {
      ...{ acl: 'public-read', 'Content-Type': 'image/png', key: EXAMPLE.fields.key },
      ...{ 'x-amz-algorithm': algorithm, 'x-amz-credential': credential, 'x-amz-date': date, policy },
      'x-amz-signature': '33a81ba610c7cf36c3fcc464ae1a2948f8c5a96de99820217935f79290275550',
    };
    const answer = await verifyPost(form, VERIFIER);
    expect(answer).toMatchObject({ ok: true, key: 'user/user1/photo.jpg', contentLength: { min: 1, max: 1048576 } });
  });
});

describe('forms under a policy', () => {
  it.each(FORM_CASES)('$name: $answer', async (one) => {
    expect(await answerTo(one)).toBe(one.answer);
  });

  it('name the condition that failed, as S3 spells it', async () => {
    const form = signedForm({
      conditions: [['starts-with', '$key', 'bar'], { acl: 'private' }],
      fields: { key: 'foo', acl: 'x' },
    });
    expect(await refusalOf(form, VERIFIER)).toEqual({
      reason: 'ConditionFailed',
      field: 'key',
      condition: ['starts-with', '$key', 'bar'],
    });
    const exact = signedForm({
      conditions: [['starts-with', '$key', ''], { acl: 'private' }],
      fields: { key: 'foo', acl: 'x' },
    });
    expect(await refusalOf(exact, VERIFIER)).toMatchObject({ condition: ['eq', '$acl', 'private'] });
  });

  it('are looked at in the order of S3: signature before policy, policy before time, time before conditions', async () => {
    const late = { ...VERIFIER, date: new Date('2016-12-30T12:00:00Z') };
    const form = signedForm({ conditions: [], fields: { key: 'foo' } });
    expect(await refusalOf({ ...form, policy: `${form.policy?.slice(4)}` }, late)).toEqual({
      reason: 'SignatureMismatch',
    });
    const broken = signedForm({ conditions: [], fields: { key: 'foo' }, document: '{' });
    expect(await refusalOf(broken, late)).toEqual({ reason: 'InvalidPolicy', field: 'policy' });
    expect(await refusalOf(form, late)).toMatchObject({ reason: 'Expired' });
    expect(await refusalOf(form, VERIFIER)).toEqual({ reason: 'ExtraField', field: 'key' });
  });

  it('cannot be sent to a bucket that the policy does not name', async () => {
    expect(await refusalOf(exampleForm, { ...VERIFIER, bucket: 'other' })).toEqual({
      reason: 'ConditionFailed',
      field: 'bucket',
      condition: ['eq', '$bucket', 'sigv4examplebucket'],
    });
    const { 'x-amz-credential': _, ...fields } = presignPost(base).fields;
    expect(await refusalOf(fields)).toEqual({ reason: 'MissingField', field: 'x-amz-credential' });
  });
});

describe('signing a form', () => {
  it('gives the address and the fields, each with a condition', () => {
    const fields = { acl: 'public-read', 'x-ignore-note': 'mine', 'Content-Type': 'image/png' };
    const conditions: PolicyCondition[] = [
      ['starts-with', '$content-type', 'image/'],
      ['content-length-range', 1, 1024],
    ];
    const { key: _, ...rest } = base;
    const signed = presignPost({ ...rest, keyPrefix: 'user/', fields, conditions });
    expect(signed.url).toBe('https://examplebucket.s3.us-east-1.amazonaws.com/');
    expect(Object.keys(signed.fields)).toEqual([
      ...['key', 'acl', 'x-ignore-note', 'Content-Type', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date'],
      ...['policy', 'x-amz-signature'],
    ]);
    expect(documentOf(signed.fields.policy)).toEqual({
      expiration: '2015-12-29T00:01:00.000Z',
      conditions: [
        { bucket: 'examplebucket' },
        ['starts-with', '$key', 'user/'],
        { acl: 'public-read' },
        ['starts-with', '$content-type', 'image/'],
        ['content-length-range', 1, 1024],
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request' },
        { 'x-amz-date': '20151229T000000Z' },
      ],
    });
    expect(signed.fields['x-amz-signature']).toBe(policySignature(key, signed.fields.policy ?? ''));
  });

  it.each([
    [{ bucket: 'my.bucket' }, 'https://s3.us-east-1.amazonaws.com/my.bucket'],
    [{ region: 'cn-north-1' }, 'https://examplebucket.s3.cn-north-1.amazonaws.com.cn/'],
    [{ url: 'http://127.0.0.1:9000/examplebucket' }, 'http://127.0.0.1:9000/examplebucket'],
  ])('sends %o to %s', (changes, url) => {
    expect(presignPost({ ...base, ...changes }).url).toBe(url);
  });

  it('covers the token of a session, and verifies it', async () => {
    const session = { ...S3_CREDENTIALS, sessionToken: 'AQoDYXdzEPT' };
    const { fields } = presignPost({ ...base, credentials: session });
    expect(await refusalOf(fields, { ...verifier, credentials: () => session })).toBeUndefined();
    expect(await refusalOf(fields)).toEqual({ reason: 'InvalidToken' });
    expect(await refusalOf(presignPost(base).fields, { ...verifier, credentials: () => session })).toEqual({
      reason: 'InvalidToken',
    });
  });

  it('is refused when the credentials are over, whatever the policy says', async () => {
    const ended = { ...S3_CREDENTIALS, expiration: new Date(EXAMPLE.date.getTime() + 30_000) };
    const at = (seconds: number) => ({
      ...{ ...verifier, credentials: () => ended },
      date: new Date(EXAMPLE.date.getTime() + 1000 * seconds),
    });
    const { fields } = presignPost(base);
    expect(await refusalOf(fields, at(29))).toBeUndefined();
    expect(await refusalOf(fields, at(30))).toEqual({ reason: 'ExpiredToken' });
  });

  it('holds a key with a file name in its middle to what stands before', async () => {
    const { fields } = presignPost({ ...base, key: `user/${FILENAME}.bak` });
    const answer = await verifyPost(fields, { ...verifier, file: { name: 'a/b/c.txt', size: 1 } });
    expect(answer).toMatchObject({ ok: true, key: 'user/c.txt.bak' });
  });

  const { key: _key, expiresInSeconds: _life, ...bare } = base;
  it.each<[string, PresignPostOptions, string]>([
    ['no bucket', { ...base, bucket: '' }, 'bucket: missing, expected a name'],
    ['no name of a bucket', { ...base, bucket: 'a/b' }, 'bucket: expected the name of a bucket'],
    ['no key', { ...bare, expiresInSeconds: 60 }, 'key: expected it or keyPrefix'],
    ['key and prefix', { ...base, keyPrefix: 'a' }, 'key: expected it or keyPrefix'],
    ['an empty key', { ...base, key: '' }, 'key: empty'],
    ['no end', { ...bare, key: 'a' }, 'expiresInSeconds: expected it or expiration'],
    ['two ends', { ...base, expiration: EXAMPLE.date }, 'expiresInSeconds: expected it or expiration'],
    ['no life', { ...base, expiresInSeconds: 0 }, 'expiresInSeconds: expected 1 to 604800 seconds after signing'],
    ['half a second', { ...base, expiresInSeconds: 0.5 }, 'expiresInSeconds: expected 1 to 604800'],
    ['more than seven days', { ...base, expiresInSeconds: 604_801 }, 'expiresInSeconds: expected 1 to 604800'],
    ['an end that is past', { ...bare, key: 'a', expiration: EXAMPLE.date }, 'expiration: expected 1 to 604800'],
    ['an end that is none', { ...bare, key: 'a', expiration: new Date(Number.NaN) }, 'expiration: expected 1 to'],
    ['a field of the signer', { ...base, fields: { Policy: 'a' } }, 'fields.Policy: expected a name of its own'],
    ['a field twice', { ...base, fields: { acl: 'a', ACL: 'b' } }, 'fields.ACL: expected a name of its own'],
    ['a prototype', { ...base, fields: JSON.parse('{"__proto__":"a"}') }, 'fields.__proto__: expected a name'],
    ['a number', { ...base, fields: JSON.parse('{"acl":1}') }, 'fields.acl: a number, expected a string'],
    [
      'a bad condition',
      { ...base, conditions: [['eq', 'key' as '$key', 'a']] },
      'conditions[2]: expected $ and a field',
    ],
    ['two at once', { ...base, conditions: [{ acl: 'a', tagging: 'b' }] }, 'conditions[2]: expected one field'],
    [
      'a range upside down',
      { ...base, conditions: [['content-length-range', 2, 1]] },
      'conditions[2]: expected the lower',
    ],
    [
      'a prefix of the date',
      { ...base, conditions: [['starts-with', '$x-amz-date', '']] },
      'conditions[2]: expected eq',
    ],
    ['half a character', { ...base, fields: { acl: '\ud800' } }, 'conditions[2]: a lone surrogate, expected text'],
    ['no Region', { ...base, region: '' }, 'region: missing'],
    [
      'no secret',
      { ...base, credentials: { accessKeyId: 'a', secretAccessKey: '' } },
      'credentials.secretAccessKey: missing',
    ],
    [
      'ended credentials',
      { ...base, credentials: { ...S3_CREDENTIALS, expiration: EXAMPLE.date } },
      'credentials.expiration: past',
    ],
    ['an invalid clock', { ...base, date: new Date(Number.NaN) }, 'date: invalid'],
  ])('refuses %s', (_name, options, message) => {
    expect(() => presignPost(options)).toThrow(message);
  });

  it('writes no document with an end that is none', () => {
    expect(() => postPolicy({ expiration: new Date(Number.NaN), conditions: [] })).toThrow('expiration: invalid');
  });
});

describe('verifying a form', () => {
  const { fields } = presignPost({ ...base, conditions: [['content-length-range', 1, 10]] });

  it('reads FormData, and ignores what follows the file', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new File(['0123456789'], 'a.txt'));
    form.append('submit', 'Upload');
    const { file: _, ...rest } = verifier;
    expect(await verifyPost(form, rest)).toMatchObject({
      ok: true,
      key: 'user/a.txt',
      contentLength: { min: 1, max: 10 },
    });
    form.set('file', new File(['0123456789a'], 'a.txt'));
    expect(await refusalOf(form, rest)).toEqual({
      reason: 'EntityTooLarge',
      condition: ['content-length-range', 1, 10],
    });
    expect(await refusalOf([...Object.entries(fields), ['file', 'é']], rest)).toBeUndefined();
    expect(await refusalOf([...Object.entries(fields), ['file', '']], rest)).toMatchObject({
      reason: 'EntityTooSmall',
    });
    expect(await refusalOf(fields, rest)).toEqual({ reason: 'MissingField', field: 'file' });
  });

  it('leaves the size to a caller who does not know it', async () => {
    const unread = { ...verifier, file: { size: Number.POSITIVE_INFINITY } };
    expect(await verifyPost(fields, unread)).toMatchObject({ ok: true, contentLength: { min: 1, max: 10 } });
    expect(await refusalOf(fields, { ...verifier, file: { size: Number.NaN } })).toMatchObject({
      reason: 'EntityTooSmall',
    });
  });

  it('puts no file name where the part has none', async () => {
    const { fields } = presignPost({ ...base, key: `user/${FILENAME}` });
    expect(await verifyPost(fields, { ...verifier, file: { size: 1 } })).toMatchObject({
      key: `user/${FILENAME}`,
    });
    expect(await verifyPost(fields, { ...verifier, file: { name: '', size: 1 } })).toMatchObject({ key: 'user/' });
    // The name is text, whatever it looks like in a replacement.
    expect(await verifyPost(fields, { ...verifier, file: { name: '$&$1', size: 1 } })).toMatchObject({
      key: 'user/$&$1',
    });
    const long = { name: 'a'.repeat(1025), size: 1 };
    expect(await refusalOf(fields, { ...verifier, file: long })).toEqual({ reason: 'Malformed', field: 'file' });
  });

  it.each<[string, FormInput, PostRefusal]>([
    ['an empty form', {}, { reason: 'MissingField', field: 'key' }],
    ['another algorithm', { ...fields, 'x-amz-algorithm': 'AWS4-HMAC-SHA1' }, { reason: 'UnsupportedAlgorithm' }],
    [
      'a date that is none',
      { ...fields, 'x-amz-date': '20150230T000000Z' },
      { reason: 'Malformed', field: 'x-amz-date' },
    ],
    ['a date with a slash', { ...fields, 'x-amz-date': '2015/2/3' }, { reason: 'Malformed', field: 'x-amz-date' }],
    ['no access key id', { ...fields, 'x-amz-credential': '/a' }, { reason: 'Malformed', field: 'x-amz-credential' }],
    ['another day', { ...fields, 'x-amz-date': '20151230T000000Z' }, { reason: 'WrongScope' }],
    [
      'another Region',
      { ...fields, 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/eu-west-1/s3/aws4_request' },
      { reason: 'WrongScope' },
    ],
    [
      'a stranger',
      { ...fields, 'x-amz-credential': 'AKIDEXAMPLE/20151229/us-east-1/s3/aws4_request' },
      { reason: 'UnknownKey' },
    ],
    ['a field twice', [...Object.entries(fields), ['KEY', 'a']], { reason: 'Malformed', field: 'key' }],
    ['a file in a field', [['key', { size: 1 }]], { reason: 'Malformed', field: 'key' }],
    [
      'too much',
      { ...fields, 'x-ignore-a': 'a'.repeat(MAX_FIELDS_BYTES) },
      { reason: 'TooLarge', field: 'x-ignore-a' },
    ],
    ['too many bytes', { ...fields, 'x-ignore-a': '€'.repeat(7_000) }, { reason: 'TooLarge', field: 'x-ignore-a' }],
    ['__proto__', [...Object.entries(fields), ['__proto__', 'a']], { reason: 'ExtraField', field: '__proto__' }],
    ['constructor', { ...fields, constructor: 'a' }, { reason: 'ExtraField', field: 'constructor' }],
  ])('refuses %s', async (_name, form, refusal) => {
    expect(await refusalOf(form)).toEqual(refusal);
  });

  it('takes a policy of deep nesting for none', async () => {
    const form = signedForm({ conditions: [], fields: { key: 'a' }, document: '['.repeat(14_000) });
    expect(await refusalOf(form, VERIFIER)).toEqual({ reason: 'InvalidPolicy', field: 'policy' });
  });

  it('says nothing to those who did not ask', async () => {
    expect(await verifyPost({}, { ...verifier, explain: false })).toEqual({ ok: false });
  });

  it('throws for the mistakes of the verifier', async () => {
    await expect(verifyPost(fields, { ...verifier, bucket: '' })).rejects.toThrow('bucket: missing, expected a name');
    await expect(verifyPost({}, { ...verifier, region: 'a/b' })).rejects.toThrow('region: expected ASCII');
  });

  it('keeps signing keys where it is given a cache', async () => {
    const keys = createSigningKeyCache();
    for (let round = 0; round < 2; round++) expect(await refusalOf(fields, { ...verifier, keys })).toBeUndefined();
  });
});

describe('properties of forms', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const name = fc.stringMatching(/^x-amz-meta-[a-z]{1,6}$/);
  const form = fc.record({
    fields: fc.dictionary(name, text, { maxKeys: 4 }).map((record) => ({ ...record })),
    keyPrefix: text,
    size: fc.nat(100),
    range: fc.tuple(fc.nat(50), fc.nat(50)).map(([min, more]): [number, number] => [min, min + more]),
  });
  const { key: _, ...rest } = base;

  it('verifies what it signs, within the range', async () => {
    await fc.assert(
      fc.asyncProperty(form, async ({ fields, keyPrefix, size, range: [min, max] }) => {
        const signed = presignPost({ ...rest, keyPrefix, fields, conditions: [['content-length-range', min, max]] });
        const answer = await verifyPost(signed.fields, { ...verifier, file: { name: 'a.txt', size } });
        expect(answer.ok).toBe(size >= min && size <= max);
        if (answer.ok) expect(answer.key).toBe(`${keyPrefix.replaceAll(FILENAME, 'a.txt')}a.txt`);
      }),
    );
  });

  it('refuses a form with any character changed', async () => {
    await fc.assert(
      fc.asyncProperty(form, fc.nat(), fc.nat(), async ({ fields, keyPrefix }, which, at) => {
        const signed = presignPost({ ...rest, keyPrefix: `${keyPrefix}/`, fields }).fields;
        const names = Object.keys(signed).filter((name) => signed[name] !== '');
        const name = names[which % names.length] ?? 'key';
        const chars = [...(signed[name] ?? '')];
        // Of the key the policy holds what stands before the name of the file.
        const place = at % (name === 'key' ? [...keyPrefix].length + 1 : chars.length);
        chars[place] = chars[place] === 'A' ? 'B' : 'A';
        expect((await verifyPost({ ...signed, [name]: chars.join('') }, verifier)).ok).toBe(false);
      }),
    );
  });

  it('answers every form, and throws for none', async () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(presignPost(base).fields), '__proto__', 'bucket'), fc.string()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('20151229T000000Z', 'AWS4-HMAC-SHA256')),
    );
    const good = presignPost(base).fields;
    await fc.assert(
      fc.asyncProperty(anything, async (fields) => {
        expect((await verifyPost(fields, verifier)).ok).toBe(false);
        const same = Object.entries(fields).every(([name, value]) => good[name] === value || /^x-ignore-/i.test(name));
        expect((await verifyPost({ ...good, ...fields }, verifier)).ok).toBe(same);
      }),
    );
  });

  it('reads every signed document, and throws for none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 4 }), async (expiration, conditions) => {
        const document = { expiration, conditions };
        const signed = signedForm({ conditions: [], fields: { key: 'a' }, document: JSON.stringify(document) });
        const odd = signedForm({ conditions: [conditions], fields: { key: 'a' } });
        expect((await verifyPost(signed, VERIFIER)).ok).toBe(false);
        expect((await verifyPost(odd, VERIFIER)).ok).toBe(false);
      }),
    );
  });
});

describe('the conformance report', () => {
  it('passes every case, and skips those without vectors', async () => {
    const forms = { suite: 's3/post-policy-forms', cases: 53, passed: 53, failed: 0, skipped: 0 };
    const policy = { suite: 'sigv4/kat/s3-post-policy', cases: 1, failed: 0 };
    expect(await run(undefined)).toEqual([{ ...policy, passed: 0, skipped: 1 }, forms]);
    if (vectors !== '') expect(await run(vectors)).toEqual([{ ...policy, passed: 1, skipped: 0 }, forms]);
  });
});

it('needs no module of Node', () => {
  const folder = new URL('../src/sigv4/post-policy/', import.meta.url);
  for (const file of ['read-form.ts', 'read-policy.ts', 'presign-post.ts', 'verify-post.ts']) {
    expect(readFileSync(new URL(file, folder), 'utf8')).not.toMatch(/node:|Buffer/);
  }
});
