import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amzDate, type PathRules, presignUrl, signRequest } from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS, S3_CREDENTIALS } from './portable/examples.ts';
import { botocoreSignatures, findBotocore } from './support/botocore.ts';
import {
  encode,
  fromHeader,
  fromUrl,
  PEERS,
  type Peer,
  type PeerOptions,
  type PeerRequest,
  type PeerSignature,
  targetOf,
} from './support/peers.ts';

// fast-check prints the seed and the smallest request of a failure.
const numRuns = process.env.NOTEBANK_SLOW === '1' ? 5000 : 600;

const WORDS = [...'abcxyzABC0189'];
const RESERVED = [...' !\'()*$&+,:;=@/?#[]%"<>\\^`{|}~-._'];
const WIDE = [...'éßЖ中€😀'];
const letters = fc.string({ unit: fc.constantFrom(...WORDS), minLength: 1, maxLength: 6 });
const text = fc.oneof(letters, fc.string({ unit: fc.constantFrom(...WORDS, ...RESERVED, ...WIDE), maxLength: 8 }));
const notDots = (segment: string) => !/^\.{0,2}$/.test(segment);

/** Keys of objects: no empty segment, no dot segment and no encoded slash, on which the peers differ. */
const s3Path = fc
  .array(
    text.filter((segment) => notDots(segment) && !segment.includes('/')),
    { maxLength: 4 },
  )
  .map((segments) => `/${segments.map(encode).join('/')}`);

/** Paths of other services. */
const plainPath = fc
  .array(text.filter(notDots), { maxLength: 4 })
  .map((segments) => `/${segments.map(encode).join('/')}`);

const query = fc.uniqueArray(
  fc.tuple(
    text.filter((name) => name !== '' && !/^x-amz-/i.test(name)),
    text,
  ),
  {
    selector: ([name]) => name,
    maxLength: 5,
  },
);

/** Names that all of them sign, in any case. */
const headerNames = ['My-Header', 'my-header2', 'X-Amz-Meta-A', 'x-amz-acl', 'If-Match', 'X-Other', 'a'];
const headerValue = fc
  .string({ unit: fc.constantFrom(...WORDS, ...'  \t!\'()*$&+,:;=@/?#[]%"<>\\^`{|}~-._'), maxLength: 12 })
  .map((value) => value.trim());
const headers = fc.uniqueArray(fc.tuple(fc.constantFrom(...headerNames), headerValue), {
  selector: ([name]) => name.toLowerCase(),
  maxLength: 5,
});

interface Case {
  readonly request: PeerRequest;
  readonly options: PeerOptions;
}

const HASH = 'x-amz-content-sha256';

/** Requests that every signer reads in the same way. */
function cases(service: 's3' | 'service', path: fc.Arbitrary<string>): fc.Arbitrary<Case> {
  const request = fc
    .record({
      method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
      host: fc.constantFrom('example.amazonaws.com', 'localhost:4566', '127.0.0.1:8000'),
      path,
      query,
      headers,
      body: fc.option(
        text.filter((body) => body !== ''),
        { nil: undefined },
      ),
    })
    .map((one): PeerRequest => ({ ...one, headers: [...one.headers, ...bodyHeaders(one.body)] }));
  const options = fc
    .record({
      credentials: fc.constantFrom(IAM_CREDENTIALS, S3_CREDENTIALS, {
        ...IAM_CREDENTIALS,
        sessionToken: 'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22w==',
      }),
      region: fc.constantFrom('us-east-1', 'eu-central-1'),
      date: fc.date({
        min: new Date('2000-01-01T00:00:00Z'),
        max: new Date('2099-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      expiresInSeconds: fc.integer({ min: 1, max: 604_800 }),
    })
    .map((one) => ({ ...one, service, amzDate: amzDate(one.date) }));
  return fc.record({ request, options });
}

/** What aws4 adds by itself when it is absent. */
function bodyHeaders(body: string | undefined): (readonly [string, string])[] {
  if (body === undefined) return [];
  const length = new TextEncoder().encode(body).length;
  return [
    ['Content-Type', 'text/plain'],
    ['Content-Length', String(length)],
  ];
}

/** S3 with the payload as a header, which all of them then take; the others without. */
function withPayload({ request, options }: Case, hash: string): Case {
  return options.service === 's3'
    ? { options, request: { ...request, headers: [...request.headers, [HASH, hash]] } }
    : { request, options };
}

type Way = 'sign' | 'presign';

function ours({ request, options }: Case, way: Way, rules: PathRules = {}): PeerSignature {
  const input = { ...request, url: `https://${request.host}${targetOf(request)}` };
  return way === 'sign'
    ? fromHeader(signRequest(input, { ...options, ...rules }).headers.authorization)
    : fromUrl(presignUrl(input, { ...options, ...rules }));
}

async function agree(one: Case, way: Way, peers: readonly Peer[]): Promise<void> {
  const mine = ours(one, way);
  for (const peer of peers) expect(await peer[way](one.request, one.options), peer.name).toEqual(mine);
}

const named = (...names: string[]) => PEERS.filter(({ name }) => names.includes(name));

describe('generated requests have the same signature as those of aws4, aws4fetch and @smithy/signature-v4', () => {
  it.each([
    ['service', 'sign', plainPath],
    ['service', 'presign', plainPath],
    ['s3', 'sign', s3Path],
    ['s3', 'presign', s3Path],
  ] as const)('%s: %s', { timeout: 600_000 }, async (service, way, path) => {
    await fc.assert(
      fc.asyncProperty(cases(service, path), async (one) => {
        await agree(withPayload(one, 'UNSIGNED-PAYLOAD'), way, PEERS);
      }),
      { numRuns },
    );
  });

  it('the hash of a body for S3, as aws4 makes it by itself', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(cases('s3', s3Path), (one) => agree(one, 'sign', named('aws4'))),
      { numRuns },
    );
  });

  it('UNSIGNED-PAYLOAD for a presigned URL of S3, without a header that says so', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(cases('s3', s3Path), (one) => agree(one, 'presign', named('aws4', 'aws4fetch'))),
      { numRuns },
    );
  });

  it('paths with dots and empty segments', { timeout: 600_000 }, async () => {
    const segment = fc.oneof(text.map(encode), fc.constantFrom('.', '..', ''));
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
    await fc.assert(
      fc.asyncProperty(cases('service', path), (one) => agree(one, 'sign', named('@smithy/signature-v4'))),
      { numRuns },
    );
  });

  it('parameters that repeat', { timeout: 600_000 }, async () => {
    const repeated = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'a-', 'é'), text), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        cases('service', plainPath),
        repeated,
        fc.constantFrom<Way>('sign', 'presign'),
        (one, more, way) => agree({ ...one, request: { ...one.request, query: more } }, way, PEERS),
      ),
      { numRuns: numRuns / 2 },
    );
  });
});

/** A request on which signers differ: who differs from ours, and why. The others agree. */
interface Difference {
  readonly what: string;
  readonly why: string;
  readonly differ: readonly string[];
  readonly service?: 's3' | 'service';
  readonly way?: Way;
  readonly request: Partial<PeerRequest>;
}

const AWS4 = 'aws4';
const AWS4FETCH = 'aws4fetch';
const SMITHY = '@smithy/signature-v4';

const DIFFERENCES: readonly Difference[] = [
  {
    what: 'a Range header',
    why: 'aws4 leaves it out; the example of S3 signs it',
    differ: [AWS4],
    request: { headers: [['Range', 'bytes=0-9']] },
  },
  {
    what: 'a User-Agent',
    why: 'aws4fetch signs it when it is told to sign all headers; proxies and browsers change it',
    differ: [AWS4FETCH],
    request: { headers: [['User-Agent', 'x']] },
  },
  {
    what: 'a Cache-Control header',
    why: 'aws4 and aws4fetch sign it; ours and the SDK leave out what proxies change',
    differ: [AWS4, AWS4FETCH],
    request: { headers: [['Cache-Control', 'no-cache']] },
  },
  {
    what: 'a body without Content-Type',
    why: 'aws4 adds the type of a form, and the length',
    differ: [AWS4],
    request: { body: 'x' },
  },
  {
    what: 'a parameter without name',
    why: 'aws4 and aws4fetch drop it',
    differ: [AWS4, AWS4FETCH],
    request: { query: [['', 'value']] },
  },
  {
    what: 'a parameter that repeats, for S3',
    why: 'aws4 and aws4fetch keep the first; S3 signs all',
    differ: [AWS4, AWS4FETCH],
    service: 's3',
    request: {
      query: [
        ['a', '1'],
        ['a', '2'],
      ],
    },
  },
  {
    what: 'an encoded slash in a key of S3',
    why: 'aws4 and aws4fetch decode the path, and %2F becomes a separator',
    differ: [AWS4, AWS4FETCH],
    service: 's3',
    request: { path: '/a%2Fb' },
  },
  {
    what: 'a plus in a key of S3',
    why: 'ours sends %2B, the SDK the plus, aws4 and aws4fetch sign a space: S3 reads a plus as a space',
    differ: [AWS4, AWS4FETCH, SMITHY],
    service: 's3',
    request: { path: '/a+b' },
  },
  {
    what: 'a reserved character in a key of S3',
    why: 'the SDK takes the path as it is; S3 encodes it',
    differ: [SMITHY],
    service: 's3',
    request: { path: '/a$b' },
  },
  {
    what: 'an escape in lower case in a key of S3',
    why: 'the SDK takes the path as it is; S3 encodes it with upper case',
    differ: [SMITHY],
    service: 's3',
    request: { path: '/%c3%a9' },
  },
  {
    what: 'dot segments in a key of S3',
    why: 'aws4fetch has the URL resolve them, so that another key is asked for',
    differ: [AWS4FETCH],
    service: 's3',
    request: { path: '/a/../b' },
  },
  {
    what: 'an empty segment before two dots',
    why: 'aws4fetch has the URL resolve them: there an empty segment counts, so that `..` takes only that one away',
    differ: [AWS4FETCH],
    request: { path: '/a//../b' },
  },
  {
    what: 'two dots at the end',
    why: 'aws4fetch has the URL resolve them, which leaves a slash',
    differ: [AWS4FETCH],
    request: { path: '/a/b/..' },
  },
  {
    what: 'an encoded dot segment',
    why: 'aws4fetch has the URL resolve it',
    differ: [AWS4FETCH],
    request: { path: '/a/%2e%2e/b' },
  },
];

describe('known differences', () => {
  it.each(DIFFERENCES)('$what: $why', async ({ differ, service = 'service', way = 'sign', request }) => {
    const date = new Date('2015-08-30T12:36:00Z');
    const one: Case = {
      request: {
        method: 'PUT',
        host: 'example.amazonaws.com',
        path: '/',
        query: [],
        headers: [],
        body: undefined,
        ...request,
      },
      options: {
        credentials: IAM_CREDENTIALS,
        region: 'us-east-1',
        service,
        date,
        amzDate: amzDate(date),
        expiresInSeconds: 60,
      },
    };
    const { request: asked, options } = withPayload(one, 'UNSIGNED-PAYLOAD');
    const mine = ours({ request: asked, options }, way);
    const found: string[] = [];
    for (const peer of PEERS) {
      const theirs = await peer[way](asked, options);
      expect(theirs.signature).toMatch(/^[0-9a-f]{64}$/);
      if (theirs.signature !== mine.signature) found.push(peer.name);
    }
    expect(found).toEqual(differ);
  });
});

const python = findBotocore();
/** Of the samples for botocore, which are drawn at once: printed with what differs. */
const seed = Math.floor(Math.random() * 2 ** 31);

describe.skipIf(python === undefined)('generated requests have the same signature as those of botocore', () => {
  it.each([
    ['service', 'sign', plainPath],
    ['service', 'presign', plainPath],
    ['s3', 'sign', s3Path],
    ['s3', 'presign', s3Path],
  ] as const)('%s: %s', { timeout: 600_000 }, (service, way, path) => {
    // botocore writes the body of a presigned request into its query.
    const drawn = fc.sample(cases(service, path), { numRuns, seed }).map(({ request, options }) => ({
      options,
      request: way === 'presign' ? { ...request, body: undefined, headers: [] } : request,
    }));
    const theirs = botocoreSignatures(
      python ?? '',
      drawn.map((one) => ({ ...one, way })),
    );
    expect(theirs).toHaveLength(numRuns);
    for (const [index, one] of drawn.entries())
      expect(ours(one, way), `seed ${seed}: ${JSON.stringify(one)}`).toEqual(theirs[index]);
  });

  it('headers that repeat, dots and empty segments', { timeout: 600_000 }, () => {
    const segment = fc.oneof(text.map(encode), fc.constantFrom('.', '..', ''));
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
    const repeated = fc.array(fc.tuple(fc.constantFrom('X-A', 'x-b', 'Range'), headerValue), { maxLength: 6 });
    const drawn = fc
      .sample(fc.tuple(cases('service', path), repeated), numRuns)
      .map(([{ request, options }, more]) => ({
        options,
        request: { ...request, headers: [...request.headers, ...more] },
        way: 'sign' as const,
      }));
    const theirs = botocoreSignatures(python ?? '', drawn);
    for (const [index, one] of drawn.entries())
      expect(ours(one, 'sign'), `seed ${seed}: ${JSON.stringify(one)}`).toEqual(theirs[index]);
  });
});
