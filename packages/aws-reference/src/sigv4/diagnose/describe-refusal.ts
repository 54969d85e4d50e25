import type { Refusal, RefusalReason } from '../refusal.ts';
import { duration } from './words.ts';

type Words = (refusal: { readonly field: string; readonly seconds: number }) => string;

const WORDS: Readonly<Record<RefusalReason, Words>> = {
  MissingSignature: () =>
    'The request has no signature: neither an Authorization header nor X-Amz-Signature in its query.',
  Malformed: ({ field }) =>
    `${field || 'A part of the signature'} cannot be read, or stands there twice. Expected what a signer writes, once.`,
  UnsupportedAlgorithm: () => 'The signature is of another algorithm than the one that is verified.',
  WrongScope: () =>
    'The credential scope is another one: its date must be that of x-amz-date, its Region and service those of the verifier.',
  Skewed: ({ seconds }) =>
    seconds < 0
      ? `The request was signed ${duration(seconds)} ahead of the verifier's clock: one of the clocks is off.`
      : `The request was signed ${duration(seconds)} ago, longer than allowed: sign it again, or set the clock that is off.`,
  Expired: ({ seconds }) => `The presigned URL ended ${duration(seconds)} ago: make a new one.`,
  NotYetValid: ({ seconds }) =>
    `The presigned URL begins in ${duration(seconds)}: the clock of its signer or of the verifier is off.`,
  HeadersNotSigned: ({ field }) => `These headers are sent and not signed, but have to be: ${field || 'unknown'}.`,
  PayloadMismatch: () =>
    'The signature is about another body: the hash that was signed is not that of the body that arrived.',
  UnsignedPayload: () => 'The signature leaves the body open (UNSIGNED-PAYLOAD), and the verifier does not allow that.',
  StreamingPayload: ({ field }) =>
    `The body comes in signed chunks${field && ` (${field})`}, and the verifier does not take them.`,
  UnknownKey: () => 'There are no credentials for this access key id.',
  InvalidToken: () => 'The session token is not the one of these credentials, or is missing.',
  ExpiredToken: () => 'The credentials are over: they ended before this request arrived.',
  SignatureMismatch: () =>
    'Everything can be read, and the signature is another one: the request changed after signing, it was canonicalised otherwise, or the secret is not the same.',
};

/** A refusal of `verifyRequest` in words, for those who may know: a sentence. */
export function describeRefusal({ reason, field = '', seconds = 0 }: Refusal): string {
  return WORDS[reason]({ field, seconds });
}
