import type { Inspection } from '@notebank/aws-reference/envelope';
import type { Damage } from './settings.ts';

/** A message as it is read, and what was done to it. */
export interface Damaged {
  readonly message: Uint8Array;
  /** Where, as bytes of the stored message; `undefined` where nothing was done. */
  readonly at?: number | undefined;
  /** Of a bit that was flipped: the byte before. */
  readonly was?: number | undefined;
}

/** Damages a copy of a message. What the message does not have stays as it is. */
export function damaged({ message, fields }: Pick<Inspection, 'message' | 'fields'>, damage: Damage): Damaged {
  if (damage === 'truncated') return { message: message.subarray(0, -1), at: message.length - 1 };
  if (damage === 'trailing') return { message: Uint8Array.of(...message, 0), at: message.length };
  const named = fields.filter(({ name, start, end }) => name === damage && end > start);
  // Of frames the last, so that others come before it; of all else the first.
  const field = damage === 'ciphertext' || damage === 'sequenceNumber' ? named.at(-1) : named[0];
  if (field === undefined) return { message };
  const copy = message.slice();
  const at = field.end - 1;
  const was = copy[at] ?? 0;
  copy[at] = was ^ 1;
  return { message: copy, at, was };
}

/** Whether a message has what a damage is done to. */
export function canDamage({ fields }: Pick<Inspection, 'fields'>, damage: Damage): boolean {
  if (damage === 'none' || damage === 'truncated' || damage === 'trailing') return true;
  return fields.some(({ name, start, end }) => name === damage && end > start);
}
