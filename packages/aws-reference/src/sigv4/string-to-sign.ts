import { sha256Hex } from '#primitives';

/** The algorithm of Signature Version 4. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a StringToSign is made of. */
export interface StringToSignParts {
  /** Left out: `AWS4-HMAC-SHA256`. */
  readonly algorithm?: string | undefined;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly credentialScope: string;
  readonly canonicalRequest: string;
}

/**
 * StringToSign: algorithm, moment, scope and the hash of the CanonicalRequest, a line each.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign}
 */
export function stringToSign(parts: StringToSignParts): string {
  return `${parts.algorithm ?? ALGORITHM}\n${parts.amzDate}\n${parts.credentialScope}\n${sha256Hex(parts.canonicalRequest)}`;
}
