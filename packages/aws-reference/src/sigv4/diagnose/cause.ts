/**
 * Why a service refused a signature:
 *
 * - `double-encoding`: path or query encoded once more or once less than the service does.
 * - `encoding`: the same text in another percent-encoding.
 * - `plus-and-space`: `+` where the service reads a space, or the other way round.
 * - `path-normalization`: `.`, `..` or `//` resolved on one side only.
 * - `path-changed`, `query-changed`, `query-order`, `method-changed`: another request reached the service.
 * - `host-port`: `host` with the port on one side only. `host-changed`: another host.
 * - `header-stripped`, `header-added`, `header-changed`, `header-whitespace`, `header-order`: signed headers differ.
 * - `header-not-signed`: a header that has to be signed is not. `missing-payload-header`: S3 wants HashedPayload.
 * - `payload-hash`: the body is not the one whose hash was signed.
 * - `clock-skew`: signed too far from the clock of the service. `expired-url`: a presigned URL past its end.
 * - `wrong-region`, `wrong-service`, `wrong-date`: parts of the CredentialScope.
 * - `unknown-access-key`, `missing-session-token`, `expired-session-token`, `wrong-session-token`: credentials.
 * - `missing-authentication`, `malformed-authorization`: no signature, or none that can be read.
 * - `wrong-hash`, `wrong-string-to-sign`: the CanonicalRequest is right, what was made of it is not.
 * - `wrong-secret-key`: every text agrees; the secret or the derivation of the key does not.
 * - `other-request`: the answer is about another request than the trace.
 * - `not-authorized`: the signature is good; a policy refuses.
 */
export type CauseName =
  | 'double-encoding'
  | 'encoding'
  | 'plus-and-space'
  | 'path-normalization'
  | 'path-changed'
  | 'query-changed'
  | 'query-order'
  | 'method-changed'
  | 'host-port'
  | 'host-changed'
  | 'header-stripped'
  | 'header-added'
  | 'header-changed'
  | 'header-whitespace'
  | 'header-order'
  | 'header-not-signed'
  | 'missing-payload-header'
  | 'payload-hash'
  | 'clock-skew'
  | 'expired-url'
  | 'wrong-region'
  | 'wrong-service'
  | 'wrong-date'
  | 'unknown-access-key'
  | 'missing-session-token'
  | 'expired-session-token'
  | 'wrong-session-token'
  | 'missing-authentication'
  | 'malformed-authorization'
  | 'wrong-hash'
  | 'wrong-string-to-sign'
  | 'wrong-secret-key'
  | 'other-request'
  | 'not-authorized';

/** `certain`: the service says so, or the difference is explained exactly. `possible`: worth a look. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** What a cause was concluded from. */
export interface Evidence {
  /** In words: where it was found. */
  readonly what: string;
  /** What was signed. */
  readonly signed?: string;
  /** What the service has instead. */
  readonly expected?: string;
}

/** Why a signature may have been refused. Plain data, no secret. */
export interface Cause {
  readonly cause: CauseName;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** What to do, a sentence or two. */
  readonly mend: string;
  /** What to sign with instead: the Region, the service, `once` or `twice`. */
  readonly expected?: string;
  /** `clock-skew`, `expired-url`: seconds that the signature is behind the clock of the service; negative when ahead. */
  readonly offsetSeconds?: number;
}

const ORDER: readonly Confidence[] = ['certain', 'likely', 'possible'];
const rank = (cause: Cause): number => ORDER.indexOf(cause.confidence);

/**
 * One cause of each name, the most likely first. Several findings of one cause become its evidence; guesses go where
 * something is certain.
 */
export function rankCauses(causes: readonly Cause[]): Cause[] {
  const byName = new Map<CauseName, Cause & { readonly evidence: Evidence[] }>();
  for (const cause of causes.toSorted((a, b) => rank(a) - rank(b))) {
    const before = byName.get(cause.cause);
    if (before === undefined) byName.set(cause.cause, { ...cause, evidence: [...cause.evidence] });
    else before.evidence.push(...cause.evidence);
  }
  const ranked = [...byName.values()];
  return ranked[0]?.confidence === 'certain' ? ranked.filter(({ confidence }) => confidence !== 'possible') : ranked;
}
