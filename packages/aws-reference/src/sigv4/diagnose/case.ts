import type { SigningTrace } from '../explain.ts';
import type { Cause } from './cause.ts';
import type { Comparison, StringToSignPart } from './compare.ts';
import type { ServiceAnswer } from './service-answer.ts';

/** CredentialScope taken apart. A scope of SigV4A has no Region. */
export interface ScopeParts {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** All that is known of a refused request. */
export interface Case {
  readonly trace: SigningTrace;
  readonly answer: ServiceAnswer;
  /** The service saw a session token that is not the signed one. */
  readonly otherToken: boolean;
  readonly scope: ScopeParts;
  /** Value of the `host` header. */
  readonly host: string;
  readonly accessKeyId: string;
  /** When the service said what it computed. */
  readonly canonicalRequest: Comparison | undefined;
  readonly stringToSign: Comparison<StringToSignPart> | undefined;
}

/** Looks for some causes. */
export type Detector = (found: Case) => Cause[];

/** The parts of a CredentialScope. */
export function scopeParts(credentialScope: string): ScopeParts {
  const parts = credentialScope.split('/');
  const [date = '', region = '', service = ''] = parts;
  return parts.length === 3 ? { date, region: '', service: region } : { date, region, service };
}

/** Value of a header of the trace. */
export function headerOf({ headers }: SigningTrace, name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value;
}

/** Value of a query parameter of the trace, in canonical spelling. */
export function parameterOf({ query }: SigningTrace, name: string): string | undefined {
  return query.parameters.find(([one]) => one === name)?.[1];
}

/** Whether the signature travels in the query. */
export function isPresigned(trace: SigningTrace): boolean {
  return parameterOf(trace, 'X-Amz-Credential') !== undefined;
}

/** Whether the request carries a session token. */
export function hasToken(trace: SigningTrace): boolean {
  return [headerOf(trace, 'x-amz-security-token'), parameterOf(trace, 'X-Amz-Security-Token')].some(Boolean);
}

/** Whether the service is S3 or one of its relatives. */
export function isS3({ scope }: Case): boolean {
  return scope.service.startsWith('s3');
}
