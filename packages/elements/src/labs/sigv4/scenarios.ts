import { BLANK, type LabRequest, type SentRequest } from './lab-request.ts';
import type { Misreading } from './sign.ts';

/** The service of a scenario: what it expects, which the learner cannot change. */
export interface LabService {
  readonly service: string;
  readonly region: string;
  /** Its clock, `YYYYMMDDTHHMMSSZ`. */
  readonly now: string;
  readonly maxSkewSeconds: number;
  /** Id of the example credentials that it knows. */
  readonly keys: string;
  /** Form of its answers. */
  readonly answers: 'xml' | 'json';
}

/** A request that a service refuses, to be repaired. */
export interface Scenario {
  readonly id: string;
  /** Names the situation, not the fault. */
  readonly title: string;
  readonly story: string;
  readonly request: LabRequest;
  readonly service: LabService;
  /** How the signer misreads the address. */
  readonly misread?: Misreading;
  /** What happens to the request on its way. */
  readonly network?: (sent: SentRequest) => SentRequest;
  readonly hint: string;
  /** Said once the service accepts. */
  readonly lesson: string;
}

const S3: LabService = {
  service: 's3',
  region: 'us-east-1',
  now: '20130524T000005Z',
  maxSkewSeconds: 900,
  keys: 'docs',
  answers: 'xml',
};
const DYNAMODB: LabService = {
  service: 'dynamodb',
  region: 'us-east-1',
  now: '20150830T123602Z',
  maxSkewSeconds: 300,
  keys: 'suite',
  answers: 'json',
};

const s3 = (request: Partial<LabRequest>): LabRequest => ({
  ...BLANK,
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  ...request,
});
const dynamodb = (request: Partial<LabRequest>): LabRequest => ({
  ...BLANK,
  method: 'POST',
  url: 'https://dynamodb.us-east-1.amazonaws.com/',
  headers: 'Content-Type: application/x-amz-json-1.0\nX-Amz-Target: DynamoDB_20120810.ListTables',
  body: '{}',
  keys: 'suite',
  service: 'dynamodb',
  moment: '20150830T123600Z',
  ...request,
});

/** What HTTP clients do to every request: `Host` is written from the address. */
function withOwnHost(sent: SentRequest): SentRequest {
  const host = /^https?:\/\/([^/?#]+)/i.exec(sent.url)?.[1]?.toLowerCase() ?? '';
  return { ...sent, headers: { ...sent.headers, host } };
}

const without =
  (name: string) =>
  (sent: SentRequest): SentRequest => {
    const { [name]: _, ...headers } = sent.headers;
    return { ...sent, headers };
  };

/** A gateway that reads JSON and writes it again, as gateways with a validation step do. */
function rewriteJson(sent: SentRequest): SentRequest {
  try {
    return { ...sent, body: JSON.stringify(JSON.parse(sent.body)) };
  } catch {
    return sent;
  }
}

/** A signer that takes `+` in a query for a plus sign, while services read a space. */
const plusIsPlus: Misreading = (url) => {
  const at = url.indexOf('?');
  return at === -1 ? url : url.slice(0, at) + url.slice(at).replaceAll('+', '%2B');
};

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'spaces',
    title: 'An object whose name has a space',
    story: 'A signer that has served DynamoDB and Lambda for years now reads from S3. Only some objects fail.',
    request: s3({
      url: 'https://examplebucket.s3.amazonaws.com/reports/may%20sales.csv',
      normalizePath: 'yes',
      encodePath: 'twice',
    }),
    service: S3,
    hint: 'Compare the second line of both canonical requests. Then look under “More settings”.',
    lesson: 'S3 takes the path as it travels. Every other service encodes it once more, so %20 becomes %2520.',
  },
  {
    id: 'port',
    title: 'A store on another port',
    story:
      'An S3-compatible store listens on port 9000. The signing code sets the Host header by itself; the HTTP client does so too.',
    request: s3({ url: 'https://store.example.com:9000/examplebucket/test.txt', headers: 'Host: store.example.com' }),
    service: S3,
    network: withOwnHost,
    hint: 'Which Host does an HTTP client send when the address names a port that is not the usual one?',
    lesson: 'A port that is not the default of its scheme belongs to Host, and Host is always signed.',
  },
  {
    id: 'two-words',
    title: 'A search for two words',
    story: 'Listing objects by prefix works, until a prefix has two words. The query was put together like a form.',
    request: s3({ url: 'https://examplebucket.s3.amazonaws.com/?list-type=2&prefix=annual+report' }),
    service: S3,
    misread: plusIsPlus,
    hint: 'The signer of this scenario takes + for a plus sign. Write the space so that nobody can take it for something else.',
    lesson: 'In a query + may be a space or a plus sign, depending on who reads. %20 and %2B are always clear.',
  },
  {
    id: 'proxy',
    title: 'Behind a company proxy',
    story:
      'The same code works at home. In the office every request goes through a proxy that lets only headers pass that it knows.',
    request: s3({ headers: 'Range: bytes=0-9\nX-Team: data' }),
    service: S3,
    network: without('x-team'),
    hint: 'The service lists the headers that it was told are signed. Is one of them empty there?',
    lesson:
      'Sign what has to be protected. A header that somebody on the way drops is better left unsigned, or not sent.',
  },
  {
    id: 'asleep',
    title: 'A laptop that slept',
    story: 'A laptop woke up after a long flight and goes on where it was.',
    request: s3({ moment: '20130523T221500Z' }),
    service: S3,
    hint: 'The answer names two moments.',
    lesson: 'S3 allows 15 minutes between the clocks, most services 5. SDKs measure the difference and sign again.',
  },
  {
    id: 'moved',
    title: 'A bucket somewhere else',
    story: 'The script was copied from another project; the bucket was made elsewhere.',
    request: s3({}),
    service: { ...S3, region: 'eu-central-1' },
    hint: 'The answer says which Region it expects.',
    lesson: 'The Region is part of the scope and of the signing key: each Region has a key of its own.',
  },
  {
    id: 'tidy',
    title: 'A gateway that tidies up',
    story: 'An egress gateway checks that JSON is well formed. It writes what it has read, without needless spaces.',
    request: dynamodb({ body: '{ "Limit": 10 }' }),
    service: DYNAMODB,
    network: rewriteJson,
    hint: 'Compare the last line of both canonical requests. What would the gateway leave as it is?',
    lesson:
      'The hash of the body is part of the canonical request. Whoever changes a byte of the body breaks the signature.',
  },
  {
    id: 'role',
    title: 'Keys copied from a role',
    story: 'Somebody copied the access key and the secret of a role session into a configuration file.',
    request: dynamodb({ keys: 'session-bare' }),
    service: { ...DYNAMODB, keys: 'session' },
    hint: 'Temporary credentials have three parts.',
    lesson: 'Without its session token a temporary key is unknown: the token travels as X-Amz-Security-Token.',
  },
  {
    id: 'secret',
    title: 'A secret from a configuration file',
    story: 'The secret went through a tool that reads and writes addresses. Everything else was tried already.',
    request: s3({ keys: 'docs-plus' }),
    service: S3,
    hint: 'Both canonical requests are the same, to the byte. What is left?',
    lesson: 'When canonical request and string to sign agree, the key is another one: secret, day, Region or service.',
  },
];
