import { join } from 'node:path';
import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { DecryptError, decrypt, inspect, type KeySource } from '../src/envelope/index.ts';
import {
  COMMITMENT_CASES,
  COMMITMENT_VALID_CASES,
  type CommitmentCase,
  commitmentCases,
  INVALID_CASES,
  NET_KMS_CASES,
  NET_RAW_CASES,
  NET_REQUIRED_CASES,
  type NetCase,
  netCases,
} from '../test/support/envelope-vectors.ts';

const commitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

/** Messages of the AWS Encryption SDK: decrypted, taken apart, refused. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const folder = (name: string): string => join(vectors ?? '', 'encryption-sdk', name);
  const net = vectors ? netCases(folder('v4-Net-4.0.1')) : undefined;
  const invalid = vectors ? netCases(folder('invalid-Net-4.0.0')) : undefined;
  const commitments = vectors ? commitmentCases(folder('commitment-v2')) : undefined;
  const raw = net?.filter(({ keys }) => keys);
  const valid = commitments?.filter(({ plaintext }) => plaintext !== undefined);
  const refused = commitments?.filter(({ plaintext }) => plaintext === undefined);
  return [
    await count('encryption-sdk/v4-net/raw-keys', NET_RAW_CASES, raw, opens),
    await count(
      'encryption-sdk/v4-net/required-context-missing',
      NET_REQUIRED_CASES,
      raw?.filter(({ requiresContext }) => requiresContext),
      (one) => isRefused(one.message, keysOf(one)),
    ),
    await count(
      'encryption-sdk/v4-net/kms (parsed)',
      NET_KMS_CASES,
      net?.filter(({ keys }) => !keys),
      isWhole,
    ),
    await count('encryption-sdk/invalid-net (refused)', INVALID_CASES, invalid, (one) =>
      isRefused(one.message, keysOf(one), one.encryptionContext),
    ),
    await count('encryption-sdk/commitment-v2', COMMITMENT_VALID_CASES, valid, commits),
    await count('encryption-sdk/commitment-v2 (refused)', COMMITMENT_CASES - COMMITMENT_VALID_CASES, refused, (one) =>
      isRefused(one.message, one.keys),
    ),
  ];
}

function keysOf({ keys, name }: NetCase): KeySource {
  if (!keys) throw new Error(`${name} has no raw key`);
  return keys;
}

async function opens(one: NetCase): Promise<boolean> {
  const { encryptionContext } = one;
  const { plaintext } = await decrypt(one.message, { keys: keysOf(one), commitmentPolicy, encryptionContext });
  return Buffer.compare(plaintext, one.plaintext) === 0;
}

async function commits({ message, keys, plaintext, encryptionContext }: CommitmentCase): Promise<boolean> {
  const decrypted = await decrypt(message, { keys });
  const pairs = (context: object): string => JSON.stringify(Object.entries(context).sort());
  return (
    new TextDecoder().decode(decrypted.plaintext) === plaintext &&
    pairs(decrypted.encryptionContext) === pairs(encryptionContext)
  );
}

async function isRefused(message: Uint8Array, keys: KeySource, encryptionContext = {}): Promise<boolean> {
  try {
    await decrypt(message, { keys, commitmentPolicy, encryptionContext });
    return false;
  } catch (error) {
    return error instanceof DecryptError;
  }
}

/** A message of which every byte belongs to a field, with a data key of KMS. */
async function isWhole({ message }: NetCase): Promise<boolean> {
  const { problem, fields, header } = inspect(message);
  return (
    problem === undefined &&
    fields.at(-1)?.end === message.length &&
    header?.encryptedDataKeys[0]?.keyProviderId === 'aws-kms'
  );
}

/** Counts what holds. A case that is missing counts as failed, and so does one that throws. */
async function count<Case>(
  suite: string,
  cases: number,
  found: readonly Case[] | undefined,
  holds: (one: Case) => Promise<boolean>,
): Promise<ConformanceResult> {
  if (!found) return { suite, cases, passed: 0, failed: 0, skipped: cases };
  const held = await Promise.all(found.map((one) => holds(one).catch(() => false)));
  const passed = held.filter(Boolean).length;
  const all = Math.max(cases, found.length);
  return { suite, cases: all, passed, failed: all - passed, skipped: 0 };
}
