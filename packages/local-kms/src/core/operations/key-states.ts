import { Fault } from '../fault.ts';
import { keyArn, managedKey } from '../key-id.ts';
import { checkLeaves, checkStays, checkUsable } from '../key-state.ts';
import { newMaterial } from './create-key.ts';
import { type Operation, REQUIRED_KEY_ID } from './operation.ts';

export interface KeyInput {
  /** Key id or key ARN: no alias. */
  readonly KeyId: string;
}

const members = { KeyId: REQUIRED_KEY_ID };

function switchTo(state: 'Enabled' | 'Disabled', operation: string): Operation<KeyInput, undefined> {
  return {
    members,
    run(service, { KeyId }) {
      const key = managedKey(service, KeyId, operation);
      checkStays(service, key);
      service.state.keys.set(key.keyId, { ...key, state });
      return undefined;
    },
  };
}

export const enableKey = switchTo('Enabled', 'EnableKey');
export const disableKey = switchTo('Disabled', 'DisableKey');

/** Rotations on demand in the life of a key. */
const MAX_ROTATIONS = 25;

/** Makes new key material at once. The old ones stay, and decrypt what they encrypted. */
export const rotateKeyOnDemand: Operation<KeyInput, { readonly KeyId: string }> = {
  members,
  run(service, { KeyId }) {
    const key = managedKey(service, KeyId, 'RotateKeyOnDemand');
    checkUsable(service, key);
    const arn = keyArn(service, key.keyId);
    if (key.materials.length > MAX_ROTATIONS) {
      throw new Fault(
        'LimitExceededException',
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
      );
    }
    service.state.keys.set(key.keyId, { ...key, materials: [...key.materials, newMaterial(service)] });
    return { KeyId: arn };
  },
};

export interface ScheduleKeyDeletionInput extends KeyInput {
  /** 7 to 30. Left out: 30. */
  readonly PendingWindowInDays?: number | undefined;
}

export interface ScheduleKeyDeletionOutput {
  readonly KeyId: string;
  readonly DeletionDate: Date;
  readonly KeyState: 'PendingDeletion';
  readonly PendingWindowInDays: number;
}

const DAY_MS = 86_400_000;

export const scheduleKeyDeletion: Operation<ScheduleKeyDeletionInput, ScheduleKeyDeletionOutput> = {
  members: { ...members, PendingWindowInDays: { type: 'integer', min: 1, max: 365 } },
  run(service, { KeyId, PendingWindowInDays = 30 }) {
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      throw new Fault('ValidationException', 'PendingWindowInDays must be between 7 and 30');
    }
    const key = managedKey(service, KeyId, 'ScheduleKeyDeletion');
    checkStays(service, key);
    const deletionAt = service.now() + PendingWindowInDays * DAY_MS;
    service.state.keys.set(key.keyId, { ...key, state: 'PendingDeletion', deletionAt });
    const arn = keyArn(service, key.keyId);
    return { KeyId: arn, DeletionDate: new Date(deletionAt), KeyState: 'PendingDeletion', PendingWindowInDays };
  },
};

/** The key comes back disabled: nobody uses it before somebody enables it. */
export const cancelKeyDeletion: Operation<KeyInput, { readonly KeyId: string }> = {
  members,
  run(service, { KeyId }) {
    const key = managedKey(service, KeyId, 'CancelKeyDeletion');
    checkLeaves(service, key);
    const { deletionAt: _, ...rest } = key;
    service.state.keys.set(key.keyId, { ...rest, state: 'Disabled' });
    return { KeyId: keyArn(service, key.keyId) };
  },
};
