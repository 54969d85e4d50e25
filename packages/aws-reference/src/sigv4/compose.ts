import { joinHeaders } from './canonical-headers.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import { type CanonicalRequestParts, canonicalRequest } from './canonical-request.ts';
import { canonicalUri } from './canonical-uri.ts';
import type { ServiceRules } from './service-rules.ts';
import { stringToSign } from './string-to-sign.ts';
import type { WireRequest } from './wire-request.ts';

/** What decides a StringToSign, beside the request. */
export interface CompositionInput {
  readonly wire: WireRequest;
  readonly rules: ServiceRules;
  readonly algorithm: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly credentialScope: string;
  /** Headers to sign, lower case, sorted. */
  readonly names: readonly string[];
  readonly hashedPayload: string;
  /** Of a query that was built in canonical order and spelling. Left out: computed from the wire. */
  readonly canonicalQuery?: string | undefined;
}

/** From the request to the StringToSign, with the steps between. */
export interface Composition extends CanonicalRequestParts {
  readonly wire: WireRequest;
  readonly rules: ServiceRules;
  readonly algorithm: string;
  readonly amzDate: string;
  readonly credentialScope: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/**
 * The steps that signing, presigning and verifying share, for both algorithms: one canonicaliser, so that whoever signs
 * here verifies here.
 */
export function compose(input: CompositionInput): Composition {
  const { wire, rules, algorithm, amzDate, credentialScope, hashedPayload, canonicalQuery } = input;
  const { method, path, query, headers } = wire;
  const signed = joinHeaders(headers, input.names);
  const steps = {
    method,
    canonicalUri: canonicalUri(path, rules),
    canonicalQueryString: canonicalQuery ?? canonicalQueryString(query),
    canonicalHeaders: signed.canonicalHeaders,
    signedHeaders: signed.signedHeaders,
    hashedPayload,
    wire,
    rules,
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
