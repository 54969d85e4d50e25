/** A KMS key of the lab. */
export interface LabKey {
  readonly keyId: string;
  readonly region: string;
  readonly arn: string;
  /** Where the page has room for a word. */
  readonly name: string;
}

export const ACCOUNT = '111122223333';
/** Another account, whose keys the lab does not have. */
export const OTHER_ACCOUNT = '444455556666';
/** Who calls. */
export const CALLER = `arn:aws:iam::${ACCOUNT}:role/invoices`;
export const ALIAS = 'alias/invoices';

const labKey = (name: string, region: string, keyId: string): LabKey => ({
  keyId,
  region,
  name,
  arn: `arn:aws:kms:${region}:${ACCOUNT}:key/${keyId}`,
});

/** Makes the data key, and wraps it. The ids are those of examples in the AWS documentation. */
export const FIRST_KEY: LabKey = labKey('first', 'us-east-1', '1234abcd-12ab-34cd-56ef-1234567890ab');
/** Wraps the same data key in another Region. */
export const SECOND_KEY: LabKey = labKey('second', 'eu-west-1', '0987dcba-09fe-87dc-65ba-ab0987654321');
/** Has nothing to do with the message. */
export const OTHER_KEY: LabKey = labKey('other', 'us-east-1', 'a1b2c3d4-5678-90ab-cdef-0123456789ab');

export const KEYS: readonly LabKey[] = [FIRST_KEY, SECOND_KEY, OTHER_KEY];
