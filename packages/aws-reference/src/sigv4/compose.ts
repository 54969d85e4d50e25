import { canonicalHeaders } from './canonical-headers.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import { type CanonicalRequestParts, canonicalRequest } from './canonical-request.ts';
import { canonicalUri } from './canonical-uri.ts';
import type { ServiceRules } from './service-rules.ts';
import { stringToSign } from './string-to-sign.ts';
import type { WireRequest } from './wire-request.ts';

/** What decides a StringToSign. */
export interface CompositionInput {
  readonly wire: WireRequest;
  readonly rules: ServiceRules;
  readonly algorithm: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly credentialScope: string;
  /** Headers to sign, lower case. */
  readonly names: readonly string[];
  readonly hashedPayload: string;
}

/** From the request to the StringToSign, with the steps between. */
export interface Composition extends CompositionInput {
  readonly parts: CanonicalRequestParts;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/**
 * The steps that signing, presigning and verifying share, for both algorithms: one canonicaliser, so that whoever signs
 * here verifies here.
 */
export function compose(input: CompositionInput): Composition {
  const { wire, rules, hashedPayload } = input;
  const parts: CanonicalRequestParts = {
    method: wire.method,
    canonicalUri: canonicalUri(wire.path, rules),
    canonicalQueryString: canonicalQueryString(wire.query),
    ...canonicalHeaders(wire.headers, input.names),
    hashedPayload,
  };
  const text = canonicalRequest(parts);
  return { ...input, parts, canonicalRequest: text, stringToSign: stringToSign({ ...input, canonicalRequest: text }) };
}
