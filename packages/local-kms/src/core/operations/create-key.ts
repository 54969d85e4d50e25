import { toBase64, toHex } from '../bytes.ts';
import { Fault } from '../fault.ts';
import { type Service, uuid, uuidDigits } from '../service.ts';
import type { KeyMaterial, KeyRecord } from '../state.ts';
import { keyMetadata, type LocalKeyMetadata } from './key-metadata.ts';
import { BOOLEAN, type Operation, SYMMETRIC_DEFAULT } from './operation.ts';

export interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

export interface CreateKeyInput {
  readonly Description?: string | undefined;
  readonly KeySpec?: string | undefined;
  readonly CustomerMasterKeySpec?: string | undefined;
  readonly KeyUsage?: string | undefined;
  readonly Origin?: string | undefined;
  /** A key whose id begins with `mrk-`. */
  readonly MultiRegion?: boolean | undefined;
  /** Kept, not enforced. */
  readonly Policy?: string | undefined;
  readonly BypassPolicyLockoutSafetyCheck?: boolean | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface CreateKeyOutput {
  readonly KeyMetadata: LocalKeyMetadata;
}

const KEY_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  SYMMETRIC_DEFAULT,
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'SM2',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
];

const MAX_TAGS = 50;

function unsupported(what: string, expected: string): Fault {
  return new Fault('UnsupportedOperationException', `This local KMS has no ${what} yet, expected ${expected}.`);
}

function checkKind({ KeySpec, CustomerMasterKeySpec, KeyUsage, Origin = 'AWS_KMS' }: CreateKeyInput): void {
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    throw new Fault(
      'ValidationException',
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const spec = KeySpec ?? CustomerMasterKeySpec ?? SYMMETRIC_DEFAULT;
  if (spec !== SYMMETRIC_DEFAULT && KeyUsage === undefined) {
    throw new Fault(
      'ValidationException',
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  if (spec !== SYMMETRIC_DEFAULT) throw unsupported(`key spec ${spec}`, SYMMETRIC_DEFAULT);
  if (KeyUsage !== undefined && KeyUsage !== 'ENCRYPT_DECRYPT') {
    throw new Fault('ValidationException', `KeyUsage ${KeyUsage} is not compatible with KeySpec ${spec}`);
  }
  if (Origin !== 'AWS_KMS') throw unsupported(`origin ${Origin}`, 'AWS_KMS');
}

function checkTags(tags: readonly Tag[]): void {
  if (tags.some(({ TagKey }) => /^aws:/i.test(TagKey))) {
    throw new Fault('TagException', 'Tags beginning with aws: are reserved');
  }
  if (new Set(tags.map(({ TagKey }) => TagKey)).size < tags.length) {
    throw new Fault('TagException', 'Duplicate tag keys');
  }
  if (tags.length > MAX_TAGS) throw new Fault('TagException', 'Too many tags');
}

/** New key material: 32 random bytes with a random id. */
export function newMaterial({ random, now }: Service): KeyMaterial {
  return { id: toHex(random(32)), material: toBase64(random(32)), createdAt: now() };
}

export const createKey: Operation<CreateKeyInput, CreateKeyOutput> = {
  members: {
    Description: { type: 'string', max: 8192 },
    KeySpec: { type: 'string', values: KEY_SPECS },
    CustomerMasterKeySpec: { type: 'string', values: KEY_SPECS },
    KeyUsage: { type: 'string', values: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'] },
    Origin: { type: 'string', values: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] },
    MultiRegion: BOOLEAN,
    Policy: { type: 'string', min: 1, max: 131_072 },
    BypassPolicyLockoutSafetyCheck: BOOLEAN,
    Tags: {
      type: 'list',
      member: {
        type: 'structure',
        members: {
          TagKey: { type: 'string', min: 1, max: 128, required: true },
          TagValue: { type: 'string', max: 256, required: true },
        },
      },
    },
  },
  run(service, input) {
    checkKind(input);
    const { Description: description = '', Tags: tags = [], Policy: policy, MultiRegion } = input;
    checkTags(tags);
    const keyId = MultiRegion === true ? `mrk-${uuidDigits(service)}` : uuid(service);
    const base = { keyId, description, createdAt: service.now(), tags, state: 'Enabled' as const };
    const key: KeyRecord = { ...base, ...(policy !== undefined && { policy }), materials: [newMaterial(service)] };
    service.state.keys.set(keyId, key);
    return { KeyMetadata: keyMetadata(service, key) };
  },
};
