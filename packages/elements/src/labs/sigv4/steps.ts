import type { HeaderDecision, HeaderReason } from '@notebank/aws-reference/sigv4';
import type { Signed } from './sign.ts';

/** The steps of the algorithm, and what is made of them. */
export type StepId = 'canonical-request' | 'hash' | 'scope' | 'string-to-sign' | 'keys' | 'signature' | 'result';

/** One output of a step. */
export interface Row {
  readonly label: string;
  readonly value: string;
  /** How it came about. */
  readonly note?: string | undefined;
}

/** A step with its outputs. */
export interface Step {
  readonly id: StepId;
  readonly title: string;
  /** Shown where there is room for a word or two. */
  readonly short: string;
  readonly rows: readonly Row[];
}

/** Every step of a signature, in the order of the algorithm. */
export function stepsOf(signed: Signed): Step[] {
  const { trace } = signed;
  return [
    {
      id: 'canonical-request',
      title: 'Canonical request',
      short: 'Canonical request',
      rows: canonicalRows(signed),
    },
    {
      id: 'hash',
      title: 'Hash of the canonical request',
      short: 'Hash',
      rows: [{ label: 'SHA-256', value: trace.canonicalRequestHash }],
    },
    {
      id: 'scope',
      title: 'Credential scope',
      short: 'Scope',
      rows: [{ label: 'Scope', value: trace.credentialScope, note: 'day, Region, service' }],
    },
    {
      id: 'string-to-sign',
      title: 'String to sign',
      short: 'String to sign',
      rows: [
        { label: 'Algorithm', value: trace.algorithm },
        { label: 'Moment', value: trace.amzDate },
        { label: 'Scope', value: trace.credentialScope },
        { label: 'Hash', value: trace.canonicalRequestHash, note: 'no line break at the end' },
      ],
    },
    { id: 'keys', title: 'Signing key', short: 'Signing key', rows: keyRows(signed) },
    {
      id: 'signature',
      title: 'Signature',
      short: 'Signature',
      rows: [{ label: 'Signature', value: trace.signature, note: 'HMAC(kSigning, string to sign)' }],
    },
    resultStep(signed),
  ];
}

function canonicalRows({ trace, request, sent }: Signed): Row[] {
  const [method = ''] = trace.canonicalRequest.split('\n', 1);
  // Behind method, path and query come the headers, up to the empty line before the last two lines.
  const headers = trace.canonicalRequest.split('\n').slice(3, -3).join('\n');
  return [
    { label: 'Method', value: method },
    { label: 'CanonicalUri', value: trace.path.canonical, note: pathNote(trace.path) },
    {
      label: 'CanonicalQueryString',
      value: trace.query.canonical,
      note: trace.query.parameters.length > 1 ? 'sorted by name, then by value' : undefined,
    },
    { label: 'CanonicalHeaders', value: headers, note: 'an empty line follows' },
    { label: 'SignedHeaders', value: trace.signedHeaders },
    {
      label: 'HashedPayload',
      value: trace.hashedPayload,
      note: payloadNote(trace.hashedPayload, sent.body, request.body),
    },
  ];
}

function pathNote({ wire, normalized, canonical, encodePath }: Signed['trace']['path']): string {
  if (wire === canonical) return 'as on the wire';
  const steps = [
    wire === normalized ? '' : `normalised to ${normalized}`,
    normalized === canonical ? '' : encodePath === 'twice' ? 'encoded again' : 'in canonical spelling',
  ];
  return `${wire}, ${steps.filter(Boolean).join(', ')}`;
}

function payloadNote(hash: string, sent: string, body: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) return 'the body is not part of the signature';
  const bytes = new TextEncoder().encode(sent || body).length;
  return bytes === 0 ? 'SHA-256 of no bytes' : `SHA-256 of the body, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

function keyRows({ trace }: Signed): Row[] {
  const [day = '', region = '', service = ''] = trace.credentialScope.split('/');
  const { kDate, kRegion, kService, kSigning } = trace.keys;
  return [
    { label: 'kDate', value: kDate, note: `HMAC("AWS4" + secret, "${day}")` },
    { label: 'kRegion', value: kRegion, note: `HMAC(kDate, "${region}")` },
    { label: 'kService', value: kService, note: `HMAC(kRegion, "${service}")` },
    { label: 'kSigning', value: kSigning, note: 'HMAC(kService, "aws4_request")' },
  ];
}

function resultStep({ request, result, curl }: Signed): Step {
  const isUrl = request.carrier === 'query';
  return {
    id: 'result',
    title: isUrl ? 'Presigned URL' : 'Authorization header',
    short: isUrl ? 'URL' : 'Header',
    rows: [
      { label: isUrl ? 'URL' : 'Authorization', value: result },
      { label: 'curl', value: curl },
    ],
  };
}

const REASONS: Readonly<Record<HeaderReason, string>> = {
  host: 'always, so that the signature is good for one endpoint',
  amz: 'every x-amz-* header is; services refuse a request where one is not',
  sent: 'you send it, and nothing on the way changes it',
  asked: 'you asked for it, although it may change on the way',
  'changes-on-the-way': 'clients and proxies set or rewrite it',
  'left-out': 'you left it out',
  appended: 'the session token is put there after signing',
};

/** Why a header is signed or not, as the end of a sentence. */
export function reasonOf({ reason }: HeaderDecision): string {
  return REASONS[reason];
}

/** The request as a message of HTTP, before it is signed. */
export function messageOf({ request, sent }: Signed): string {
  const target = sent.url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
  const path = request.carrier === 'query' ? target.replace(/[?&]X-Amz-Algorithm=.*$/, '') : target;
  const added = /^(?:authorization|x-amz-(?:date|content-sha256|security-token))$/;
  const lines = Object.entries(sent.headers)
    .filter(([name]) => !added.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  // The host leads, as clients write it.
  lines.sort((a, b) => Number(b.startsWith('host:')) - Number(a.startsWith('host:')));
  return [`${sent.method} ${path} HTTP/1.1`, ...lines, ...(sent.body === '' ? [] : ['', sent.body])].join('\n');
}
