import type { DescribeKeyInput } from '@notebank/aws-reference/kms';
import { findKey } from '../key-id.ts';
import { keyMetadata, type LocalKeyMetadata } from './key-metadata.ts';
import { GRANT_TOKENS, type Operation, REQUIRED_KEY_ID } from './operation.ts';

export const describeKey: Operation<DescribeKeyInput, { readonly KeyMetadata: LocalKeyMetadata }> = {
  members: { KeyId: REQUIRED_KEY_ID, GrantTokens: GRANT_TOKENS },
  run: (service, { KeyId }) => ({ KeyMetadata: keyMetadata(service, findKey(service, KeyId, 'DescribeKey')) }),
};
