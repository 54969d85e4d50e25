// What has to hold in every runtime. Bundled once for browsers and once for Node; imports nothing of either.
import { toHex } from '../../src/bytes/hex.ts';
import { signChunkedRequest, verifyChunks } from '../../src/sigv4/chunks/index.ts';
import { diagnose } from '../../src/sigv4/diagnose/index.ts';
import { dateHeader, eventSignature } from '../../src/sigv4/event-stream/index.ts';
import {
  authorizationHeader,
  type Credentials,
  canonicalHeaders,
  canonicalQueryString,
  canonicalRequest,
  canonicalUri,
  createSigner,
  credentialScope,
  type HttpRequest,
  hashedPayload,
  type PresignOptions,
  presignUrl,
  type SigningOptions,
  signature,
  signingKey,
  signRequest,
  stringToSign,
  type VerifyOptions,
  verifyRequest,
} from '../../src/sigv4/index.ts';
import { encodePolicy, policySignature } from '../../src/sigv4/post-policy/index.ts';
import { signRequest as signV4a, verifyRequest as verifyV4a } from '../../src/sigv4/v4a/index.ts';
import { Checks, type Outcome, same, thrownBy } from './check.ts';
import { EXAMPLES, type Example, IAM_CREDENTIALS, KEY_DERIVATION, S3_CREDENTIALS } from './examples.ts';

/** A case of the signing test suite, as data: no runtime but Node reads its files. */
export interface PortableCase {
  readonly name: string;
  readonly request: HttpRequest;
  /** `date` as text: the case travels as JSON. */
  readonly options: Omit<PresignOptions, 'date'> & { readonly date: string };
  /** CanonicalRequest, StringToSign and signature in the header and in the query. */
  readonly header: readonly string[];
  readonly query: readonly string[];
}

/** What a runtime reports. */
export interface Report {
  readonly outcomes: readonly Outcome[];
  /** SHA-256 over all signatures and messages that were made: the same in every runtime. */
  readonly digest: string;
}

const date = new Date('2015-08-30T12:36:00Z');
const url = 'https://example.amazonaws.com/';
const options: SigningOptions = { credentials: IAM_CREDENTIALS, region: 'us-east-1', service: 'service', date };

/** Runs all checks. */
export async function runPortableSuite(cases: readonly PortableCase[]): Promise<Report> {
  const checks = new Checks();
  const made: string[] = [];
  for (const example of EXAMPLES) await exampleChecks(checks, example);
  await checks.check('the derivation of a signing key', () => {
    same(toHex(signingKey(KEY_DERIVATION.secretAccessKey, KEY_DERIVATION.scope)), KEY_DERIVATION.keys.kSigning);
  });
  for (const one of cases) await caseChecks(checks, one);
  await roundTripChecks(checks, made);
  await errorChecks(checks, made);
  await requestChecks(checks);
  await entryChecks(checks);
  return { outcomes: checks.outcomes, digest: hashedPayload(made.join('\n')) };
}

async function exampleChecks(checks: Checks, example: Example): Promise<void> {
  const { name, request, scope, rules, expected, amzDate } = example;
  const { accessKeyId, secretAccessKey } = example.credentials;
  const names = Object.keys(request.headers);
  const steps: readonly [string, () => unknown, unknown][] = [
    ['canonicalUri', () => canonicalUri(request.path, rules), expected.canonicalUri],
    ['canonicalQueryString', () => canonicalQueryString(request.query), expected.canonicalQueryString],
    [
      'canonicalHeaders',
      () => canonicalHeaders(new Map(Object.entries(request.headers)), names).canonicalHeaders,
      expected.canonicalHeaders,
    ],
    [
      'hashedPayload',
      () => (example.body === undefined ? 'UNSIGNED-PAYLOAD' : hashedPayload(example.body)),
      expected.hashedPayload,
    ],
    ['canonicalRequest', () => canonicalRequest({ ...expected, method: request.method }), expected.canonicalRequest],
    ['credentialScope', () => credentialScope(scope), expected.credentialScope],
    ['stringToSign', () => stringToSign({ ...expected, amzDate }), expected.stringToSign],
    ['signature', () => signature(signingKey(secretAccessKey, scope), expected.stringToSign), expected.signature],
    ['as a whole', () => wholeOf(example), example.authorization ?? example.presigned],
  ];
  for (const [step, found, value] of steps) await checks.check(`${name}: ${step}`, () => same(found(), value));
  await checks.check(`${name}: authorizationHeader`, () => {
    const header = authorizationHeader({ ...expected, accessKeyId });
    same(header.endsWith(`Signature=${expected.signature}`), true);
  });
}

function wholeOf({ credentials, scope, date, toSign, expiresInSeconds }: Example): string | undefined {
  const options = { credentials, region: scope.region, service: scope.service, date };
  if (expiresInSeconds !== undefined) return presignUrl(toSign, { ...options, expiresInSeconds });
  return signRequest(toSign, options).headers.authorization;
}

async function caseChecks(
  checks: Checks,
  { name, request, options: given, header, query }: PortableCase,
): Promise<void> {
  const options = { ...given, date: new Date(given.date), explain: true, reveal: true } as const;
  const credentials = () => options.credentials;
  for (const [via, expected] of [
    ['header', header],
    ['query', query],
  ] as const) {
    await checks.check(`${name} in the ${via}`, async () => {
      const signed = via === 'header' ? signRequest(request, options) : presignUrl(request, options);
      const { trace } = signed;
      same([trace.canonicalRequest, trace.stringToSign, trace.signature], expected);
      const sent = via === 'header' ? signed : { ...request, url: signed.url };
      same((await verifyRequest(sent as HttpRequest, { ...options, credentials })).ok, true);
    });
  }
}

/** The same numbers in every runtime: mulberry32. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const ROUND_TRIPS = 200;
const CHARACTERS = [...'abcXYZ019 -._~!\'()*$&+,:;=@/?#[]%"<>é中😀'];

async function roundTripChecks(checks: Checks, made: string[]): Promise<void> {
  const next = numbers(20_151_122);
  const text = (most: number) =>
    Array.from({ length: next(most + 1) }, () => CHARACTERS[next(CHARACTERS.length)]).join('');
  const pick = <Item>(...items: readonly [Item, ...Item[]]): Item => items[next(items.length)] ?? items[0];
  for (let round = 0; round < ROUND_TRIPS; round++) {
    const credentials: Credentials = {
      ...pick(IAM_CREDENTIALS, S3_CREDENTIALS),
      sessionToken: pick(undefined, 'token+/='),
    };
    const body = pick<string | Uint8Array | undefined>(undefined, text(20), new TextEncoder().encode(text(300)));
    const request = {
      method: pick('GET', 'PUT', 'POST'),
      url: `https://example.com:${pick(443, 8443)}/${encodeURIComponent(text(8))}/${pick('', '.', '..', 'x')}?${encodeURIComponent(text(4))}=${encodeURIComponent(text(8))}`,
      headers: { 'x-amz-meta-a': text(0), 'My-Header': ` ${pick('a', 'b  c', '"d   e"')} ` },
      body,
    };
    const own = { ...options, credentials, service: pick('s3', 'service', 'execute-api') };
    const verifier: VerifyOptions = { ...own, credentials: () => credentials };
    await checks.check(`round trip ${round}`, async () => {
      const signed = signRequest(request, own);
      const presigned = presignUrl(request, { ...own, expiresInSeconds: 60 });
      made.push(signed.signature, presigned);
      same((await verifyRequest(signed, verifier)).ok, true);
      same((await verifyRequest({ ...request, url: presigned }, verifier)).ok, true);
      same(await verifyRequest({ ...signed, method: 'DELETE' }, verifier), { ok: false });
      same(await verifyRequest({ ...signed, headers: { ...signed.headers, 'my-header': 'x' } }, verifier), {
        ok: false,
      });
      same(await verifyRequest({ ...signed, body: `${text(3)}!` }, verifier), { ok: false });
      same(await verifyRequest({ ...request, url: `${presigned}0` }, verifier), { ok: false });
    });
  }
}

/** Mistakes, whose messages are the same everywhere. */
const MISTAKES: readonly (readonly [name: string, code: string, call: () => unknown])[] = [
  ['no Region', 'MissingValue', () => signRequest({ url }, { ...options, region: '' })],
  ['no service', 'MissingValue', () => signRequest({ url }, { ...options, service: '' })],
  ['no host', 'MissingValue', () => signRequest({ url: '/' }, options)],
  [
    'no secret',
    'MissingValue',
    () => signRequest({ url }, { ...options, credentials: { accessKeyId: 'A', secretAccessKey: '' } }),
  ],
  ['signed already', 'AlreadySigned', () => signRequest({ url, headers: { authorization: 'x' } }, options)],
  ['half a character in the path', 'InvalidText', () => signRequest({ url: `${url}\ud800` }, options)],
  ['half a character in the query', 'InvalidText', () => signRequest({ url: `${url}?\udc00` }, options)],
  ['a control character in a header', 'InvalidText', () => signRequest({ url, headers: { a: 'b\u0000c' } }, options)],
  ['no date', 'InvalidDate', () => signRequest({ url }, { ...options, date: new Date(Number.NaN) })],
  ['a life of no seconds', 'InvalidValue', () => presignUrl({ url }, { ...options, expiresInSeconds: 0 })],
  [
    'credentials that are over',
    'CredentialsExpired',
    () => signRequest({ url }, { ...options, credentials: { ...IAM_CREDENTIALS, expiration: date } }),
  ],
];

async function errorChecks(checks: Checks, made: string[]): Promise<void> {
  for (const [name, code, call] of MISTAKES) {
    await checks.check(`mistake: ${name}`, async () => {
      const message = await thrownBy(call);
      made.push(message);
      same(message.split(' ')[0], code);
      same(message.includes(IAM_CREDENTIALS.secretAccessKey), false);
    });
  }
}

/** The standard `Request` of the runtime. */
async function requestChecks(checks: Checks): Promise<void> {
  const verifier: VerifyOptions = { ...options, credentials: () => IAM_CREDENTIALS };
  const sent: Request[] = [];
  const send = (async (input: Request) => {
    sent.push(input);
    return new Response('answer');
  }) as typeof fetch;
  const signer = createSigner({ ...options, now: () => date, fetch: send });
  for (const init of [{}, { method: 'POST', body: 'é' }, { method: 'PUT', body: new Uint8Array([0, 255]) }]) {
    await checks.check(`fetch: ${JSON.stringify(init.method ?? 'GET')}`, async () => {
      const answer = await signer.fetch(`${url}a/b?c=d%20e`, { ...init, headers: { 'x-amz-meta-a': '1' } });
      same(await answer.text(), 'answer');
      const request = sent.pop();
      if (request === undefined) throw new Error('sent nothing');
      const headers = [...request.headers, ['host', 'example.amazonaws.com'] as const];
      const body = new Uint8Array(await request.arrayBuffer());
      same((await verifyRequest({ method: request.method, url: request.url, headers, body }, verifier)).ok, true);
    });
  }
}

/** Each of the other entry points, by an example of the documentation or a round trip. */
async function entryChecks(checks: Checks): Promise<void> {
  await checks.check('chunks: the example of S3', chunkExample);
  await checks.check('event stream: the first event of aws-c-auth', () => {
    const key = signingKey('secret', { date: '19810116', region: 'us-east-1', service: 'demo' });
    const parts = {
      amzDate: '19810116T063001Z',
      credentialScope: '19810116/us-east-1/demo/aws4_request',
      previousSignature: 'e1d8e8c8815e60969f2a34765c9a15945ffc0badbaa4b7e3b163ea19131e949b',
      headers: dateHeader(new Date('1981-01-16T06:30:01Z')),
      payload: new TextEncoder().encode('A'),
    };
    same(eventSignature(key, parts), '7aabf85b765e6a4d0d500b6e968657b14726fa3e1eb7e839302728ffd77629a5');
  });
  await checks.check('POST policy: signs its base64', () => {
    const key = signingKey(S3_CREDENTIALS.secretAccessKey, { date: '20151229', region: 'us-east-1', service: 's3' });
    const document = '{"expiration": "2015-12-30T12:00:00.000Z",\r\n "conditions": [{"bucket": "é"}]}';
    const policy = encodePolicy(document);
    same(new TextDecoder().decode(Uint8Array.from(atob(policy), (char) => char.charCodeAt(0))), document);
    same(policySignature(key, policy), signature(key, policy));
  });
  await checks.check('SigV4A: sign and verify', async () => {
    const signing = { credentials: IAM_CREDENTIALS, service: 'service', date, regionSet: 'us-*' };
    const signed = await signV4a({ url, body: 'x' }, signing);
    const verifier = { service: 'service', date, credentials: () => IAM_CREDENTIALS };
    same((await verifyV4a(signed, { ...verifier, region: 'us-west-2' })).ok, true);
    same(await verifyV4a(signed, { ...verifier, region: 'eu-west-1' }), { ok: false });
    same(await verifyV4a({ ...signed, body: 'y' }, { ...verifier, region: 'us-west-2' }), { ok: false });
  });
  await checks.check('diagnose: a clock that is wrong', () => {
    const { trace } = signRequest({ url }, { ...options, explain: true });
    const body =
      '{"__type":"InvalidSignatureException","message":"Signature expired: 20150830T123600Z is now earlier than 20150830T124500Z (20150830T130000Z - 15 min.)"}';
    same(diagnose(trace, body).causes[0]?.cause, 'clock-skew');
  });
}

/** {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html} */
async function chunkExample(): Promise<void> {
  const upload = {
    method: 'PUT',
    url: 'https://s3.amazonaws.com/examplebucket/chunkObject.txt',
    headers: { 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
  };
  const moment = new Date('2013-05-24T00:00:00Z');
  const own = { credentials: S3_CREDENTIALS, region: 'us-east-1', service: 's3', date: moment };
  const { request, encoder } = signChunkedRequest(upload, { ...own, decodedLength: 66_560, chunkSize: 65_536 });
  same(request.signature, '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9');
  const plain = new Uint8Array(66_560).fill(97);
  const body = await collect(new Blob([plain]).stream().pipeThrough(encoder));
  same(body.length, 66_824);
  same(new TextDecoder().decode(body).match(/(?<=chunk-signature=)[0-9a-f]{64}/g), [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ]);
  const verifying = { ...own, credentials: () => S3_CREDENTIALS, allowStreamingPayload: true };
  const verified = await verifyRequest(request, verifying);
  if (!verified.ok) throw new Error('the request was refused');
  const verifier = verifyChunks(request, verified, { credentials: S3_CREDENTIALS });
  const decoded = await collect(new Blob([body]).stream().pipeThrough(verifier));
  same(hashedPayload(decoded), hashedPayload(plain));
  same((await verifier.outcome).ok, true);
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}
