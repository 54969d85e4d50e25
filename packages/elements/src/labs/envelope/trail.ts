import { ACCOUNT, CALLER } from './keys.ts';
import type { KmsCall } from './lab-kms.ts';

/** What CloudTrail records of a call: the members that matter here, in its order. Neither data keys nor ciphertexts. */
export interface TrailEvent {
  readonly eventSource: 'kms.amazonaws.com';
  readonly eventName: string;
  readonly awsRegion: string;
  readonly userIdentity: { readonly arn: string };
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: object | null;
  readonly resources: readonly object[];
}

/**
 * The record of a call.
 *
 * {@link https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html}
 */
export function trailEvent({ operation, key, context, error }: KmsCall): TrailEvent {
  const encryptionAlgorithm = operation === 'GenerateDataKey' ? {} : { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  return {
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: key.region,
    userIdentity: { arn: CALLER },
    ...(error && { errorCode: trailCode(error.code), ...(hasWords(error.code) && { errorMessage: error.message }) }),
    requestParameters: { ...encryptionAlgorithm, encryptionContext: context, keyId: key.arn },
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: key.arn }],
  };
}

/** CloudTrail has a word of its own for requests that are denied: seen in records that people have published. */
const trailCode = (code: string): string => (code === 'AccessDeniedException' ? 'AccessDenied' : code);

/** The service says nothing of a ciphertext that it cannot decrypt: the client's words are not the service's. */
const hasWords = (code: string): boolean => code !== 'InvalidCiphertextException';
