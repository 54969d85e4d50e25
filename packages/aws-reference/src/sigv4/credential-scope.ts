import { SigV4Error } from './error.ts';

/** What a signing key is good for: one UTC day, one Region, one service. */
export interface Scope {
  /** `YYYYMMDD`, UTC. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/**
 * A value that can stand between the slashes of a credential. It is not printed: it may be a credential.
 *
 * @throws {@link SigV4Error} `MissingValue`, `InvalidValue`.
 */
export function scopePart(value: string | undefined, field: string): string {
  if (!value) throw new SigV4Error('MissingValue', 'string-to-sign', field, 'missing, expected a name');
  if (!/^[!-+\-.0-:<>-~]+$/.test(value)) {
    throw new SigV4Error('InvalidValue', 'string-to-sign', field, 'expected ASCII without space / , ; =');
  }
  return value;
}

/**
 * The date of a scope.
 *
 * @throws {@link SigV4Error} `InvalidDate`.
 */
export function scopeDate(date: string): string {
  if (!/^\d{8}$/.test(date)) throw new SigV4Error('InvalidDate', 'string-to-sign', 'date', 'expected YYYYMMDD');
  return date;
}

/**
 * CredentialScope: `date/region/service/aws4_request`.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign}
 *
 * @throws {@link SigV4Error} `MissingValue` or `InvalidValue` for a part, `InvalidDate`.
 */
export function credentialScope({ date, region, service }: Scope): string {
  return `${scopeDate(date)}/${scopePart(region, 'region')}/${scopePart(service, 'service')}/aws4_request`;
}
