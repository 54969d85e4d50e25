import { describe, expect, it } from 'vitest';
import {
  type Credentials,
  canonicalQueryString,
  canonicalUri,
  createSigner,
  credentialScope,
  type HeadersInput,
  type HttpRequest,
  presignUrl,
  type SigningOptions,
  SigV4Error,
  type SigV4ErrorCode,
  type SigV4Step,
  signRequest,
  uriEncode,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS } from './portable/examples.ts';

const url = 'https://example.amazonaws.com/';
const date = new Date('2015-08-30T12:36:00Z');
const credentials = { ...IAM_CREDENTIALS, sessionToken: 'AQoDYXdzEPT//////////wEXAMPLE' };
const options: SigningOptions = { credentials, region: 'us-east-1', service: 'service', date };

/** A mistake of a caller: what is signed, how, and the error. */
interface Mistake {
  readonly what: string;
  readonly request?: HttpRequest;
  readonly options?: object;
  readonly code: SigV4ErrorCode;
  readonly step: SigV4Step;
  readonly field: string;
  readonly message: string;
}

const headers = (given: HeadersInput): HttpRequest => ({ url, headers: given });
const query = (text: string): HttpRequest => ({ url: `${url}?${text}` });
const whose = (given: Partial<Credentials>) => ({ credentials: { ...credentials, ...given } });

const NO_NAME = 'missing, expected a name';
const NO_ASCII = 'expected ASCII without space / , ; =';
const NO_URL = 'expected https://host/path or /path';
const SIGNED = 'present, expected a request without';
const NO_TOKEN = 'expected a token as name, text as value';
const NO_TEXT = 'a control character or lone surrogate, expected text';
const NO_UTF8 = 'a lone surrogate, expected well-formed text';
const NO_BYTES = 'expected bytes or well-formed text';

const MISTAKES: readonly Mistake[] = [
  // Where and for what.
  ...(['region', 'service'] as const).flatMap((field): Mistake[] => [
    {
      what: `no ${field}`,
      options: { [field]: '' },
      code: 'MissingValue',
      step: 'string-to-sign',
      field,
      message: NO_NAME,
    },
    {
      what: `an undefined ${field}`,
      options: { [field]: undefined },
      code: 'MissingValue',
      step: 'string-to-sign',
      field,
      message: NO_NAME,
    },
    ...['us east', 'us/east', 'a,b', 'a;b', 'a=b', 'é', 'a\n', '\ud800'].map(
      (value): Mistake => ({
        what: `${field} ${JSON.stringify(value)}`,
        options: { [field]: value },
        code: 'InvalidValue',
        step: 'string-to-sign',
        field,
        message: NO_ASCII,
      }),
    ),
  ]),
  // By whom.
  {
    what: 'no credentials',
    options: { credentials: undefined },
    code: 'MissingValue',
    step: 'string-to-sign',
    field: 'credentials.accessKeyId',
    message: NO_NAME,
  },
  {
    what: 'no access key id',
    options: whose({ accessKeyId: '' }),
    code: 'MissingValue',
    step: 'string-to-sign',
    field: 'credentials.accessKeyId',
    message: NO_NAME,
  },
  {
    what: 'an access key id with a line break',
    options: whose({ accessKeyId: 'AKIDEXAMPLE\n' }),
    code: 'InvalidValue',
    step: 'string-to-sign',
    field: 'credentials.accessKeyId',
    message: NO_ASCII,
  },
  {
    what: 'no secret',
    options: whose({ secretAccessKey: '' }),
    code: 'MissingValue',
    step: 'credentials',
    field: 'credentials.secretAccessKey',
    message: 'missing, expected text',
  },
  {
    what: 'half a character in the secret',
    options: whose({ secretAccessKey: 'wJalr\ud800' }),
    code: 'MissingValue',
    step: 'credentials',
    field: 'credentials.secretAccessKey',
    message: 'missing, expected text',
  },
  {
    what: 'credentials that are over',
    options: whose({ expiration: new Date('2015-08-30T12:35:59Z') }),
    code: 'CredentialsExpired',
    step: 'credentials',
    field: 'credentials.expiration',
    message: 'past, expected new ones',
  },
  {
    what: 'credentials that end now',
    options: whose({ expiration: date }),
    code: 'CredentialsExpired',
    step: 'credentials',
    field: 'credentials.expiration',
    message: 'past, expected new ones',
  },
  // When.
  ...[Number.NaN, -62_198_755_200_000, 253_402_300_800_000].map(
    (time): Mistake => ({
      what: `the date ${time}`,
      options: { date: new Date(time) },
      code: 'InvalidDate',
      step: 'string-to-sign',
      field: 'date',
      message: 'invalid, expected a Date of the years 0 to 9999',
    }),
  ),
  // The address.
  ...[
    '',
    'example.amazonaws.com/',
    'https:',
    'https://',
    'https:///a',
    '?a=b',
    'https://exam ple.com/',
    'https://exämple.com/',
    `${url}a\nb`,
    `${url}a\tb`,
    `${url}?a\u0000`,
    `${url}\u007f`,
  ].map(
    (address): Mistake => ({
      what: `the url ${JSON.stringify(address)}`,
      request: { url: address },
      code: 'InvalidValue',
      step: 'request',
      field: 'url',
      message: NO_URL,
    }),
  ),
  {
    what: 'no host',
    request: { url: '/' },
    code: 'MissingValue',
    step: 'request',
    field: 'headers.host',
    message: 'missing, expected here or in url',
  },
  {
    what: 'an empty host',
    request: { url: '/', headers: { host: ' ' } },
    code: 'MissingValue',
    step: 'request',
    field: 'headers.host',
    message: 'missing, expected here or in url',
  },
  ...['', 'GET ', 'G\nT', 'GÉT'].map(
    (method): Mistake => ({
      what: `the method ${JSON.stringify(method)}`,
      request: { url, method },
      code: 'InvalidValue',
      step: 'request',
      field: 'method',
      message: 'expected GET or another',
    }),
  ),
  ...['\ud800', 'a\udc00b', '\udc00\ud800'].flatMap((half): Mistake[] => [
    {
      what: `half a character in the path ${JSON.stringify(half)}`,
      request: { url: url + half },
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'url',
      message: NO_UTF8,
    },
    {
      what: `half a character in the path ${JSON.stringify(half)}, for S3`,
      request: { url: url + half },
      options: { service: 's3' },
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'url',
      message: NO_UTF8,
    },
    {
      what: `half a character in the query ${JSON.stringify(half)}`,
      request: query(`a=${half}`),
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'url',
      message: NO_UTF8,
    },
    {
      what: `half a character in a parameter's name ${JSON.stringify(half)}`,
      request: query(`${half}=a`),
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'url',
      message: NO_UTF8,
    },
    {
      what: `half a character in a header ${JSON.stringify(half)}`,
      request: headers({ 'x-a': half }),
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'headers.x-a',
      message: NO_TEXT,
    },
    {
      what: `half a character in an unsigned header ${JSON.stringify(half)}`,
      request: headers({ 'User-Agent': half }),
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'headers.user-agent',
      message: NO_TEXT,
    },
    {
      what: `half a character in the body ${JSON.stringify(half)}`,
      request: { url, body: half },
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'body',
      message: NO_BYTES,
    },
  ]),
  // Headers.
  ...['a\u0000b', 'a\u0007b', 'a\u007fb', 'a\nb', 'a\rb', 'a\r\nb', 'a\r\n\r\n b'].map(
    (value): Mistake => ({
      what: `the header value ${JSON.stringify(value)}`,
      request: headers({ 'X-A': value }),
      code: 'InvalidText',
      step: 'canonical-request',
      field: 'headers.x-a',
      message: NO_TEXT,
    }),
  ),
  ...['', 'a b', 'a:b', 'é', 'a\n', '(a)', '__proto__'].map(
    (name): Mistake => ({
      what: `the header name ${JSON.stringify(name)}`,
      request: headers([[name, 'v']]),
      code: 'InvalidValue',
      step: 'request',
      field: `headers.${name}`,
      message: NO_TOKEN,
    }),
  ),
  ...[1, null, {}, undefined].map(
    (value): Mistake => ({
      what: `${value} as a header value`,
      request: headers([['x-a', value as never]]),
      code: 'InvalidValue',
      step: 'request',
      field: 'headers.x-a',
      message: NO_TOKEN,
    }),
  ),
  // The body.
  ...[1, {}, new ArrayBuffer(1), new Blob(['x']), new ReadableStream()].map(
    (body): Mistake => ({
      what: `a body that is ${Object.prototype.toString.call(body)}`,
      request: { url, body: body as never },
      code: 'InvalidValue',
      step: 'canonical-request',
      field: 'body',
      message: NO_BYTES,
    }),
  ),
  {
    what: 'two hashes of the payload',
    request: headers({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    options: { payloadHash: 'a'.repeat(64) },
    code: 'InvalidValue',
    step: 'canonical-request',
    field: 'payloadHash',
    message: 'expected the x-amz-content-sha256 of the request',
  },
  // A request that carries a signature, or a part of one.
  ...['Authorization', 'authorization', 'X-Amz-Date', 'x-amz-date'].map(
    (name): Mistake => ({
      what: `the header ${name}`,
      request: headers({ [name]: 'x' }),
      code: 'AlreadySigned',
      step: 'request',
      field: `headers.${name.toLowerCase()}`,
      message: SIGNED,
    }),
  ),
  ...[
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
    'X-Amz-Security-Token',
    'x-amz-signature',
  ].map(
    (name): Mistake => ({
      what: `the parameter ${name}`,
      request: query(`a=b&${name}=x&c`),
      code: 'AlreadySigned',
      step: 'request',
      field: name,
      message: SIGNED,
    }),
  ),
  {
    what: 'a parameter without value',
    request: query('X-Amz-Signature'),
    code: 'AlreadySigned',
    step: 'request',
    field: 'X-Amz-Signature',
    message: SIGNED,
  },
  {
    what: 'a parameter whose name is encoded',
    request: query('X%2DAmz-Dat%65=x'),
    code: 'AlreadySigned',
    step: 'request',
    field: 'X-Amz-Date',
    message: SIGNED,
  },
  {
    what: 'the token of another session',
    request: headers({ 'X-Amz-Security-Token': 'other' }),
    code: 'AlreadySigned',
    step: 'request',
    field: 'headers.x-amz-security-token',
    message: SIGNED,
  },
  {
    what: 'a token, but credentials without',
    request: headers({ 'X-Amz-Security-Token': 'other' }),
    options: { credentials: IAM_CREDENTIALS },
    code: 'AlreadySigned',
    step: 'request',
    field: 'headers.x-amz-security-token',
    message: SIGNED,
  },
  {
    what: 'the own token beside a signature',
    request: { url: `${url}?X-Amz-Signature=x`, headers: { 'x-amz-security-token': credentials.sessionToken } },
    code: 'AlreadySigned',
    step: 'request',
    field: 'X-Amz-Signature',
    message: SIGNED,
  },
];

/** The error of a call, after the checks that hold for every error. */
async function errorOf(call: () => unknown): Promise<Record<string, unknown>> {
  const error: unknown = await new Promise((resolve) => {
    Promise.resolve()
      .then(call)
      .then(() => resolve(undefined), resolve);
  });
  if (!(error instanceof SigV4Error)) throw new Error(`expected a SigV4Error, got ${error}`);
  const { name, code, step, field, message } = error;
  const whole = `${message} ${field} ${JSON.stringify(error)} ${error.stack?.split('\n    at ')[0]}`;
  for (const secret of ['wJalr', 'EXAMPLEKEY', 'AQoDYXdz', 'AKIDEXAMPLE']) expect(whole).not.toContain(secret);
  return { name, code, step, field, message };
}

describe('what cannot be signed is an error that says where and what was expected', () => {
  it.each(MISTAKES)('$what', async ({ request = { url }, options: wrong = {}, what: _, ...expected }) => {
    const given = { ...options, ...wrong };
    const error = { name: 'SigV4Error', ...expected, message: `${expected.field}: ${expected.message}` };
    expect(await errorOf(() => signRequest(request, given))).toEqual(error);
    expect(await errorOf(() => signRequest(request, { ...given, explain: true }))).toEqual(error);
    // The body of what is presigned for S3 is not looked at.
    if (given.service === 's3') return;
    expect(await errorOf(() => presignUrl(request, { ...given, expiresInSeconds: 60 }))).toEqual(error);
  });

  it.each([0, -1, 604_801, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '60', undefined])(
    'a life of %s seconds',
    async (seconds) => {
      const expiresInSeconds = seconds as number;
      expect(await errorOf(() => presignUrl({ url }, { ...options, expiresInSeconds }))).toEqual({
        name: 'SigV4Error',
        code: 'InvalidValue',
        step: 'request',
        field: 'expiresInSeconds',
        message: `expiresInSeconds: ${seconds}, expected 1 to 604800`,
      });
    },
  );

  it('a request that was signed here', async () => {
    const { method, headers: signed } = signRequest({ url }, options);
    expect(await errorOf(() => signRequest({ method, url, headers: signed }, options))).toMatchObject({
      field: 'headers.authorization',
    });
    const presigned = presignUrl({ url }, { ...options, expiresInSeconds: 60 });
    expect(await errorOf(() => signRequest({ url: presigned }, options))).toMatchObject({ code: 'AlreadySigned' });
    expect(await errorOf(() => presignUrl({ url: presigned }, { ...options, expiresInSeconds: 60 }))).toMatchObject({
      code: 'AlreadySigned',
    });
  });

  it('a request is as it was after an error', async () => {
    const request = Object.freeze({ url, headers: Object.freeze({ 'x-a': 'b' }), body: '\ud800' });
    await errorOf(() => signRequest(request, Object.freeze({ ...options })));
    expect(request).toEqual({ url, headers: { 'x-a': 'b' }, body: '\ud800' });
  });
});

describe('a step by itself refuses too', () => {
  it.each<[string, () => unknown, SigV4ErrorCode, string]>([
    ['uriEncode', () => uriEncode('\ud800'), 'InvalidText', 'url: a lone surrogate, expected well-formed text'],
    ['canonicalUri', () => canonicalUri('/\ud800'), 'InvalidText', 'url: a lone surrogate, expected well-formed text'],
    [
      'canonicalQueryString',
      () => canonicalQueryString('\udc00'),
      'InvalidText',
      'url: a lone surrogate, expected well-formed text',
    ],
    [
      'credentialScope',
      () => credentialScope({ date: '20150830', region: 'a/b', service: 'c' }),
      'InvalidValue',
      `region: ${NO_ASCII}`,
    ],
  ])('%s', async (_, call, code, message) => {
    expect(await errorOf(call)).toMatchObject({ code, message });
  });
});

describe('a signer', () => {
  it('rejects as the functions throw', async () => {
    const signer = createSigner({ ...options, region: '', now: () => date });
    const expected = { code: 'MissingValue', field: 'region', message: `region: ${NO_NAME}` };
    for (const call of [
      () => signer.signRequest({ url }),
      () => signer.presignUrl({ url }, { expiresInSeconds: 60 }),
      () => signer.sign(url),
      () => signer.fetch(url),
    ]) {
      expect(await errorOf(call)).toMatchObject(expected);
    }
  });

  it('says that its provider failed, with the error as the cause and none of its text', async () => {
    const cause = new Error('secret wJalrXUtnFEMI');
    const provider = () => Promise.reject(cause);
    const signer = createSigner({ ...options, credentials: provider });
    expect(await errorOf(() => signer.signRequest({ url }))).toEqual({
      name: 'SigV4Error',
      code: 'CredentialsUnavailable',
      step: 'credentials',
      field: 'credentials',
      message: 'credentials: the provider failed, expected credentials: its error is the cause',
    });
    await expect(signer.signRequest({ url })).rejects.toHaveProperty('cause', cause);
  });

  it.each([undefined, {}, { accessKeyId: 'A' }])('refuses %j from its provider', async (given) => {
    const signer = createSigner({ ...options, credentials: async () => given as Credentials });
    expect(await errorOf(() => signer.signRequest({ url }))).toMatchObject({ code: 'MissingValue' });
  });
});
