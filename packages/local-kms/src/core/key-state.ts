import { Fault } from './fault.ts';
import { keyArn } from './key-id.ts';
import type { Service } from './service.ts';
import type { KeyRecord } from './state.ts';

/**
 * What a key's state allows.
 *
 * {@link https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html} ("Key state table")
 */
const pendingDeletion = (service: Service, keyId: string): Fault =>
  new Fault('KMSInvalidStateException', `${keyArn(service, keyId)} is pending deletion.`);

/** @throws {@link Fault} unless cryptographic operations may use the key. */
export function checkUsable(service: Service, { keyId, state }: KeyRecord): void {
  if (state === 'Disabled') throw new Fault('DisabledException', `${keyArn(service, keyId)} is disabled.`);
  if (state === 'PendingDeletion') throw pendingDeletion(service, keyId);
}

/** @throws {@link Fault} when the key is pending deletion, and may not be changed. */
export function checkStays(service: Service, { keyId, state }: KeyRecord): void {
  if (state === 'PendingDeletion') throw pendingDeletion(service, keyId);
}

/** @throws {@link Fault} unless the key is pending deletion. */
export function checkLeaves(service: Service, { keyId, state }: KeyRecord): void {
  if (state !== 'PendingDeletion') {
    throw new Fault('KMSInvalidStateException', `${keyArn(service, keyId)} is not pending deletion.`);
  }
}
