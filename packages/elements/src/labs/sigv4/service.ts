import { parseAmzDate, type Refusal, type Verification, verifyRequest } from '@notebank/aws-reference/sigv4';
import { EXAMPLE_KEYS, type SentRequest } from './lab-request.ts';
import type { LabService } from './scenarios.ts';

/** What the service of a scenario answers. */
export interface Answer {
  readonly status: number;
  readonly accepted: boolean;
  /** XML as S3 writes it or JSON as the JSON protocols do. */
  readonly body: string;
  /** What the service computed, where it got that far. */
  readonly canonicalRequest: string | undefined;
}

/** Sends a request to the service of a scenario, which is a function in this page. */
export async function askService(service: LabService, sent: SentRequest): Promise<Answer> {
  const known = EXAMPLE_KEYS.find(({ id }) => id === service.keys);
  const verification = await verifyRequest(sent, {
    service: service.service,
    region: service.region,
    date: new Date(parseAmzDate(service.now)),
    maxSkewSeconds: service.maxSkewSeconds,
    credentials: (accessKeyId) => (accessKeyId === known?.accessKeyId ? known : undefined),
    explain: true,
  });
  const canonicalRequest = verification.trace?.canonicalRequest;
  if (verification.ok) {
    const body = service.answers === 'xml' ? '<ok/>' : '{"ok": true}';
    return { status: 200, accepted: true, body, canonicalRequest };
  }
  const error = errorOf(service, sent, verification);
  return { status: error.status, accepted: false, body: write(service, error), canonicalRequest };
}

interface ServiceError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of XML. */
  readonly details: Readonly<Record<string, string>>;
}

type Refused = Extract<Verification, { readonly ok: false }>;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

function errorOf(service: LabService, sent: SentRequest, refused: Refused): ServiceError {
  return service.answers === 'xml' ? xmlError(service, sent, refused) : jsonError(service, refused);
}

const isoOf = (amzDate: string): string => new Date(parseAmzDate(amzDate)).toISOString().replace('.000', '');
const fail = (
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): ServiceError => ({ status, code, message, details });

/** As S3 answers. */
function xmlError(service: LabService, sent: SentRequest, { refusal, trace }: Refused): ServiceError {
  const malformed = 'The authorization header is malformed';
  switch (refusal?.reason) {
    case 'SignatureMismatch':
      return fail(403, 'SignatureDoesNotMatch', MISMATCH, {
        StringToSign: trace?.stringToSign ?? '',
        CanonicalRequest: trace?.canonicalRequest ?? '',
      });
    case 'Skewed':
    case 'NotYetValid':
      return fail(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        {
          RequestTime: trace?.amzDate ?? '',
          ServerTime: isoOf(service.now),
          MaxAllowedSkewMilliseconds: String(service.maxSkewSeconds * 1000),
        },
      );
    case 'WrongScope':
      return scopeError(service, trace?.credentialScope ?? '', malformed);
    case 'UnknownKey':
      return fail(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
    case 'InvalidToken':
      return fail(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
    case 'HeadersNotSigned':
      return fail(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
        HeadersNotSigned: refusal.field ?? '',
      });
    case 'PayloadMismatch':
      return fail(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { ClientComputedContentSHA256: sent.headers['x-amz-content-sha256'] ?? '' },
      );
    case 'Expired':
      return fail(403, 'AccessDenied', 'Request has expired', { ServerTime: isoOf(service.now) });
    default:
      return fail(400, 'AuthorizationHeaderMalformed', `${malformed}: ${describe(refusal)}`);
  }
}

function scopeError(service: LabService, scope: string, malformed: string): ServiceError {
  const [, region = '', name = ''] = scope.split('/');
  const code = 'AuthorizationHeaderMalformed';
  if (name !== service.service) {
    return fail(400, code, `${malformed}; incorrect service "${name}". This endpoint belongs to "${service.service}".`);
  }
  return region === service.region
    ? fail(400, code, `${malformed}; incorrect date in the credential scope`)
    : fail(400, code, `${malformed}; the region '${region}' is wrong; expecting '${service.region}'`, {
        Region: service.region,
      });
}

/** As the JSON protocols answer. */
function jsonError(service: LabService, { refusal, trace }: Refused): ServiceError {
  const code = 'InvalidSignatureException';
  const { now, maxSkewSeconds } = service;
  switch (refusal?.reason) {
    case 'SignatureMismatch':
      return fail(
        400,
        code,
        `${MISMATCH} Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${trace?.canonicalRequest}'\n\nThe String-to-Sign should have been\n'${trace?.stringToSign}'\n`,
      );
    case 'Skewed':
    case 'NotYetValid': {
      const minutes = maxSkewSeconds / 60;
      const signed = trace?.amzDate;
      const text =
        (refusal.seconds ?? 0) > 0
          ? `Signature expired: ${signed} is now earlier than the moment allowed (${now} - ${minutes} min.)`
          : `Signature not yet current: ${signed} is still later than the moment allowed (${now} + ${minutes} min.)`;
      return fail(400, code, text);
    }
    case 'WrongScope':
      return fail(400, code, 'Credential should be scoped to a valid region.');
    case 'UnknownKey':
    case 'InvalidToken':
      return fail(400, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
    case 'MissingSignature':
      return fail(400, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    default:
      return fail(400, 'IncompleteSignatureException', describe(refusal));
  }
}

function describe(refusal: Refusal | undefined): string {
  return refusal === undefined ? 'not readable' : [refusal.reason, refusal.field].filter(Boolean).join(': ');
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function write({ answers }: LabService, { code, message, details }: ServiceError): string {
  if (answers === 'json') {
    return JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }, undefined, 2);
  }
  const elements = Object.entries({ Code: code, Message: message, ...details });
  const lines = elements.map(([name, text]) => `  <${name}>${escapeXml(text)}</${name}>`);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<Error>', ...lines, '</Error>'].join('\n');
}
