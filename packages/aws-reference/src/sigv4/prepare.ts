import { amzDate } from './amz-date.ts';
import { changesOnTheWay, insertName } from './canonical-headers.ts';
import { queryParameters } from './canonical-query-string.ts';
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

/** The header of temporary credentials. */
export const TOKEN_HEADER = 'x-amz-security-token';
/** The header of HashedPayload. */
export const HASH_HEADER = 'x-amz-content-sha256';

/** Refuses credentials that cannot sign. No message holds a credential. */
function checkCredentials(credentials: Partial<Credentials> | null | undefined, date: Date): void {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials ?? {};
  scopePart(accessKeyId, 'credentials.accessKeyId');
  if (sessionToken && !/^[!-~]+$/.test(sessionToken)) {
    throw new SigV4Error('InvalidValue', 'credentials', 'credentials.sessionToken', 'expected it as issued');
  }
  if (secretAccessKey === '' || !secretAccessKey?.isWellFormed()) {
    throw new SigV4Error('MissingValue', 'credentials', 'credentials.secretAccessKey', 'missing, expected text');
  }
  if (expiration && expiration <= date) {
    throw new SigV4Error('CredentialsExpired', 'credentials', 'credentials.expiration', 'past, expected new ones');
  }
}

/** Refuses a request that carries a signature, whole or in part, or the token of another session. */
function refuseSigned({ headers, query }: WireRequest, token: string | undefined): void {
  const sent = headers.get(TOKEN_HEADER);
  const names = query.includes('%') ? queryParameters(query).join('&') : query;
  const found =
    (headers.has('authorization') && 'headers.authorization') ||
    (headers.has('x-amz-date') && 'headers.x-amz-date') ||
    (sent && sent !== token && `headers.${TOKEN_HEADER}`) ||
    (query &&
      /(?:^|&)(X-Amz-(?:Algorithm|Credential|Date|Expires|Signature|SignedHeaders|Security-Token))(?![^=&])/i.exec(
        names,
      )?.[1]);
  if (found) throw new SigV4Error('AlreadySigned', 'request', found, 'present, expected a request without');
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
  const plus = rules.encodePath === 'once' && wire.path.includes('+');
  return { wire: plus ? { ...wire, path: wire.path.replaceAll('+', '%2B') } : wire, rules, amzDate: time };
}

/** HashedPayload that the request brings: in a header, or in a query that is to be presigned. */
export function sentPayloadHash({ headers }: WireRequest, query?: string): string | undefined {
  return headers.get(HASH_HEADER) ?? ((query && /(?:^|&)X-Amz-Content-Sha256=([^&]*)/.exec(query)?.[1]) || undefined);
}

/** HashedPayload as the caller gave it, with the request or as an option; `undefined` when the body has to be hashed. */
export function givenPayloadHash(sent: string | undefined, { payloadHash }: SigningOptions): string | undefined {
  if (sent && payloadHash && sent !== payloadHash) {
    throw new SigV4Error(
      'InvalidValue',
      'canonical-request',
      'payloadHash',
      `expected the ${HASH_HEADER} of the request`,
    );
  }
  return sent ?? payloadHash;
}

/**
 * Adds the headers that a signature in the `Authorization` header needs, in the order in which they are signed, and tells
 * HashedPayload.
 */
export function addHeaders({ wire, rules, amzDate }: Prepared, options: SigningOptions): string {
  const { headers, body } = wire;
  const { sessionToken } = options.credentials;
  const given = givenPayloadHash(sentPayloadHash(wire), options);
  const hash = given ?? hashedPayload(body);
  if (options.payloadHashHeader ?? (rules.payloadHeader || given !== undefined)) headers.set(HASH_HEADER, hash);
  headers.set('x-amz-date', amzDate);
  if (options.sessionToken === 'appended') headers.delete(TOKEN_HEADER);
  else if (sessionToken) headers.set(TOKEN_HEADER, sessionToken);
  return hash;
}

const has = (names: readonly string[], name: string): boolean => names.some((one) => one.toLowerCase() === name);

/** Sorted names of the headers to sign: all, but for those that change on the way and those the caller left out. */
export function namesToSign({ headers }: WireRequest, { signedHeaders, unsignedHeaders }: SigningOptions): string[] {
  const names: string[] = [];
  for (const name of headers.keys()) {
    const left =
      changesOnTheWay(name) || (unsignedHeaders && has(unsignedHeaders, name) && !/^(?:host$|x-amz-)/.test(name));
    if (!left || (signedHeaders && has(signedHeaders, name))) insertName(names, name);
  }
  return names;
}
