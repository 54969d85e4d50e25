import { amzDate, parseAmzDate } from './amz-date.ts';
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
  readonly token: string | undefined;
  /** HashedPayload as header or query tell it. */
  readonly payload: string | undefined;
  /** The request as it was when it was signed: the signature is not in its query. */
  readonly wire: WireRequest;
}

const malformed = (field: string, expected: string): SigV4Error =>
  new SigV4Error('InvalidValue', 'verification', field, `expected ${expected}`);

/**
 * Reads what a request says about its signature, or `undefined` when it says nothing.
 *
 * @throws {@link SigV4Error} for what cannot be read.
 */
export function readClaim(wire: WireRequest, tokenAppended: boolean): Claim | undefined {
  const { headers, query } = wire;
  const authorization = headers.get('authorization');
  const parameters = queryParameters(query);
  const inQuery = parameters.some((one) => one.startsWith('X-Amz-Signature='));
  if (authorization === undefined && !inQuery) return undefined;
  if (authorization !== undefined && inQuery) throw malformed('authorization', 'one signature');
  if (authorization !== undefined) {
    const [algorithm, values] = splitAt(authorization, ' ');
    const pairs = values.split(',').map((piece) => splitAt(piece.trim(), '='));
    const token = headers.get(TOKEN_HEADER);
    return claim(wire, [...pairs, ['Algorithm', algorithm], ['Date', headerDate(wire)]], token, undefined);
  }
  const signed = parameters.filter(
    (one) => !/^X-Amz-Signature=/.test(one) && !(tokenAppended && /^X-Amz-Security-Token=/.test(one)),
  );
  const pairs = parameters.filter((one) => one.startsWith('X-Amz-')).map((one) => splitAt(decode(one.slice(6)), '='));
  const own = new Map(pairs);
  return claim({ ...wire, query: signed.join('&') }, pairs, own.get('Security-Token'), own.get('Expires') ?? '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed('url', 'UTF-8');
  }
}

/** The moment of signing: `x-amz-date`, or else the `Date` header, which HTTP clients write in another form. */
function headerDate({ headers }: WireRequest): string {
  return headers.get('x-amz-date') ?? amzDate(new Date(headers.get('date') ?? Number.NaN));
}

/** Checks the parts that header and query have in common, and that each is there once. */
function claim(
  wire: WireRequest,
  pairs: readonly (readonly [string, string])[],
  token: string | undefined,
  life: string | undefined,
): Claim {
  const own = new Map(pairs);
  const value = (name: string): string => own.get(name) ?? '';
  const [accessKeyId, credentialScope] = splitAt(value('Credential'), '/');
  const time = parseAmzDate(value('Date'));
  const signedHeaders = value('SignedHeaders').split(';');
  const expires = life === undefined ? undefined : /^\d{1,6}$/.test(life) ? +life : 0;
  if (own.size !== pairs.length) throw malformed('X-Amz-', 'each part once');
  if (!accessKeyId || !credentialScope) throw malformed('Credential', 'accessKeyId/scope');
  if (Number.isNaN(time)) throw malformed('Date', 'YYYYMMDDTHHMMSSZ');
  if (expires !== undefined && !(expires > 0 && expires <= 604_800)) throw malformed('Expires', '1 to 604800');
  if (signedHeaders.some((name, at) => name !== name.toLowerCase() || name <= (signedHeaders[at - 1] ?? ''))) {
    throw malformed('SignedHeaders', 'lower-case names, sorted, once each');
  }
  return {
    algorithm: value('Algorithm'),
    accessKeyId,
    credentialScope,
    amzDate: value('Date'),
    time,
    expires,
    signedHeaders,
    signature: value('Signature'),
    token,
    payload: wire.headers.get(HASH_HEADER) ?? own.get('Content-Sha256'),
    wire,
  };
}
