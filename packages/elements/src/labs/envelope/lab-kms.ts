import type { EncryptionContext } from '@notebank/aws-reference/envelope';
import { KmsError, type KmsOperations } from '@notebank/aws-reference/kms';
import { createLocalKms, type KeyRecord, type LocalKms, type LocalKmsSnapshot } from '@notebank/local-kms/core';
import { ACCOUNT, FIRST_KEY, KEYS, type LabKey, OTHER_ACCOUNT } from './keys.ts';
import { deniedMessage, isAllowed, POLICIES, type PolicyId } from './policy.ts';

/** States of a KMS key; a deleted one is gone. */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'Deleted';

/** How it stands with the first key. The others are enabled, and their policies allow all. */
export interface FirstKey {
  readonly state: KeyState;
  readonly policy: PolicyId;
}

/** A call that KMS got, and what it answered. */
export interface KmsCall {
  readonly operation: 'GenerateDataKey' | 'Encrypt' | 'Decrypt';
  readonly key: LabKey;
  readonly context: EncryptionContext;
  /** Copies: the library wipes its own. */
  readonly plaintext?: Uint8Array | undefined;
  readonly ciphertext?: Uint8Array | undefined;
  /** The array that the caller got: shows later whether it was wiped. */
  readonly handedOut?: Uint8Array | undefined;
  readonly error?: KmsError | undefined;
}

export const WELL: FirstKey = { state: 'Enabled', policy: 'all' };

/** 1 January 2026. */
const CREATED = 1_767_225_600_000;
const WEEK = 604_800_000;

/** Ids of the key materials, in the order of the keys. */
const MATERIAL_IDS = [
  '7c1e5f0a93b2d84e6f17a0c5b9d23e884160fb7295ce3ad10b8f64e7219d5ca3',
  'e02b96d7f4513c8aa7604d1f2e9b5837c6d0f1492be8735da94c60e1f8b2d75b',
  '3fa8c41d0e6792b5d18c2f7ab4e0963517d95f8c60a2be43f71d08c9e5b6a42e',
] as const;

/** Key material that everybody may know: a byte counted up. */
const material = (seed: number): string =>
  btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, at) => seed + at)));

function record({ keyId }: LabKey, at: number, state: KeyState): KeyRecord {
  const waiting = state === 'PendingDeletion' && { deletionAt: Date.now() + WEEK };
  return {
    keyId,
    description: 'Key of the lab',
    createdAt: CREATED,
    tags: [],
    state: state === 'Deleted' ? 'Enabled' : state,
    ...waiting,
    materials: [{ id: MATERIAL_IDS[at] ?? '', material: material(32 * (at + 1)), createdAt: CREATED }],
  };
}

function snapshotOf(region: string, state: KeyState): LocalKmsSnapshot {
  const stateOf = (key: LabKey): KeyState => (key === FIRST_KEY ? state : 'Enabled');
  const keys = KEYS.map((key, at) => ({ key, at })).filter(
    ({ key }) => key.region === region && stateOf(key) !== 'Deleted',
  );
  return {
    format: 'notebank-local-kms',
    version: 1,
    keys: keys.map(({ key, at }) => record(key, at, stateOf(key))),
    aliases: [],
  };
}

function kmsOf(region: string, { state }: FirstKey): LocalKms {
  return createLocalKms({ region, accountId: ACCOUNT, snapshot: snapshotOf(region, state), verifySignatures: false });
}

/**
 * The KMS of the lab, Region by Region, with every call noted in `calls`. The local KMS does not enforce policies: the
 * policy of the first key is evaluated here, before it is asked.
 */
export function labKms(first: FirstKey, calls: KmsCall[]): (region: string | undefined) => KmsOperations | undefined {
  const regions = new Map<string, KmsOperations>();
  return (region = FIRST_KEY.region) => {
    if (!KEYS.some((key) => key.region === region)) return undefined;
    const known = regions.get(region) ?? recording(kmsOf(region, first), first, calls);
    regions.set(region, known);
    return known;
  };
}

type Answer = { readonly Plaintext?: Uint8Array; readonly CiphertextBlob?: Uint8Array };

function recording(kms: LocalKms, { policy }: FirstKey, calls: KmsCall[]): KmsOperations {
  const noted = async <Output extends Answer>(
    operation: KmsCall['operation'],
    input: { KeyId?: string | undefined; EncryptionContext?: EncryptionContext | undefined } & Answer,
    ask: () => Promise<Output>,
  ): Promise<Output> => {
    const key = keyOf(input.KeyId);
    const context = { ...input.EncryptionContext };
    const call = { operation, key, context };
    try {
      checkPolicy(operation, key, context, policy);
      const answer = await ask();
      calls.push({
        ...call,
        plaintext: (answer.Plaintext ?? input.Plaintext)?.slice(),
        ciphertext: answer.CiphertextBlob ?? input.CiphertextBlob,
        handedOut: answer.Plaintext,
      });
      return answer;
    } catch (error) {
      calls.push({ ...call, ciphertext: input.CiphertextBlob, error: error as KmsError });
      throw error;
    }
  };
  return {
    generateDataKey: (input) => noted('GenerateDataKey', input, () => kms.generateDataKey(input)),
    encrypt: (input) => noted('Encrypt', input, () => kms.encrypt(input)),
    decrypt: (input) => noted('Decrypt', input, () => kms.decrypt(input)),
  };
}

/** The key that a call names: the lab's keyrings always name one. */
function keyOf(id = ''): LabKey {
  const known = KEYS.find(({ arn, keyId }) => id === arn || id === keyId);
  return known ?? { ...FIRST_KEY, arn: id, name: id.includes(OTHER_ACCOUNT) ? 'foreign' : 'unknown' };
}

function checkPolicy(operation: KmsCall['operation'], key: LabKey, context: EncryptionContext, policy: PolicyId): void {
  const action = `kms:${operation}`;
  if (key !== FIRST_KEY || isAllowed(POLICIES[policy], action, context)) return;
  throw new KmsError('AccessDeniedException', deniedMessage(action, key.arn), { status: 400 });
}
