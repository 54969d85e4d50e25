import { amzDate } from './amz-date.ts';
import { CHANGES_ON_THE_WAY, insertName } from './canonical-headers.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import type { Prepared } from './compose.ts';
import { SigV4Error } from './error.ts';
import { hashedPayload } from './hashed-payload.ts';
import { serviceRules } from './service-rules.ts';
import type { SigningOptions } from './signing-options.ts';
import type { Credentials, HttpRequest } from './types.ts';
import { readRequest, type WireRequest } from './wire-request.ts';

/** The header of temporary credentials. */
export const TOKEN_HEADER = 'x-amz-security-token';
/** The header of HashedPayload. */
export const HASH_HEADER = 'x-amz-content-sha256';

/** Parameters that a presigned URL has. */
const OF_A_SIGNATURE = /(?:^|&)(X-Amz-(?:Algorithm|Credential|Date|Expires|Signature|SignedHeaders|Security-Token))=/i;

/**
 * Checks and takes apart what is to be signed. Refuses a request that carries a signature, whole or in part, or the token
 * of another session.
 *
 * @throws {@link SigV4Error}
 */
export function prepare(request: HttpRequest, options: SigningOptions): Prepared {
  const { date = new Date(), service } = options;
  // Checked when a key is derived from them, once for as long as it is kept.
  const { sessionToken, expiration }: Partial<Credentials> = options.credentials ?? {};
  const time = amzDate(date);
  if (expiration && expiration <= date) {
    throw new SigV4Error('CredentialsExpired', 'credentials', 'credentials.expiration', 'past, expected new ones');
  }
  const rules = serviceRules(service, options);
  const wire = readRequest(request);
  const { headers } = wire;
  const query = canonicalQueryString(wire.query);
  const token = headers.get(TOKEN_HEADER);
  const found =
    (headers.has('authorization') && 'headers.authorization') ||
    (headers.has('x-amz-date') && 'headers.x-amz-date') ||
    (token && token !== sessionToken && `headers.${TOKEN_HEADER}`) ||
    (query && OF_A_SIGNATURE.exec(query)?.[1]);
  if (found) throw new SigV4Error('AlreadySigned', 'request', found, 'present, expected a request without');
  // S3 reads `+` in a path as a space.
  if (rules.encodePath === 'once' && wire.path.includes('+')) wire.path = wire.path.replaceAll('+', '%2B');
  return { wire, rules, amzDate: time, canonicalQueryString: query };
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
  const given = givenPayloadHash(headers.get(HASH_HEADER), options);
  const hash = given ?? hashedPayload(body);
  if (options.payloadHashHeader ?? (rules.payloadHeader || given)) headers.set(HASH_HEADER, hash);
  headers.set('x-amz-date', amzDate);
  if (options.sessionToken === 'appended') headers.delete(TOKEN_HEADER);
  else if (sessionToken) headers.set(TOKEN_HEADER, sessionToken);
  return hash;
}

/** Whether a header must be signed where there is one. */
export const MUST_BE_SIGNED = /^(?:host$|x-amz-)/;

/** Whether a list holds a name, written in any case. */
export const holds = (names: readonly string[] | undefined, name: string): boolean | undefined =>
  names?.some((one) => one.toLowerCase() === name);

/** Sorted names of the headers to sign: all, but for those that change on the way and those the caller left out. */
export function namesToSign({ headers }: WireRequest, { signedHeaders, unsignedHeaders }: SigningOptions): string[] {
  const names: string[] = [];
  for (const name of headers.keys()) {
    const left = CHANGES_ON_THE_WAY.test(name) || (holds(unsignedHeaders, name) && !MUST_BE_SIGNED.test(name));
    if (!left || holds(signedHeaders, name)) insertName(names, name);
  }
  return names;
}
