import { scopeDate, scopePart } from '../credential-scope.ts';

/** Where a signature is good: one UTC day, one service. The Regions stand in the region set. */
export interface Scope {
  /** `YYYYMMDD`, UTC. */
  readonly date: string;
  readonly service: string;
}

/**
 * CredentialScope of Signature Version 4A: `date/service/aws4_request`, without a Region.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign}
 *
 * @throws {@link SigV4Error} `MissingValue` or `InvalidValue` for the service, `InvalidDate`.
 */
export function credentialScope({ date, service }: Scope): string {
  return `${scopeDate(date)}/${scopePart(service, 'service')}/aws4_request`;
}
