import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { DecryptError, decrypt } from '../src/envelope/index.ts';
import {
  COMMITMENT_CASES,
  COMMITMENT_VALID_CASES,
  commitmentCases,
  INVALID_CASES,
  NET_CASES,
  NET_KMS_CASES,
  NET_RAW_CASES,
  NET_REQUIRED_CASES,
  netCases,
} from './support/envelope-vectors.ts';

const vectors = process.env.NOTEBANK_VECTORS;
const folder = (name: string): string => join(vectors ?? '', 'encryption-sdk', name);
const commitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

describe.skipIf(!vectors)('messages of the Encryption SDK for .NET', () => {
  const cases = vectors ? netCases(folder('v4-Net-4.0.1')) : [];
  const raw = cases.filter(({ keys }) => keys);

  it('are all there', () => {
    expect(cases).toHaveLength(NET_CASES);
    expect(raw).toHaveLength(NET_RAW_CASES);
    expect(raw.filter(({ requiresContext }) => requiresContext)).toHaveLength(NET_REQUIRED_CASES);
    expect(cases.length - raw.length).toBe(NET_KMS_CASES);
  });

  it.each(raw)('$name is decrypted', async ({ message, plaintext, encryptionContext, keys }) => {
    const options = { keys: keys as NonNullable<typeof keys>, commitmentPolicy, encryptionContext } as const;
    expect((await decrypt(message, options)).plaintext).toEqual(plaintext);
  });

  it.each(raw.filter(({ requiresContext }) => requiresContext))('$name needs its context', async (one) => {
    const options = { keys: one.keys as NonNullable<typeof one.keys>, commitmentPolicy } as const;
    await expect(decrypt(one.message, options)).rejects.toThrow(DecryptError);
  });
});

describe.skipIf(!vectors)('messages that must be refused', () => {
  const cases = vectors ? netCases(folder('invalid-Net-4.0.0')) : [];

  it('are all there', () => {
    expect(cases.filter(({ keys }) => keys)).toHaveLength(INVALID_CASES);
  });

  it.each(cases)('$name is refused', async ({ message, encryptionContext, keys }) => {
    const options = { keys: keys as NonNullable<typeof keys>, commitmentPolicy, encryptionContext } as const;
    await expect(decrypt(message, options)).rejects.toThrow(DecryptError);
  });
});

describe.skipIf(!vectors)('messages with a commitment', () => {
  const cases = vectors ? commitmentCases(folder('commitment-v2')) : [];

  it('are all there', () => {
    expect(cases).toHaveLength(COMMITMENT_CASES);
    expect(cases.filter(({ plaintext }) => plaintext !== undefined)).toHaveLength(COMMITMENT_VALID_CASES);
  });

  it.each(cases)('$name', async ({ message, plaintext, keys, encryptionContext }) => {
    if (plaintext === undefined) {
      await expect(decrypt(message, { keys })).rejects.toThrow(DecryptError);
      return;
    }
    const decrypted = await decrypt(message, { keys });
    expect(new TextDecoder().decode(decrypted.plaintext)).toBe(plaintext);
    expect({ ...decrypted.encryptionContext }).toEqual(encryptionContext);
  });
});
