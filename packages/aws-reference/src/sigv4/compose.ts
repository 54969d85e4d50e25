import { joinHeaders } from './canonical-headers.ts';
import { type CanonicalRequestParts, canonicalRequest } from './canonical-request.ts';
import { canonicalUri } from './canonical-uri.ts';
import type { ServiceRules } from './service-rules.ts';
import { stringToSign } from './string-to-sign.ts';
import type { WireRequest } from './wire-request.ts';

/** A request on its way to a signature. */
export interface Prepared {
  readonly wire: WireRequest;
  readonly rules: ServiceRules;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly canonicalQueryString: string;
}

/** What a signature says of the key it was made with. */
export interface KeyScope {
  readonly algorithm: string;
  readonly credentialScope: string;
}

/** From the request to the StringToSign: every step between. */
export interface Composition extends CanonicalRequestParts, KeyScope {
  readonly amzDate: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/**
 * The steps that signing, presigning and verifying share, for both algorithms: one canonicaliser, so that whoever signs
 * here verifies here.
 *
 * @param names - Headers to sign: lower case, sorted.
 */
export function compose(
  { wire, rules, amzDate, canonicalQueryString }: Prepared,
  { algorithm, credentialScope }: KeyScope,
  names: readonly string[],
  hashedPayload: string,
): Composition {
  const { canonicalHeaders, signedHeaders } = joinHeaders(wire.headers, names);
  const steps = {
    method: wire.method,
    canonicalUri: canonicalUri(wire.path, rules),
    canonicalQueryString,
    canonicalHeaders,
    signedHeaders,
    hashedPayload,
    algorithm,
    amzDate,
    credentialScope,
    canonicalRequest: '',
    stringToSign: '',
  };
  steps.canonicalRequest = canonicalRequest(steps);
  steps.stringToSign = stringToSign(steps);
  return steps;
}
