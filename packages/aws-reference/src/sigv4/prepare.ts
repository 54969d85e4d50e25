import { amzDate } from './amz-date.ts';
import { changesOnTheWay } from './canonical-headers.ts';
import { scopePart } from './credential-scope.ts';
import { SigV4Error } from './error.ts';
import { hashedPayload } from './hashed-payload.ts';
import { type ServiceRules, serviceRules } from './service-rules.ts';
import type { SigningOptions } from './signing-options.ts';
import type { Credentials, HttpRequest } from './types.ts';
import { readRequest, type WireRequest } from './wire-request.ts';

/** A request on its way to a signature. */
export interface Prepared {
  readonly wire: WireRequest;
  readonly rules: ServiceRules;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
}

/** Refuses credentials that cannot sign. No message holds a credential. */
function checkCredentials(credentials: Credentials | undefined, date: Date): void {
  scopePart(credentials?.accessKeyId, 'credentials.accessKeyId');
  // The secret may hold a slash; it stands in no header.
  if (!credentials?.secretAccessKey) {
    throw new SigV4Error('MissingValue', 'credentials', 'credentials.secretAccessKey', 'missing, expected the secret');
  }
  const { sessionToken, expiration } = credentials;
  if (sessionToken !== undefined && !/^[!-~]+$/.test(sessionToken)) {
    throw new SigV4Error(
      'InvalidValue',
      'credentials',
      'credentials.sessionToken',
      'expected it as issued, or undefined',
    );
  }
  if (expiration !== undefined && expiration <= date) {
    throw new SigV4Error(
      'CredentialsExpired',
      'credentials',
      'credentials.expiration',
      'in the past, expected new credentials',
    );
  }
}

/** Refuses a request that carries a signature, whole or in part, or the token of another session. */
function refuseSigned({ headers, query }: WireRequest, token: string | undefined): void {
  const parameter =
    query && /(?:^|&)(X-Amz-(?:Algorithm|Credential|Date|Expires|Sign[^=&]*))(?=[=&]|$)/i.exec(query)?.[1];
  const header = ['authorization', 'x-amz-date', 'x-amz-security-token'].find((name) => headers.has(name));
  if (header === 'x-amz-security-token' && headers.get(header) === token) return;
  if (header || parameter) {
    const field = header ? `headers.${header}` : `url.${parameter}`;
    throw new SigV4Error('AlreadySigned', 'request', field, 'present, expected a request without: signing adds it');
  }
}

/**
 * Checks and takes apart what is to be signed.
 *
 * @throws {@link SigV4Error}
 */
export function prepare(request: HttpRequest, options: SigningOptions): Prepared {
  const { credentials, date = new Date(), service } = options;
  const time = amzDate(date);
  checkCredentials(credentials, date);
  const rules = serviceRules(service, options);
  const wire = readRequest(request);
  refuseSigned(wire, credentials.sessionToken);
  // S3 reads `+` in a path as a space.
  const path = rules.encodePath === 'once' ? wire.path.replaceAll('+', '%2B') : wire.path;
  return { wire: { ...wire, path }, rules, amzDate: time };
}

/** HashedPayload as the caller gave it, in a header or as an option; `undefined` when the body has to be hashed. */
export function givenPayloadHash({ headers }: WireRequest, { payloadHash }: SigningOptions): string | undefined {
  const sent = headers.get('x-amz-content-sha256');
  if (sent !== undefined && payloadHash !== undefined && sent !== payloadHash) {
    throw new SigV4Error(
      'InvalidValue',
      'canonical-request',
      'payloadHash',
      'differs from x-amz-content-sha256, expected one',
    );
  }
  return sent ?? payloadHash;
}

/** Adds the headers that a signature in the `Authorization` header needs, and tells HashedPayload. */
export function addHeaders({ wire, rules, amzDate }: Prepared, options: SigningOptions): string {
  const { headers, body } = wire;
  const { sessionToken } = options.credentials;
  headers.set('x-amz-date', amzDate);
  if (options.sessionToken === 'appended') headers.delete('x-amz-security-token');
  else if (sessionToken !== undefined) headers.set('x-amz-security-token', sessionToken);
  const given = givenPayloadHash(wire, options);
  const hash = given ?? hashedPayload(body);
  if (options.payloadHashHeader ?? (rules.payloadHeader || given !== undefined))
    headers.set('x-amz-content-sha256', hash);
  return hash;
}

const has = (names: readonly string[] | undefined, name: string): boolean =>
  names?.some((one) => one.toLowerCase() === name) === true;

/** Names of the headers to sign: all, but for those that change on the way and those the caller left out. */
export function namesToSign({ headers }: WireRequest, { signedHeaders, unsignedHeaders }: SigningOptions): string[] {
  const names: string[] = [];
  for (const name of headers.keys()) {
    const left = changesOnTheWay(name) || (has(unsignedHeaders, name) && name !== 'host' && !name.startsWith('x-amz-'));
    if (!left || has(signedHeaders, name)) names.push(name);
  }
  return names.sort();
}
