import { type Credentials, parseAmzDate } from '@notebank/aws-reference/sigv4';

/**
 * What a learner edits: the fields of the form, by their names, as they were typed. Plain data.
 */
export interface LabRequest {
  readonly method: string;
  /** Path and query as they go over the wire. Line breaks do not count. */
  readonly url: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly body: string;
  /** Id of published example credentials, or `own`. */
  readonly keys: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly service: string;
  readonly region: string;
  /** `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
  readonly moment: string;
  readonly carrier: 'header' | 'query';
  /** Life of a presigned URL in seconds. */
  readonly expires: string;
  /** Empty: as the service does. */
  readonly normalizePath: '' | 'yes' | 'no';
  /** Empty: as the service does. */
  readonly encodePath: '' | 'once' | 'twice';
  /** Empty: the body's hash (for a presigned URL of S3: what S3 does). */
  readonly payload: '' | 'UNSIGNED-PAYLOAD';
  /** Names of headers to leave unsigned, separated by spaces or commas. */
  readonly unsigned: string;
  /** Names of headers to sign although they may change on the way. */
  readonly signed: string;
}

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name, `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Credentials that AWS has published as examples: nobody's, in every document. */
export interface ExampleKeys extends Credentials {
  readonly id: string;
  readonly label: string;
}

const DOCS = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SUITE = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** The example keys to choose from. They are public, so the lab shows everything that is derived from them. */
export const EXAMPLE_KEYS: readonly ExampleKeys[] = [
  {
    id: 'docs',
    label: 'AKIAIOSFODNN7EXAMPLE, secret …/bPxRfiCYEXAMPLEKEY',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: DOCS,
  },
  {
    id: 'docs-plus',
    label: 'AKIAIOSFODNN7EXAMPLE, secret …+bPxRfiCYEXAMPLEKEY',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: SUITE,
  },
  {
    id: 'suite',
    label: 'AKIDEXAMPLE, secret …+bPxRfiCYEXAMPLEKEY',
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: SUITE,
  },
  {
    id: 'session',
    label: 'ASIAIOSFODNN7EXAMPLE (temporary) with its session token',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: DOCS,
    sessionToken: '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267',
  },
  {
    id: 'session-bare',
    label: 'ASIAIOSFODNN7EXAMPLE (temporary) without it',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: DOCS,
  },
];

/** The credentials of a request: an example's, or those that were typed. */
export function credentialsOf(request: LabRequest): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = request;
  const known = EXAMPLE_KEYS.find(({ id }) => id === request.keys);
  return known ?? { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined };
}

/** Where a request begins: each example says only what differs. */
export const BLANK: LabRequest = {
  method: 'GET',
  url: '',
  headers: '',
  body: '',
  keys: 'docs',
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  service: 's3',
  region: 'us-east-1',
  moment: '20130524T000000Z',
  carrier: 'header',
  expires: '86400',
  normalizePath: '',
  encodePath: '',
  payload: '',
  unsigned: '',
  signed: '',
};

/** The address without the line breaks that a field of several lines lets in. */
export function urlOf({ url }: LabRequest): string {
  return url.replace(/\s*\n\s*/g, '').trim();
}

/** The lines of the field as pairs. A line without a colon is a name without a value, which the signer then refuses. */
export function headersOf({ headers }: LabRequest): [string, string][] {
  const lines = headers.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return colon === -1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}

/** Milliseconds since 1970 of what stands in the field, or NaN. */
export function timeOf({ moment }: LabRequest): number {
  return parseAmzDate(
    moment
      .trim()
      .replace(/[-:]/g, '')
      .replace(/\.\d+(?=Z$)/, ''),
  );
}

/** Names in a field, by spaces or commas. */
export function namesOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
}
