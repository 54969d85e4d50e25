import { createAlias, deleteAlias, listAliases, updateAlias } from './aliases.ts';
import { createKey } from './create-key.ts';
import { decrypt } from './decrypt.ts';
import { describeKey } from './describe-key.ts';
import { encrypt } from './encrypt.ts';
import { generateDataKey, generateDataKeyWithoutPlaintext } from './generate-data-key.ts';
import { generateRandom } from './generate-random.ts';
import { cancelKeyDeletion, disableKey, enableKey, rotateKeyOnDemand, scheduleKeyDeletion } from './key-states.ts';
import { listKeys } from './list-keys.ts';
import type { Operation } from './operation.ts';
import { reEncrypt } from './re-encrypt.ts';

/** The operations by their names in this process; on the wire the first letter is a capital. */
export const OPERATIONS = {
  cancelKeyDeletion,
  createAlias,
  createKey,
  decrypt,
  deleteAlias,
  describeKey,
  disableKey,
  enableKey,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  generateRandom,
  listAliases,
  listKeys,
  reEncrypt,
  rotateKeyOnDemand,
  scheduleKeyDeletion,
  updateAlias,
} as const satisfies Readonly<Record<string, Operation>>;

export type Operations = typeof OPERATIONS;
