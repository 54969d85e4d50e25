import { toBase64 } from '../../bytes/base64.ts';
import { utf8 } from '../../bytes/utf8.ts';
import { SigV4Error } from '../error.ts';
import { signature } from '../signature.ts';
import { type PolicyCondition, readCondition } from './condition.ts';

/** What a policy says. */
export interface PolicyDocument {
  /** When it ends. */
  readonly expiration: Date;
  /** All of them have to hold, and each field of the form needs one. */
  readonly conditions: readonly PolicyCondition[];
}

/**
 * The policy document: JSON of what a form has to fulfil.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html}
 *
 * @throws {@link SigV4Error} `InvalidDate`, `InvalidValue` for a condition that S3 cannot read or that nothing fulfils,
 * `InvalidText` for a lone surrogate in one.
 */
export function postPolicy({ expiration, conditions }: PolicyDocument): string {
  if (Number.isNaN(expiration.getTime())) {
    throw new SigV4Error('InvalidDate', 'string-to-sign', 'expiration', 'invalid, expected a moment');
  }
  for (const [at, one] of conditions.entries()) {
    const read = readCondition(one);
    const wrong = typeof read === 'string' ? read : read.never;
    if (wrong !== undefined) throw new SigV4Error('InvalidValue', 'string-to-sign', `conditions[${at}]`, wrong);
    // JSON.stringify would write it as an escape, and no form can send it.
    if (typeof read !== 'string' && 'value' in read && !`${read.field}${read.value}`.isWellFormed()) {
      throw new SigV4Error('InvalidText', 'string-to-sign', `conditions[${at}]`, 'a lone surrogate, expected text');
    }
  }
  return JSON.stringify({ expiration: expiration.toISOString(), conditions });
}

/** The field `policy`: the document in UTF-8 and Base64. It is the StringToSign of the form. */
export function encodePolicy(document: string): string {
  return toBase64(utf8(document));
}

/**
 * The field `x-amz-signature`: HMAC-SHA256 of the encoded policy under the SigningKey. There is no canonical request.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html}
 *
 * @param signingKey - 32 bytes.
 * @param policy - As {@link encodePolicy} gives it, or as it arrived.
 * @returns 64 lower-case hexadecimal digits.
 */
export function policySignature(signingKey: Uint8Array, policy: string): string {
  return signature(signingKey, policy);
}
