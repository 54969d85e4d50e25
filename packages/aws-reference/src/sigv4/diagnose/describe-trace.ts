import type { HeaderReason, SigningTrace } from '../explain.ts';
import { scopeParts } from './case.ts';
import { timeOfAmzDate } from './moment.ts';

/** Why a header is signed or not, in words. */
export const HEADER_REASONS: Readonly<Record<HeaderReason, string>> = {
  host: 'always signed, so that the signature is good for one endpoint',
  amz: 'every x-amz-* header is signed; services refuse one that is not',
  sent: 'signed because it is sent and nothing on the way changes it',
  asked: 'signed because it was asked for, although it may change on the way',
  'changes-on-the-way': 'proxies and runtimes set or rewrite it',
  'left-out': 'the signer left it out',
  appended: 'put there after signing',
};

/** A step: its title, then its lines, indented. */
const step = (number: number, title: string, lines: readonly string[]): string =>
  [`${number}. ${title}`, ...lines.map((line) => (line === '' ? '' : `   ${line}`))].join('\n');

const quoted = (text: string): string[] => text.split('\n').map((line) => `| ${line}`.trimEnd());

function pathLines({ path }: SigningTrace): string[] {
  const normalized = path.normalizePath
    ? `Normalised      ${path.normalized}${path.normalized === path.wire ? '   (nothing to resolve)' : ''}`
    : 'Normalised      no: this service takes the path as it is';
  const times =
    path.encodePath === 'once' ? 'once: the wire path in canonical spelling' : 'twice: the wire path, encoded again';
  return [`On the wire     ${path.wire}`, normalized, `Encoded         ${times}`, `CanonicalUri    ${path.canonical}`];
}

function queryLines({ query }: SigningTrace): string[] {
  if (query.wire === '') return ['There is none: an empty line.'];
  const parameters = query.parameters.map(([name, value]) => `  ${name} = ${value}`);
  return [
    `On the wire     ${query.wire}`,
    'Encoded:',
    ...parameters,
    'Sorted by name, then by value:',
    `CanonicalQueryString    ${query.canonical}`,
  ];
}

function headerLines({ headers, signedHeaders }: SigningTrace): string[] {
  const lines = headers.flatMap(({ name, value, canonicalValue, signed, reason }) => [
    `${signed ? 'signed    ' : 'not signed'}  ${name}: ${canonicalValue}`,
    `            ${HEADER_REASONS[reason]}${signed && value !== canonicalValue ? '; runs of spaces became one' : ''}`,
  ]);
  return [...lines, `SignedHeaders   ${signedHeaders}`];
}

function payloadLine({ hashedPayload }: SigningTrace): string {
  if (hashedPayload === 'UNSIGNED-PAYLOAD') return 'UNSIGNED-PAYLOAD: the body is not part of the signature';
  if (hashedPayload.startsWith('STREAMING-')) return `${hashedPayload}: each chunk is signed by itself`;
  return `${hashedPayload} (SHA-256 of the body)`;
}

function scopeLines({ credentialScope, amzDate, algorithm }: SigningTrace): string[] {
  const { date, region, service } = scopeParts(credentialScope);
  const time = timeOfAmzDate(amzDate);
  const when = Number.isNaN(time) ? '' : ` (${new Date(time).toUTCString()})`;
  const where = region === '' ? '' : `Region ${region}, `;
  return [
    `Algorithm         ${algorithm}`,
    `Date              ${amzDate}${when}`,
    `CredentialScope   ${credentialScope}   (day ${date}, ${where}service ${service})`,
  ];
}

/**
 * Every step of a signature in words, for a terminal or a page. Holds what the trace holds: keys and session token only
 * where `reveal` asked for them.
 */
export function describeTrace(trace: SigningTrace): string {
  const { keys } = trace;
  const steps: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['CanonicalUri: the path', pathLines(trace)],
    ['CanonicalQueryString: the query', queryLines(trace)],
    ['CanonicalHeaders and SignedHeaders', headerLines(trace)],
    ['HashedPayload: the body', [payloadLine(trace)]],
    ['CanonicalRequest', [...quoted(trace.canonicalRequest), `SHA-256: ${trace.canonicalRequestHash}`]],
    ['CredentialScope', scopeLines(trace)],
    ['StringToSign', quoted(trace.stringToSign)],
    [
      'SigningKey: HMAC-SHA256, each with the one before as key',
      [
        `kDate     HMAC("AWS4" + secret, date)   ${keys.kDate}`,
        `kRegion   HMAC(kDate, Region)           ${keys.kRegion}`,
        `kService  HMAC(kRegion, service)        ${keys.kService}`,
        `kSigning  HMAC(kService, aws4_request)  ${keys.kSigning}`,
      ],
    ],
    ['Signature: HMAC(kSigning, StringToSign)', [trace.signature || 'not computed: there is no key']],
  ];
  return `${steps.map(([title, lines], at) => step(at + 1, title, lines)).join('\n\n')}\n`;
}
