import type { Inspection, MessageHeader } from '@notebank/aws-reference/envelope';
import type { LabForm } from './lab-form.ts';
import type { KmsCall } from './lab-kms.ts';

/** A message with all that happened until it was one. */
export interface Built {
  readonly form: LabForm;
  readonly message: Uint8Array;
  readonly inspection: Inspection;
  readonly header: MessageHeader;
  /** What KMS was asked. */
  readonly calls: readonly KmsCall[];
  /** A copy: the library has wiped its own. */
  readonly dataKey: Uint8Array;
  readonly derivedKey: Uint8Array;
  /** What the data key of the library looks like now. */
  readonly afterwards: Uint8Array;
}
