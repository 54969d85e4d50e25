import { amzDate, parseAmzDate } from './amz-date.ts';
import type { HeaderMap } from './canonical-headers.ts';
import { queryParameters } from './canonical-query-string.ts';
import { SigV4Error } from './error.ts';
import { HASH_HEADER, TOKEN_HEADER } from './prepare.ts';
import { splitAt } from './uri-encode.ts';
import type { WireRequest } from './wire-request.ts';

/** What a request says about its own signature; nothing of it is proven. */
export interface Claim {
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** What follows the access key id: `date/region/service/aws4_request`. */
  readonly credentialScope: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Life of a presigned URL in seconds; `undefined` for a signature in the header. */
  readonly expires: number | undefined;
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Empty for long-term credentials. */
  readonly sessionToken: string;
  /** HashedPayload as header or query tell it. */
  readonly payload: string | undefined;
  /** The request as it was when it was signed: the signature is not in its query. */
  readonly wire: WireRequest;
}

/** Only the field of it is told, and to the verifier alone. */
const malformed = (field: string): SigV4Error => new SigV4Error('InvalidValue', 'verification', field, 'malformed');

type Parts = [name: string, value: string][];

/** The parts of a signature in the `Authorization` header, with those that have headers of their own. */
function headerParts(authorization: string, headers: HeaderMap): Parts {
  const [algorithm, values] = splitAt(authorization, ' ');
  return [
    ...values.split(',').map((part) => splitAt(part.trim(), '=')),
    ['Algorithm', algorithm],
    // HTTP clients write the `Date` header in another form.
    ['Date', headers.get('x-amz-date') ?? amzDate(new Date(headers.get('date') ?? Number.NaN))],
    ['Security-Token', headers.get(TOKEN_HEADER) ?? ''],
  ];
}

/** The parts of a signature in the query. */
function queryParts(parameters: readonly string[]): Parts {
  try {
    return parameters
      .filter((one) => one.startsWith('X-Amz-'))
      .map((one) => splitAt(decodeURIComponent(one.slice(6)), '='));
  } catch {
    throw malformed('url');
  }
}

/**
 * Reads what a request says about its signature, or `undefined` when it says nothing. Takes what is not signed out of the
 * query. Each part has to be there once.
 *
 * @throws {@link SigV4Error} for what cannot be read.
 */
export function readClaim(wire: WireRequest, tokenAppended: boolean): Claim | undefined {
  const { headers } = wire;
  const authorization = headers.get('authorization');
  const parameters = queryParameters(wire.query);
  const inQuery = parameters.some((one) => one.startsWith('X-Amz-Signature='));
  if (authorization === undefined && !inQuery) return undefined;
  if (authorization !== undefined && inQuery) throw malformed('authorization');
  const pairs = authorization === undefined ? queryParts(parameters) : headerParts(authorization, headers);
  const parts = new Map(pairs);
  const part = (name: string): string => parts.get(name) ?? '';
  const [accessKeyId, credentialScope] = splitAt(part('Credential'), '/');
  const time = parseAmzDate(part('Date'));
  const signedHeaders = part('SignedHeaders').split(';');
  const expires = inQuery ? Number(/^\d{1,6}$/.exec(part('Expires'))?.[0]) : undefined;
  if (parts.size !== pairs.length) throw malformed('X-Amz-');
  if (!accessKeyId || !credentialScope) throw malformed('Credential');
  if (Number.isNaN(time)) throw malformed('Date');
  // Seven days at most.
  if (expires !== undefined && !(expires > 0 && expires <= 604_800)) throw malformed('Expires');
  // Lower case, sorted, once each.
  if (signedHeaders.some((name, at) => name !== name.toLowerCase() || name <= (signedHeaders[at - 1] ?? ''))) {
    throw malformed('SignedHeaders');
  }
  if (inQuery) {
    const unsigned = tokenAppended ? /^X-Amz-(?:Signature|Security-Token)=/ : /^X-Amz-Signature=/;
    wire.query = parameters.filter((one) => !unsigned.test(one)).join('&');
  }
  return {
    algorithm: part('Algorithm'),
    accessKeyId,
    credentialScope,
    amzDate: part('Date'),
    time,
    expires,
    signedHeaders,
    signature: part('Signature'),
    sessionToken: part('Security-Token'),
    payload: headers.get(HASH_HEADER) ?? parts.get('Content-Sha256'),
    wire,
  };
}
