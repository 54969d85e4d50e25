import { ALGORITHM } from './string-to-sign.ts';

/** What an Authorization header says. */
export interface AuthorizationParts {
  /** Left out: `AWS4-HMAC-SHA256`. */
  readonly algorithm?: string | undefined;
  readonly accessKeyId: string;
  readonly credentialScope: string;
  /** Names joined with `;`. */
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * The value of the `Authorization` header.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#add-signature-to-request}
 */
export function authorizationHeader(parts: AuthorizationParts): string {
  return `${parts.algorithm ?? ALGORITHM} Credential=${parts.accessKeyId}/${parts.credentialScope}, SignedHeaders=${parts.signedHeaders}, Signature=${parts.signature}`;
}
