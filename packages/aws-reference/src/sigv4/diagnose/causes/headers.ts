import { type Case, headerOf, isPresigned, isS3 } from '../case.ts';
import type { Cause, CauseName } from '../cause.ts';
import { type Difference, differences, evidenceOf } from '../difference.ts';

const MEND = {
  'host-port':
    'Sign the host as it is sent: with a port that is not the default of its scheme, without :443 and :80. A tunnel or container often changes it.',
  'host-changed':
    'Sign the name that the service receives: a proxy or a custom domain changed the Host header. Let it pass the header on, or sign for the name behind it.',
  'header-stripped':
    'A signed header did not arrive. Leave it out of the signature, or have the proxy, browser or HTTP client keep it.',
  'header-added': 'The service counts a header that was not signed. Sign it, or keep it out of SignedHeaders.',
  'header-changed':
    'A signed header arrived with another value. Sign the value that is really sent, or leave the header out of the signature.',
  'header-whitespace': 'Trim the value and make each run of spaces one space in CanonicalHeaders.',
  'header-order': 'Sort CanonicalHeaders and SignedHeaders by lower-case name.',
  'header-not-signed':
    'Sign host, every x-amz-* header and what the message names, before signing; add no such header afterwards.',
  'missing-payload-header':
    'Send HashedPayload as the signed header x-amz-content-sha256: S3 wants it (payloadHashHeader: true).',
} satisfies Partial<Record<CauseName, string>>;

const textAfterName = (line: string | undefined): string | undefined => line?.slice(line.indexOf(':') + 1);
const squeezed = (text = ''): string => text.replace(/\s+/g, ' ').trim();
const withoutPort = (host = ''): string => host.trim().replace(/:\d+$/, '');

function cause(name: keyof typeof MEND, what: string, difference: Omit<Difference, 'name'>): Cause {
  const confidence = name === 'header-added' ? 'likely' : 'certain';
  return { cause: name, confidence, evidence: [evidenceOf(what, difference)], mend: MEND[name] };
}

/** Why the headers that the service signs are others. Payload hash, date and session token have causes of their own. */
export function headerCauses(found: Case): Cause[] {
  const lines = differences(found, 'header').filter(
    ({ name }) => name !== 'x-amz-content-sha256' && name !== 'x-amz-date',
  );
  const causes = lines.flatMap((line) => headerCause(line));
  const [names] = differences(found, 'signed-headers');
  if (found.canonicalRequest?.reordered === true)
    return [
      ...causes,
      cause('header-order', 'the headers are in another order', names ?? { signed: undefined, expected: undefined }),
    ];
  return causes.length === 0 && names !== undefined ? [...causes, namesCause(names)] : causes;
}

function headerCause(line: Difference): Cause[] {
  const { name } = line;
  const [signed, expected] = [textAfterName(line.signed), textAfterName(line.expected)];
  const values = { signed, expected };
  if (name === 'x-amz-security-token' && signed !== undefined && expected) return [];
  if (signed === undefined) return [cause('header-added', `the service also counts ${name}`, values)];
  if (expected === undefined || (expected === '' && signed !== '')) {
    return [cause('header-stripped', `${name} did not arrive`, values)];
  }
  if (name === 'host')
    return [
      cause(withoutPort(signed) === withoutPort(expected) ? 'host-port' : 'host-changed', 'the host differs', values),
    ];
  const spaces = squeezed(signed) === squeezed(expected);
  return [
    cause(
      spaces ? 'header-whitespace' : 'header-changed',
      `${name} ${spaces ? 'has other spaces' : 'arrived with another value'}`,
      values,
    ),
  ];
}

function namesCause(names: Difference): Cause {
  const [ours, theirs] = [names.signed?.split(';') ?? [], names.expected?.split(';') ?? []];
  const same = ours.toSorted().join(';') === theirs.toSorted().join(';');
  if (same) return cause('header-order', 'SignedHeaders is in another order', names);
  return cause(ours.length > theirs.length ? 'header-stripped' : 'header-added', 'SignedHeaders names others', names);
}

/** What the messages say of headers that are not signed. */
export function saidOfHeaders({ answer: { code, message, details } }: Case): Cause[] {
  const what = `the service says ${code || message}`;
  const nothing = { signed: undefined, expected: undefined };
  // "There were headers present in the request which were not signed" with <HeadersNotSigned>x-amz-acl</…>
  if (/headers present in the request which were not signed/i.test(message)) {
    const names = details.HeadersNotSigned;
    return [
      cause('header-not-signed', names === undefined ? what : `${what}: ${names}`, { ...nothing, expected: names }),
    ];
  }
  // "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
  const name = /'([^']+)'[^.]* must be a 'SignedHeader'/i.exec(message)?.[1];
  if (name !== undefined) return [cause('header-not-signed', what, { ...nothing, expected: name.toLowerCase() })];
  // "Missing required header for this request: x-amz-content-sha256"
  return /missing required header.*x-amz-content-sha256/i.test(message)
    ? [cause('missing-payload-header', what, nothing)]
    : [];
}

/** What looks wrong in the headers before any service says so. */
export function ownHeaders(found: Case): Cause[] {
  const { trace, host } = found;
  const causes: Cause[] = [];
  const missing = trace.headers.filter(({ name, reason }) => reason === 'left-out' && name.startsWith('x-amz-'));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    causes.push({
      ...cause('header-not-signed', `these are sent and not signed: ${names}`, { signed: undefined, expected: names }),
      confidence: 'likely',
    });
  }
  if (isS3(found) && !isPresigned(trace) && headerOf(trace, 'x-amz-content-sha256') === undefined) {
    causes.push({
      ...cause('missing-payload-header', 'the request for S3 has no x-amz-content-sha256', {
        signed: undefined,
        expected: undefined,
      }),
      confidence: 'likely',
    });
  }
  if (/:(?:443|80)$/.test(host)) {
    causes.push({
      ...cause('host-port', 'the host has a default port', { signed: host, expected: withoutPort(host) }),
      confidence: 'possible',
    });
  }
  const risky = trace.headers.filter(({ reason }) => reason === 'asked').map(({ name }) => name);
  if (risky.length > 0) {
    causes.push({
      ...cause('header-changed', `signed although it changes on the way: ${risky.join(', ')}`, {
        signed: undefined,
        expected: undefined,
      }),
      confidence: 'possible',
    });
  }
  return causes;
}
