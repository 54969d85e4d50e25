import {
  presignUrl,
  type SigningOptions,
  type SigningTrace,
  SigV4Error,
  signRequest,
} from '@notebank/aws-reference/sigv4';
import { curlCommand } from './curl.ts';
import { credentialsOf, headersOf, type LabRequest, namesOf, type SentRequest, timeOf, urlOf } from './lab-request.ts';

/** What became of a request: every step, and what is sent. */
export interface Signed {
  readonly ok: true;
  readonly request: LabRequest;
  readonly trace: SigningTrace;
  readonly sent: SentRequest;
  /** Value of the `Authorization` header, or the presigned URL. */
  readonly result: string;
  readonly curl: string;
}

/** What has to be mended first. */
export interface NotSigned {
  readonly ok: false;
  /** Field of the form. */
  readonly field: keyof LabRequest;
  readonly message: string;
}

/** How a signer of a scenario misreads the address that it is given. */
export type Misreading = (url: string) => string;

/**
 * Signs what stands in the form.
 *
 * @param misread - A faulty signer signs this instead of the address; the address is sent all the same.
 */
export function signLabRequest(request: LabRequest, misread: Misreading = (url) => url): Signed | NotSigned {
  try {
    return request.carrier === 'query' ? presign(request, misread) : sign(request, misread);
  } catch (error) {
    if (error instanceof SigV4Error) return { ok: false, field: fieldOf(error.field), message: error.message };
    throw error;
  }
}

function optionsOf(request: LabRequest): SigningOptions & { readonly explain: true } {
  const { service, region, normalizePath, encodePath, payload } = request;
  return {
    service: service.trim(),
    region: region.trim(),
    credentials: credentialsOf(request),
    date: new Date(timeOf(request)),
    normalizePath: normalizePath === '' ? undefined : normalizePath === 'yes',
    encodePath: encodePath || undefined,
    payloadHash: payload || undefined,
    unsignedHeaders: namesOf(request.unsigned),
    signedHeaders: namesOf(request.signed),
    explain: true,
    // Example keys are public. Those that somebody typed stay in their fields.
    reveal: request.keys !== 'own',
  };
}

const wireOf = (request: LabRequest, misread: Misreading) => ({
  method: request.method,
  url: misread(urlOf(request)),
  headers: headersOf(request),
  body: request.body,
});

function sign(request: LabRequest, misread: Misreading): Signed {
  const wire = wireOf(request, misread);
  const { trace, ...signed } = signRequest(wire, optionsOf(request));
  const url = wire.url === urlOf(request) ? signed.url : urlOf(request);
  const sent = { method: signed.method, url, headers: signed.headers, body: request.body };
  return { ok: true, request, trace, sent, result: signed.headers.authorization ?? '', curl: curlCommand(sent) };
}

function presign(request: LabRequest, misread: Misreading): Signed {
  const wire = wireOf(request, misread);
  const { trace, url: made } = presignUrl(wire, {
    ...optionsOf(request),
    expiresInSeconds: request.expires.trim() === '' ? Number.NaN : Number(request.expires),
  });
  const url = wire.url === urlOf(request) ? made : made.replace(wire.url, urlOf(request));
  const headers = Object.fromEntries(trace.headers.map(({ name, value }) => [name, value]));
  const sent = { method: request.method, url, headers, body: request.body };
  return { ok: true, request, trace, sent, result: url, curl: curlCommand(sent) };
}

const FIELDS: Readonly<Record<string, keyof LabRequest>> = {
  body: 'body',
  'credentials.accessKeyId': 'accessKeyId',
  'credentials.secretAccessKey': 'secretAccessKey',
  'credentials.sessionToken': 'sessionToken',
  date: 'moment',
  expiresInSeconds: 'expires',
  method: 'method',
  payloadHash: 'payload',
  region: 'region',
  service: 'service',
};

/** The field of the form that an error is about. */
function fieldOf(field: string): keyof LabRequest {
  if (field.startsWith('headers')) return 'headers';
  return FIELDS[field] ?? 'url';
}
