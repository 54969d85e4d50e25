import {
  type Credentials,
  canonicalHeaders,
  canonicalQueryString,
  canonicalRequest,
  canonicalUri,
  hashedPayload,
  type PathRules,
  stringToSign,
} from '../../src/sigv4/index.ts';

/** AWS's published example credentials. */
export const CREDENTIALS: Credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
export const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE/TOKEN+of/a/session==';
export const DATE = new Date('2015-08-30T12:36:00Z');

/** A request as it reaches a service. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** What a service computes from what reached it. */
export interface Computed {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signatureProvided: string;
}

/** A service that reads a signed request by the right rules, in the steps of the specification. */
export function compute({ method, url, headers, body }: Arrived, rules: PathRules): Computed {
  const { pathname, search } = split(url);
  const authorization = headers.authorization ?? '';
  const part = (name: string): string => new RegExp(`${name}=([^, ]+)`).exec(authorization)?.[1] ?? '';
  const names = part('SignedHeaders').split(';');
  const text = canonicalRequest({
    method,
    canonicalUri: canonicalUri(pathname, rules),
    canonicalQueryString: canonicalQueryString(search),
    ...canonicalHeaders(new Map(Object.entries(headers)), names),
    hashedPayload: headers['x-amz-content-sha256'] ?? hashedPayload(body),
  });
  const credentialScope = part('Credential').split('/').slice(1).join('/');
  return {
    canonicalRequest: text,
    stringToSign: stringToSign({ amzDate: headers['x-amz-date'] ?? '', credentialScope, canonicalRequest: text }),
    signatureProvided: part('Signature'),
  };
}

function split(url: string): { pathname: string; search: string } {
  const target = url.replace(/^https?:\/\/[^/]*/, '');
  const [pathname = '', search = ''] = target.split('?');
  return { pathname, search };
}

const MISMATCH = 'The request signature we calculated does not match the signature you provided.';
const CHECK = `${MISMATCH} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const bytes = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** An error of S3: one element in one line, the two texts with their line breaks, and their bytes. */
export function s3Error(code: string, message: string, elements: Readonly<Record<string, string>> = {}): string {
  const inner = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${inner.join('')}<RequestId>4442587FB7D0A2F9</RequestId><HostId>hostid</HostId></Error>`;
}

export function s3Mismatch({ canonicalRequest: text, stringToSign: sts, signatureProvided }: Computed): string {
  return s3Error('SignatureDoesNotMatch', `${MISMATCH} Check your key and signing method.`, {
    AWSAccessKeyId: CREDENTIALS.accessKeyId,
    StringToSign: sts,
    SignatureProvided: signatureProvided,
    StringToSignBytes: bytes(sts),
    CanonicalRequest: text,
    CanonicalRequestBytes: bytes(text),
  });
}

/** The sentence of the JSON and Query protocols. */
export const sentence = ({ canonicalRequest: text, stringToSign: sts }: Computed): string =>
  `${CHECK}\n\nThe Canonical String for this request should have been\n'${text}'\n\nThe String-to-Sign should have been\n'${sts}'\n`;

export const jsonError = (code: string, message: string): string => JSON.stringify({ __type: code, message });

export const jsonMismatch = (computed: Computed): string => jsonError('InvalidSignatureException', sentence(computed));

export const queryError = (code: string, message: string): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>${code}</Code>\n    <Message>${escapeXml(message)}</Message>\n  </Error>\n  <RequestId>16fc956c-311e-4199-bee1-1680236e9698</RequestId>\n</ErrorResponse>\n`;

export const queryMismatch = (computed: Computed): string => queryError('SignatureDoesNotMatch', sentence(computed));
