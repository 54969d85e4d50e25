import { type Case, hasToken } from '../case.ts';
import type { Cause, Confidence, Evidence } from '../cause.ts';

const MEND = {
  'unknown-access-key':
    'Check the access key id: it is deleted, inactive, mistyped, or of another partition (aws, aws-cn, aws-us-gov).',
  'missing-session-token':
    'Temporary credentials (ids that begin with ASIA) have three parts: send the session token too, as x-amz-security-token.',
  'expired-session-token': 'Get new temporary credentials and sign again.',
  'wrong-session-token':
    'Take access key id, secret and session token from one answer: parts of two sessions, or a token that was cut off, do not fit.',
  'missing-authentication':
    'Send the Authorization header, or the X-Amz-… parameters of a presigned URL. Behind API Gateway the same answer also means that no route has this method and path.',
  'malformed-authorization':
    'Write `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` in one line; look for white space or a line break in the access key id.',
  'not-authorized': 'The signature was accepted. Look at the policies of the principal and of the resource.',
} as const;

function cause(name: keyof typeof MEND, confidence: Confidence, evidence: Evidence): Cause {
  return { cause: name, confidence, evidence: [evidence], mend: MEND[name] };
}

/**
 * What codes and messages say of the credentials. `InvalidAccessKeyId` is what S3 answers to temporary credentials
 * without token ({@link https://github.com/prolane/samltoawsstskeys/issues/40}); `UnrecognizedClientException` (JSON)
 * and `InvalidClientTokenId` (Query) both say "The security token included in the request is invalid" for ids and tokens.
 */
export function credentialCauses(found: Case): Cause[] {
  const { code, message } = found.answer;
  const evidence = { what: `the service says ${code || message}` };
  const says = (pattern: RegExp): boolean => pattern.test(`${code} ${message}`);
  if (says(/ExpiredToken|token (?:included in the request is|has) expired/i)) {
    return [cause('expired-session-token', 'certain', evidence)];
  }
  if (
    says(
      /InvalidAccessKeyId|UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid/i,
    )
  ) {
    return unknownKey(found, evidence);
  }
  if (says(/\bInvalidToken\b|token is malformed or otherwise invalid/i)) {
    return [cause('wrong-session-token', 'certain', evidence)];
  }
  if (says(/MissingAuthenticationToken|Missing Authentication Token/i)) {
    return [cause('missing-authentication', 'certain', evidence)];
  }
  if (
    says(/IncompleteSignature|not a valid key=value pair|header requires '|Credential is mal-formed|valid terminator/i)
  ) {
    return [cause('malformed-authorization', 'certain', evidence)];
  }
  if (code === 'AuthorizationHeaderMalformed' || code === 'AuthorizationQueryParametersError') {
    return [cause('malformed-authorization', 'likely', evidence)];
  }
  return says(/not authorized to perform/i) ? [cause('not-authorized', 'certain', evidence)] : refused(found, evidence);
}

/** AccessDenied without a word of signatures is about permissions. */
function refused({ answer }: Case, evidence: Evidence): Cause[] {
  const bare = /^AccessDenied(?:Exception)?$/.test(answer.code) && !/sign|expired|header|date/i.test(answer.message);
  return bare ? [cause('not-authorized', 'likely', evidence)] : [];
}

function unknownKey({ trace, answer, accessKeyId }: Case, evidence: Evidence): Cause[] {
  const id = accessKeyId === '' ? evidence : { ...evidence, signed: accessKeyId };
  if (accessKeyId.startsWith('ASIA') && !hasToken(trace)) return [cause('missing-session-token', 'certain', id)];
  if (answer.code === 'InvalidAccessKeyId') return [cause('unknown-access-key', 'certain', id)];
  if (!hasToken(trace)) {
    return [cause('unknown-access-key', 'likely', id), cause('missing-session-token', 'possible', id)];
  }
  return [cause('wrong-session-token', 'likely', id), cause('unknown-access-key', 'likely', id)];
}

/** Temporary credentials whose token is not there, before any service says so. */
export function ownCredentials({ trace, accessKeyId }: Case): Cause[] {
  if (!accessKeyId.startsWith('ASIA') || hasToken(trace)) return [];
  const what = 'the access key id is temporary, and the request has no session token';
  return [cause('missing-session-token', 'likely', { what, signed: accessKeyId })];
}

/** The session token that the service saw against the signed one; neither is told. */
export function tokenCauses({ otherToken }: Case): Cause[] {
  return otherToken
    ? [cause('wrong-session-token', 'certain', { what: 'the session token that arrived is another one' })]
    : [];
}
