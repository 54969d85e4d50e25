import type { KeyMetadata } from '@notebank/aws-reference/kms';
import { keyArn } from '../key-id.ts';
import type { Service } from '../service.ts';
import type { KeyRecord } from '../state.ts';
import { SYMMETRIC_DEFAULT } from './operation.ts';

/** What KMS tells of a symmetric encryption key whose material it made. */
export interface LocalKeyMetadata extends KeyMetadata {
  readonly CustomerMasterKeySpec: string;
  readonly MultiRegion: boolean;
  readonly CurrentKeyMaterialId: string;
  readonly MultiRegionConfiguration?: {
    readonly MultiRegionKeyType: 'PRIMARY';
    readonly PrimaryKey: { readonly Arn: string; readonly Region: string };
    readonly ReplicaKeys: readonly [];
  };
}

/** KeyMetadata of a key. */
export function keyMetadata(service: Service, key: KeyRecord): LocalKeyMetadata {
  const { keyId, description, createdAt, deletionAt, state, materials } = key;
  const Arn = keyArn(service, keyId);
  const MultiRegion = keyId.startsWith('mrk-');
  return {
    AWSAccountId: service.accountId,
    KeyId: keyId,
    Arn,
    CreationDate: new Date(createdAt),
    Enabled: state === 'Enabled',
    Description: description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    ...(deletionAt !== undefined && { DeletionDate: new Date(deletionAt) }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: SYMMETRIC_DEFAULT,
    KeySpec: SYMMETRIC_DEFAULT,
    EncryptionAlgorithms: [SYMMETRIC_DEFAULT],
    MultiRegion,
    ...(MultiRegion && {
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn, Region: service.region },
        ReplicaKeys: [],
      },
    }),
    CurrentKeyMaterialId: materials.at(-1)?.id ?? '',
  };
}
