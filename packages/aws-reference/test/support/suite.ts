import { type PresignOptions, presignUrl, signRequest, type VerifyOptions } from '../../src/sigv4/index.ts';
import type { SuiteCase, SuiteContext } from './vectors.ts';

/** Cases of the suite, and signatures: each case is signed in its header and in its query. */
export const SUITE_CASES = 38;

/** The three values that a case of the suite is asserted by, in the order of the algorithm. */
export interface Steps {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

/** Options of signing as the `context.json` of a case asks for them. */
export function suiteOptions({ context }: { readonly context: SuiteContext }): PresignOptions {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, token: sessionToken } = context.credentials;
  return {
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    region: context.region,
    service: context.service,
    date: new Date(context.timestamp),
    normalizePath: context.normalize,
    payloadHashHeader: context.sign_body,
    sessionToken: context.omit_session_token === true ? 'appended' : 'signed',
    expiresInSeconds: context.expiration_in_seconds,
  };
}

/** Options of a verifier at the moment at which the case was signed, which shows no token but the one it knows. */
export function suiteVerifier(one: SuiteCase): VerifyOptions {
  const { credentials, region, service, date, normalizePath, sessionToken } = suiteOptions(one);
  const known = (accessKeyId: string) => (accessKeyId === credentials.accessKeyId ? credentials : undefined);
  return { credentials: known, region, service, date, normalizePath, sessionToken, explain: true };
}

/** The steps of ours, signed in the header or in the query. */
export function ourSteps(one: SuiteCase, via: 'header' | 'query'): Steps {
  const options = { ...suiteOptions(one), explain: true, reveal: true } as const;
  const { trace } = via === 'header' ? signRequest(one.request, options) : presignUrl(one.request, options);
  const { canonicalRequest, stringToSign, signature } = trace;
  return { canonicalRequest, stringToSign, signature };
}

/** The steps of the suite. */
export function suiteSteps(one: SuiteCase, via: 'header' | 'query'): Steps {
  return {
    canonicalRequest: one.expected(`${via}-canonical-request`),
    stringToSign: one.expected(`${via}-string-to-sign`),
    signature: one.expected(`${via}-signature`),
  };
}
