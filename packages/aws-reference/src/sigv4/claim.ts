import { amzDate, parseAmzDate } from './amz-date.ts';
import { queryParameters } from './canonical-query-string.ts';
import type { Refusal } from './refusal.ts';
import type { WireRequest } from './wire-request.ts';

/** What a request says about its own signature; nothing of it is proven. */
export interface Claim {
  readonly via: 'header' | 'query';
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** What follows the access key id: `date/region/service/aws4_request`. */
  readonly credentialScope: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Of a presigned URL, in seconds. */
  readonly expires: number | undefined;
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly token: string | undefined;
  /** The request as it was when it was signed: the signature is not in its query. */
  readonly wire: WireRequest;
}

type Values = Readonly<Record<string, string | undefined>>;

const malformed = (field: string): Refusal => ({ reason: 'Malformed', field });

/** Reads what a request says about its signature. */
export function readClaim(wire: WireRequest, tokenAppended: boolean): Claim | Refusal {
  const { headers, query } = wire;
  const authorization = headers.get('authorization');
  const inQuery = query.includes('X-Amz-Signature=');
  if (authorization !== undefined) {
    if (inQuery) return malformed('authorization');
    const [algorithm = '', ...rest] = authorization.split(' ');
    const pairs = rest.join('').split(',').map(splitPair);
    const own = { Algorithm: algorithm, Date: headerDate(wire), 'Security-Token': headers.get('x-amz-security-token') };
    return claim('header', wire, pairs, own);
  }
  if (!inQuery) return { reason: 'MissingSignature' };
  const parameters = queryParameters(query);
  const left = parameters.filter(
    ([name]) => name !== 'X-Amz-Signature' && !(tokenAppended && name === 'X-Amz-Security-Token'),
  );
  const signed = { ...wire, query: left.map((pair) => pair.join('=')).join('&') };
  const pairs = parameters.filter(([name]) => name.startsWith('X-Amz-'));
  try {
    return claim(
      'query',
      signed,
      pairs.map(([name, value]) => [name.slice(6), decodeURIComponent(value)]),
      {},
    );
  } catch {
    return malformed('X-Amz-');
  }
}

function splitPair(piece: string): [string, string] {
  const at = piece.indexOf('=');
  return [piece.slice(0, at), piece.slice(at + 1)];
}

/** The moment of signing: `x-amz-date`, or else the `Date` header, which HTTP clients write in another form. */
function headerDate({ headers }: WireRequest): string | undefined {
  const date = headers.get('date') ?? '';
  const time = Date.parse(date);
  return headers.get('x-amz-date') ?? (Number.isNaN(time) ? date : amzDate(new Date(time)));
}

/** Checks the parts that header and query have in common, and that each is there once. */
function claim(
  via: Claim['via'],
  wire: WireRequest,
  pairs: readonly (readonly [string, string])[],
  given: Values,
): Claim | Refusal {
  const own = new Map(pairs);
  if (own.size !== pairs.length) return malformed('X-Amz-');
  const value = (name: string): string => given[name] ?? own.get(name) ?? '';
  const credential = value('Credential');
  const slash = credential.indexOf('/');
  const date = value('Date');
  const time = parseAmzDate(date);
  const signedHeaders = value('SignedHeaders').split(';');
  const expires = via === 'query' ? value('Expires') : undefined;
  if (slash < 1) return malformed('Credential');
  if (Number.isNaN(time)) return malformed('Date');
  if (expires !== undefined && !(/^\d{1,6}$/.test(expires) && +expires > 0 && +expires <= 604_800))
    return malformed('Expires');
  const ordered = signedHeaders.every(
    (name, at) => name === name.toLowerCase() && name > (signedHeaders[at - 1] ?? ''),
  );
  if (!ordered) return malformed('SignedHeaders');
  return {
    via,
    wire,
    algorithm: value('Algorithm'),
    accessKeyId: credential.slice(0, slash),
    credentialScope: credential.slice(slash + 1),
    amzDate: date,
    time,
    expires: expires === undefined ? undefined : +expires,
    signedHeaders,
    signature: value('Signature'),
    token: given['Security-Token'] ?? own.get('Security-Token'),
  };
}
