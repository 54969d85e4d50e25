// Each rule of the canonical form, under the name of the case of the signing test suite that asks for it.
import { describe, expect, it } from 'vitest';
import {
  amzDate,
  canonicalHeaders,
  canonicalQueryString,
  canonicalUri,
  EMPTY_PAYLOAD_HASH,
  type HeadersInput,
  hashedPayload,
  MAX_EXPIRES_IN_SECONDS,
  type PathRules,
  parseAmzDate,
  presignUrl,
  type SigningOptions,
  signRequest,
  UNSIGNED_PAYLOAD,
  uriEncode,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS } from './portable/examples.ts';

const UNRESERVED = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const HOST = 'example.amazonaws.com';
const options: SigningOptions = {
  credentials: IAM_CREDENTIALS,
  region: 'us-east-1',
  service: 'service',
  date: new Date('2015-08-30T12:36:00Z'),
};
const s3: SigningOptions = { ...options, service: 's3' };

/** The signature of the suite's case for a request that its rules make the same. */
function signatureOf(
  url: string,
  headers: HeadersInput = {},
  more: Partial<SigningOptions> & { method?: string } = {},
) {
  const { method, ...rest } = more;
  return signRequest({ method, url, headers: [['Host', HOST], ...pairs(headers)] }, { ...options, ...rest }).signature;
}

function pairs(headers: HeadersInput): (readonly [string, string])[] {
  return Symbol.iterator in headers ? [...headers] : (Object.entries(headers) as [string, string][]);
}

/** CanonicalHeaders of a signed request, without those that signing adds. */
function signedLines(url: string, headers: HeadersInput, more: Partial<SigningOptions> = {}): string[] {
  const { trace } = signRequest({ url, headers }, { ...options, ...more, explain: true });
  const [, , , ...rest] = trace.canonicalRequest.split('\n');
  return rest.slice(0, rest.indexOf('')).filter((line) => !line.startsWith('x-amz-date:'));
}

const hostOf = (url: string, headers?: HeadersInput) => signRequest({ url, headers }, options).headers.host;

describe('the path', () => {
  const normal: PathRules = { normalizePath: true };
  const asItIs: PathRules = { normalizePath: false };

  it.each([
    ['get-vanilla', '', '/', '/'],
    ['get-relative', '/example/..', '/', '/example/..'],
    ['get-relative-relative', '/example1/example2/../..', '/', '/example1/example2/../..'],
    ['get-slash', '//', '/', '//'],
    ['get-slash-dot-slash', '/./', '/', '/./'],
    ['get-slash-pointless-dot', '/./example', '/example', '/./example'],
    ['get-slashes', '//example//', '/example/', '//example//'],
    ['get-space', '/example space/', '/example%20space/', '/example%20space/'],
    ['get-unreserved', `/${UNRESERVED}`, `/${UNRESERVED}`, `/${UNRESERVED}`],
    ['get-utf8', '/\u1234', '/%E1%88%B4', '/%E1%88%B4'],
    ['.. above the root', '/../../a', '/a', '/../../a'],
    ['a slash at the end after ..', '/a/b/../', '/a/', '/a/b/../'],
    ['a segment that begins with dots', '/..a/.b/c..', '/..a/.b/c..', '/..a/.b/c..'],
  ])('%s: %s', (_, path, normalized, wire) => {
    expect(canonicalUri(path, normal)).toBe(normalized);
    expect(canonicalUri(path, asItIs)).toBe(wire);
  });

  it('double-encode-path: what is encoded on the wire is encoded again, as is every reserved character', () => {
    expect(canonicalUri('/my%3Dpath/a@b', { encodePath: 'twice' })).toBe('/my%253Dpath/a%40b');
    expect(canonicalUri("/!'()*$&+,:;=@", { encodePath: 'twice' })).toBe('/%21%27%28%29%2A%24%26%2B%2C%3A%3B%3D%40');
  });

  it('once: the wire path in canonical spelling, an encoded slash stays one', () => {
    expect(canonicalUri('/a%2fb/%7Ec/@%41', { normalizePath: false, encodePath: 'once' })).toBe('/a%2Fb/~c/%40A');
    expect(canonicalUri('/bytes%ff%00', { normalizePath: false, encodePath: 'once' })).toBe('/bytes%FF%00');
  });

  it.each<[PathRules, string]>([
    [{ normalizePath: true, encodePath: 'twice' }, '/b%252Fc%20d'],
    [{ normalizePath: true, encodePath: 'once' }, '/b%2Fc%20d'],
    [{ normalizePath: false, encodePath: 'twice' }, '/a/..//b%252Fc%20d'],
    [{ normalizePath: false, encodePath: 'once' }, '/a/..//b%2Fc%20d'],
  ])('normalising and encoding are two switches: %j', (rules, expected) => {
    expect(canonicalUri('/a/..//b%2Fc d', rules)).toBe(expected);
    const { trace } = signRequest({ url: `https://${HOST}/a/..//b%2Fc d` }, { ...options, ...rules, explain: true });
    expect(trace.path.canonical).toBe(expected);
  });

  it.each([
    ['s3', '/a//../b%20c'],
    ['s3express', '/a//../b%20c'],
    ['s3-outposts', '/a//../b%20c'],
    ['s3-object-lambda', '/a//../b%20c'],
    ['execute-api', '/b%2520c'],
    ['dynamodb', '/b%2520c'],
    ['iam', '/b%2520c'],
    ['S3', '/b%2520c'],
  ])('preset of %s: %s', (service, canonical) => {
    const url = `https://${HOST}/a//../b%20c`;
    const { trace } = signRequest({ url }, { ...options, service, explain: true });
    expect(trace.path.canonical).toBe(canonical);
  });

  it('is sent as it was given: nothing is resolved, nothing encoded', () => {
    const url = `https://${HOST}/a/../b//c%20d/?q=%7e#part`;
    expect(signRequest({ url }, options).url).toBe(`https://${HOST}/a/../b//c%20d/?q=%7e`);
  });

  it('of a URL object was resolved by its constructor', () => {
    const url = new URL(`https://${HOST}/a/../b c`);
    expect(signRequest({ url }, s3).url).toBe(`https://${HOST}/b%20c`);
  });

  it('of S3 is sent with %2B for a plus, which S3 would read as a space', () => {
    const { url, signature } = signRequest({ url: `https://${HOST}/a+b` }, s3);
    expect(url).toBe(`https://${HOST}/a%2Bb`);
    expect(signature).toBe(signRequest({ url: `https://${HOST}/a%2Bb` }, s3).signature);
  });

  it('of other services keeps its plus', () => {
    expect(signRequest({ url: `https://${HOST}/a+b` }, options).url).toBe(`https://${HOST}/a+b`);
  });
});

describe('the query', () => {
  it.each([
    ['get-vanilla', '', ''],
    ['get-vanilla-query-order-key-case', 'Param2=value2&Param1=value1', 'Param1=value1&Param2=value2'],
    ['upper case before lower case', 'b=1&B=2&a=3', 'B=2&a=3&b=1'],
    [
      'get-vanilla-query-order-encoded: by name, not by the joined text',
      'Param-3=Value3&Param=Value2&%E1%88%B4=Value1',
      '%E1%88%B4=Value1&Param=Value2&Param-3=Value3',
    ],
    ['by encoded value where names are the same', 'a=b&a=B&a=%C3%A9&a=&a=~', 'a=&a=%C3%A9&a=B&a=b&a=~'],
    ['post-vanilla-empty-query-value: no = is an empty value', 'lifecycle&b=', 'b=&lifecycle='],
    ['an empty name', '=v', '=v'],
    ['a second = belongs to the value', 'a=b=c', 'a=b%3Dc'],
    ['get-vanilla-query-unreserved', `${UNRESERVED}=${UNRESERVED}`, `${UNRESERVED}=${UNRESERVED}`],
    ['get-vanilla-utf8-query', '\u1234=bar', '%E1%88%B4=bar'],
    ['encoded once, whatever came', "a=%7e%2f/&b=!'()*", 'a=~%2F%2F&b=%21%27%28%29%2A'],
    ['a plus is a space', 'a+b=c+d', 'a%20b=c%20d'],
    ['an encoded plus stays one', 'a=%2B', 'a=%2B'],
    ['a percent sign that begins no escape', 'a=100%&b=%zz', 'a=100%25&b=%25zz'],
    ['pieces without content', '&a=1&&b=2&', 'a=1&b=2'],
    ['repeated pairs stay', 'a=1&a=1', 'a=1&a=1'],
  ])('%s: %s', (_, query, canonical) => {
    expect(canonicalQueryString(query)).toBe(canonical);
  });

  it.each([
    [
      'get-vanilla-empty-query-key',
      '/?Param1=value1',
      'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
    ],
    [
      'get-vanilla-query-order-encoded',
      '/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1',
      '371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac',
    ],
    ['get-vanilla-utf8-query', '/?\u1234=bar', '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04'],
  ])('%s has the signature of the suite', (_, url, signature) => {
    expect(signatureOf(url)).toBe(signature);
  });

  it('is sent as it was given', () => {
    const url = `https://${HOST}/?b=2&a=+&c`;
    expect(signRequest({ url }, options).url).toBe(url);
  });
});

describe('a header', () => {
  it('get-header-key-duplicate: repeated ones are joined with a comma', () => {
    const headers = ['value2', 'value2', 'value1'].map((value) => ['My-Header1', value] as const);
    expect(signatureOf('/', headers)).toBe('c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea');
    expect(signedLines('/', [...headers, ['host', HOST]])).toContain('my-header1:value2,value2,value1');
  });

  it('get-header-value-order: repeated ones keep the order of arrival', () => {
    const headers = ['value4', 'value1', 'value3', 'value2'].map((value) => ['My-Header1', value] as const);
    expect(signatureOf('/', headers)).toBe('08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01');
  });

  it('get-header-value-multiline: folded lines are joined with one space', () => {
    expect(signatureOf('/', { 'My-Header1': 'value1\r\n  value2\r\n     value3' })).toBe(
      'cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd',
    );
    expect(signatureOf('/', { 'My-Header1': 'value1\n\tvalue2\n value3' })).toBe(
      'cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd',
    );
  });

  it('get-header-value-trim: spaces around go, a run of them inside is one, in quotes too', () => {
    expect(signatureOf('/', { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"\t' })).toBe(
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    );
    expect(signedLines(`https://${HOST}/`, { a: 'x  y \t z' })).toContain('a:x y z');
  });

  it('post-header-key-sort, post-header-key-case: the case of a name means nothing', () => {
    const expected = 'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c';
    for (const name of ['My-Header1', 'my-header1', 'MY-HEADER1']) {
      expect(signatureOf('/', { [name]: 'value1' }, { method: 'POST' })).toBe(expected);
    }
  });

  it('post-header-value-case: the case of a value is kept', () => {
    expect(signatureOf('/', { 'My-Header1': 'VALUE1' }, { method: 'POST' })).toBe(
      'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    );
  });

  it('is sorted by its name in lower case', () => {
    const headers = new Map([
      ['b', '1'],
      ['a-b', '2'],
      ['ab', '3'],
      ['a', '4'],
    ]);
    expect(canonicalHeaders(headers, ['b', 'ab', 'a', 'a-b'])).toEqual({
      canonicalHeaders: 'a:4\na-b:2\nab:3\nb:1\n',
      signedHeaders: 'a;a-b;ab;b',
    });
  });

  it('without value is signed as empty', () => {
    expect(signedLines(`https://${HOST}/`, { 'x-empty': '' })).toEqual([`host:${HOST}`, 'x-empty:']);
  });

  it.each<[string, HeadersInput]>([
    ['a Headers object', new Headers({ 'X-A': '1', 'X-B': '2, 3' })],
    [
      'pairs',
      [
        ['x-b', '2, 3'],
        ['X-A', '1'],
      ],
    ],
    [
      'a map',
      new Map([
        ['x-a', '1'],
        ['x-b', '2, 3'],
      ]),
    ],
    ['a record', { 'X-a': '1', 'x-b': '2, 3' }],
    ['the headers of node:http', { 'x-a': ['1'], 'x-b': '2, 3', 'x-c': undefined }],
  ])('comes in %s', (_, headers) => {
    expect(signedLines(`https://${HOST}/`, headers)).toEqual([`host:${HOST}`, 'x-a:1', 'x-b:2, 3']);
  });

  it('in a list is repeated', () => {
    expect(signedLines(`https://${HOST}/`, { 'x-a': ['1', ' 2'] })).toContain('x-a:1,2');
  });

  it.each([
    'connection',
    'expect',
    'keep-alive',
    'proxy-authorization',
    'sec-fetch-mode',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'user-agent',
    'x-amzn-trace-id',
  ])('%s changes on the way and stays unsigned', (name) => {
    expect(signedLines(`https://${HOST}/`, { [name]: 'v' })).toEqual([`host:${HOST}`]);
    expect(signRequest({ url: `https://${HOST}/`, headers: { [name]: 'v' } }, options).headers[name]).toBe('v');
  });

  it('that changes on the way is signed on request', () => {
    expect(signedLines(`https://${HOST}/`, { 'User-Agent': 'v' }, { signedHeaders: ['User-Agent'] })).toContain(
      'user-agent:v',
    );
  });

  it('is left out on request, but for host and x-amz-*', () => {
    const unsignedHeaders = ['Range', 'Host', 'X-Amz-Meta-A'];
    const headers = { range: 'bytes=0-9', 'content-type': 'a/b', 'x-amz-meta-a': '1' };
    const { trace, headers: sent } = signRequest(
      { url: `https://${HOST}/`, headers },
      { ...options, unsignedHeaders, explain: true },
    );
    expect(trace.signedHeaders).toBe('content-type;host;x-amz-date;x-amz-meta-a');
    expect(sent.range).toBe('bytes=0-9');
  });
});

describe('the host', () => {
  it.each([
    [`https://${HOST}/`, HOST],
    [`https://${HOST}:443/`, HOST],
    [`http://${HOST}:80/`, HOST],
    [`https://${HOST}:80/`, `${HOST}:80`],
    [`http://${HOST}:443/`, `${HOST}:443`],
    [`http://${HOST}:8443/`, `${HOST}:8443`],
    ['HTTPS://Example.AmazonAWS.com:443', HOST],
    ['http://user:word@localhost:4566/', 'localhost:4566'],
    ['https://user@name:word@example.amazonaws.com/', HOST],
    ['http://[::1]:8000/', '[::1]:8000'],
    ['https://[2001:db8::443]/', '[2001:db8::443]'],
  ])('of %s is %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });

  it('is the header where there is one, with the port as it was given', () => {
    expect(hostOf('http://127.0.0.1:8000/', { Host: 'example.com:443' })).toBe('example.com:443');
  });

  it('is the authority of HTTP/2, whose other pseudo-headers are no headers', () => {
    const headers = { ':authority': HOST, ':path': '/', ':method': 'GET' };
    expect(signedLines('/', headers)).toEqual([`host:${HOST}`]);
  });
});

describe('the payload', () => {
  const url = `https://${HOST}/`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '13' };

  it('post-x-www-form-urlencoded: its hash is signed, and sent where that is asked for', () => {
    const request = { method: 'POST', url, headers, body: 'Param1=value1' };
    const signed = signRequest(request, { ...options, payloadHashHeader: true });
    expect(signed.headers['x-amz-content-sha256']).toBe(
      '9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e',
    );
    expect(signed.signature).toBe('d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b');
  });

  it('is hashed as UTF-8, text or bytes', () => {
    const bytes = new Uint8Array([0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]);
    expect(hashedPayload('é😀')).toBe(hashedPayload(bytes));
    expect(EMPTY_PAYLOAD_HASH).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashedPayload(undefined)).toBe(EMPTY_PAYLOAD_HASH);
    expect(hashedPayload(null)).toBe(EMPTY_PAYLOAD_HASH);
    expect(hashedPayload('')).toBe(EMPTY_PAYLOAD_HASH);
    expect(hashedPayload(new Uint8Array())).toBe(EMPTY_PAYLOAD_HASH);
  });

  it('is a header of S3 and of no other service', () => {
    expect(signRequest({ url }, s3).headers['x-amz-content-sha256']).toBe(EMPTY_PAYLOAD_HASH);
    expect(signRequest({ url }, options).headers).not.toHaveProperty('x-amz-content-sha256');
    expect(signRequest({ url }, { ...s3, payloadHashHeader: false }).headers).not.toHaveProperty(
      'x-amz-content-sha256',
    );
  });

  it.each([UNSIGNED_PAYLOAD, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'a'.repeat(64)])('may be given as %s', (given) => {
    const asOption = signRequest({ url, body: 'x' }, { ...s3, payloadHash: given, explain: true });
    const asHeader = signRequest({ url, body: 'x', headers: { 'X-Amz-Content-SHA256': given } }, s3);
    expect(asOption.trace.hashedPayload).toBe(given);
    expect(asOption.headers['x-amz-content-sha256']).toBe(given);
    expect(asOption.trace.canonicalRequest.endsWith(`\n${given}`)).toBe(true);
    expect(asHeader.signature).toBe(asOption.signature);
  });

  it('of a presigned URL is UNSIGNED-PAYLOAD for S3 and the hash of the body elsewhere', () => {
    const presign = (service: string) =>
      presignUrl({ url, body: 'x' }, { ...options, service, expiresInSeconds: 60, explain: true }).trace.hashedPayload;
    expect(presign('s3')).toBe(UNSIGNED_PAYLOAD);
    expect(presign('execute-api')).toBe(hashedPayload('x'));
  });
});

describe('the payload of a URL presigned for S3', () => {
  const presign = (payloadHash?: string, headers?: HeadersInput) =>
    presignUrl({ url: `https://${HOST}/`, headers }, { ...s3, payloadHash, expiresInSeconds: 60 });
  const hash = 'a'.repeat(64);

  it('is unsigned: nothing in the URL says so', () => {
    expect(presign(UNSIGNED_PAYLOAD)).toBe(presign());
    expect(presign()).not.toContain('Sha256');
  });

  it('is a parameter when its hash is given, because S3 takes it as unsigned otherwise', () => {
    expect(new URL(presign(hash)).searchParams.getAll('X-Amz-Content-Sha256')).toEqual([hash]);
  });

  it('is a header when the request has that', () => {
    const { searchParams } = new URL(presign(undefined, { 'x-amz-content-sha256': hash }));
    expect(searchParams.has('X-Amz-Content-Sha256')).toBe(false);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-amz-content-sha256');
  });
});

describe('the session token', () => {
  const sessionToken = '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267';
  const session = { ...options, credentials: { ...IAM_CREDENTIALS, sessionToken } };

  it('get-vanilla-with-session-token: is signed', () => {
    const { headers, signature } = signRequest({ url: '/', headers: { host: HOST } }, session);
    expect(signature).toBe('07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8');
    expect(headers['x-amz-security-token']).toBe(sessionToken);
    expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  });

  it('post-sts-header-after: or is appended after signing', () => {
    const request = { method: 'POST', url: '/', headers: { host: HOST } };
    const { headers, signature } = signRequest(request, { ...session, sessionToken: 'appended' });
    expect(signature).toBe('5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b');
    expect(headers['x-amz-security-token']).toBe(sessionToken);
    expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date,');
  });

  it('may stand in the request already, when it is the same', () => {
    const headers = { host: HOST, 'X-Amz-Security-Token': sessionToken };
    expect(signRequest({ url: '/', headers }, session)).toEqual(
      signRequest({ url: '/', headers: { host: HOST } }, session),
    );
  });

  it.each(['signed', 'appended'] as const)('is a parameter of a presigned URL, %s', (how) => {
    const url = presignUrl({ url: `https://${HOST}/` }, { ...session, sessionToken: how, expiresInSeconds: 60 });
    const names = [...new URL(url).searchParams.keys()];
    expect(new URL(url).searchParams.getAll('X-Amz-Security-Token')).toEqual([sessionToken]);
    expect(names.at(-1)).toBe('X-Amz-Signature');
    const without = presignUrl({ url: `https://${HOST}/` }, { ...options, expiresInSeconds: 60 });
    const same =
      new URL(url).searchParams.get('X-Amz-Signature') === new URL(without).searchParams.get('X-Amz-Signature');
    expect(same).toBe(how === 'appended');
  });
});

describe('a presigned URL', () => {
  const url = `https://${HOST}/a?versionId=1`;

  it.each([1, 2, MAX_EXPIRES_IN_SECONDS])('may live for %d seconds', (expiresInSeconds) => {
    const presigned = new URL(presignUrl({ url }, { ...options, expiresInSeconds }));
    expect(presigned.searchParams.get('X-Amz-Expires')).toBe(String(expiresInSeconds));
  });

  it('lives for seven days at most', () => {
    expect(MAX_EXPIRES_IN_SECONDS).toBe(7 * 24 * 60 * 60);
  });

  it('keeps the query and has each parameter of a signature once', () => {
    const presigned = new URL(presignUrl({ url: `${url}#part` }, { ...options, expiresInSeconds: 60 }));
    expect([...presigned.searchParams.keys()].sort()).toEqual([
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-Expires',
      'X-Amz-Signature',
      'X-Amz-SignedHeaders',
      'versionId',
    ]);
    expect(presigned.hash).toBe('');
  });

  it('signs the headers of the request, and host at least', () => {
    const signed = (headers: HeadersInput) =>
      new URL(presignUrl({ url, headers }, { ...options, expiresInSeconds: 60 })).searchParams.get(
        'X-Amz-SignedHeaders',
      );
    expect(signed({})).toBe('host');
    expect(signed({ 'Content-Type': 'a/b', 'User-Agent': 'x', 'x-amz-acl': 'private' })).toBe(
      'content-type;host;x-amz-acl',
    );
  });

  it('has the shape of the address it was made from', () => {
    const options60 = { ...options, expiresInSeconds: 60 };
    expect(presignUrl({ url: '/a', headers: { host: HOST } }, options60)).toMatch(/^\/a\?X-Amz-/);
    expect(presignUrl({ url: `https://${HOST}` }, options60)).toMatch(/^https:\/\/example\.amazonaws\.com\/\?X-Amz-/);
  });
});

describe('the moment', () => {
  it.each([
    ['2015-08-30T12:36:00.999Z', '20150830T123600Z'],
    ['2013-05-24T00:00:00Z', '20130524T000000Z'],
    ['0099-01-02T03:04:05Z', '00990102T030405Z'],
    ['9999-12-31T23:59:59Z', '99991231T235959Z'],
    ['2024-02-29T09:08:07+02:00', '20240229T070807Z'],
  ])('%s is written %s', (date, text) => {
    expect(amzDate(new Date(date))).toBe(text);
    expect(parseAmzDate(text)).toBe(Math.floor(Date.parse(date) / 1000) * 1000);
  });

  it.each([
    '',
    '20150830',
    '20150830T123600',
    '2015-08-30T12:36:00Z',
    '20150830T123600Z ',
    '20150830T246000Z',
    '20150830T236060Z',
    '20150230T000000Z',
    '20150001T000000Z',
    '２０150830T123600Z',
  ])('%j is none', (text) => {
    expect(parseAmzDate(text)).toBeNaN();
  });

  it('uses the day of UTC for its scope', () => {
    const date = new Date('2015-08-30T23:59:59-01:00');
    expect(signRequest({ url: `https://${HOST}/` }, { ...options, date })).toMatchObject({
      amzDate: '20150831T005959Z',
      credentialScope: '20150831/us-east-1/service/aws4_request',
    });
  });
});

describe('percent-encoding', () => {
  it('leaves the unreserved set and encodes every other ASCII character with upper-case digits', () => {
    for (let code = 0; code < 128; code++) {
      const char = String.fromCharCode(code);
      const encoded = `%${code.toString(16).padStart(2, '0').toUpperCase()}`;
      expect(uriEncode(char)).toBe(UNRESERVED.includes(char) ? char : encoded);
    }
  });

  it('encodes UTF-8 bytes, and what is encoded again', () => {
    expect(uriEncode('é€😀%2F')).toBe('%C3%A9%E2%82%AC%F0%9F%98%80%252F');
  });
});
