import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeySource } from '../../src/envelope/index.ts';
import { type EncryptionContext, multiKeyring, rawAesKeyring, rawRsaKeyring } from '../../src/envelope/index.ts';
import type { CaseKeys, SealedCase } from '../portable/envelope.ts';

/** Messages of the manifests, and how many of them have which keys. */
export const NET_CASES = 132;
export const NET_RAW_CASES = 99;
export const NET_KMS_CASES = 33;
export const NET_REQUIRED_CASES = 33;
export const INVALID_CASES = 28;
export const COMMITMENT_CASES = 46;
export const COMMITMENT_VALID_CASES = 41;

interface MasterKey {
  readonly type: 'raw' | 'aws-kms';
  readonly key: string;
  readonly 'provider-id': string;
  readonly 'encryption-algorithm': 'aes' | 'rsa';
  readonly 'padding-hash'?: 'sha256' | 'sha512';
}

interface Manifest {
  readonly tests: Readonly<
    Record<
      string,
      {
        readonly ciphertext: string;
        readonly 'master-keys': readonly MasterKey[];
        readonly cmm: 'Default' | 'RequiredEncryptionContext';
        readonly 'encryption-context': EncryptionContext;
        readonly result: { readonly output: { readonly plaintext: string } };
      }
    >
  >;
}

/** A message of a manifest. */
export interface NetCase {
  readonly name: string;
  readonly message: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly encryptionContext: EncryptionContext;
  readonly requiresContext: boolean;
  /** `undefined` for a key in KMS. */
  readonly keys: KeySource | undefined;
}

/** @param folder - `encryption-sdk/v4-Net-4.0.1`, for instance. */
export function netCases(folder: string): NetCase[] {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const bytes = (uri: string) => new Uint8Array(readFileSync(join(folder, uri.replace('file://', ''))));
  const { tests } = json('manifest.json') as Manifest;
  const { keys } = json('keys.json') as { keys: Record<string, { material: string }> };
  const material = (name: string): string => keys[name]?.material ?? '';
  return Object.entries(tests).map(([name, one]) => ({
    name,
    message: bytes(one.ciphertext),
    plaintext: bytes(one.result.output.plaintext),
    encryptionContext: one['encryption-context'],
    requiresContext: one.cmm === 'RequiredEncryptionContext',
    keys: one['master-keys'].some(({ type }) => type === 'aws-kms')
      ? undefined
      : multiKeyring({ children: one['master-keys'].map((key) => keyringOf(key, material)) }),
  }));
}

function keyringOf(key: MasterKey, material: (name: string) => string) {
  const keyNamespace = key['provider-id'];
  if (key['encryption-algorithm'] === 'aes') {
    return rawAesKeyring({ keyNamespace, keyName: key.key, wrappingKey: Buffer.from(material(key.key), 'base64') });
  }
  const padding = key['padding-hash'] === 'sha512' ? 'OAEP-SHA-512' : 'OAEP-SHA-256';
  const half = key.key.endsWith('private') ? 'privateKey' : 'publicKey';
  return rawRsaKeyring({ keyNamespace, keyName: key.key, padding, [half]: material(key.key) });
}

/** A message with a commitment, and its data key. */
export interface CommitmentCase {
  readonly name: string;
  readonly message: Uint8Array;
  /** `undefined`: it must be refused. */
  readonly plaintext: string | undefined;
  readonly encryptionContext: EncryptionContext;
  readonly dataKey: Uint8Array;
  readonly keys: KeySource;
}

/** A keyring that knows the data key of the one message it is for. */
export function knownDataKey(dataKey: Uint8Array): KeySource {
  return {
    onEncrypt: () => Promise.reject(new Error('it only decrypts')),
    onDecrypt: async () => dataKey.slice(),
  };
}

/** @param folder - `encryption-sdk/commitment-v2`. */
export function commitmentCases(folder: string): CommitmentCase[] {
  const { tests } = JSON.parse(readFileSync(join(folder, 'commitment-test-vectors.json'), 'utf8')) as {
    tests: {
      ciphertext: string;
      comment: string;
      'decrypted-dek': string;
      'encryption-context': EncryptionContext;
      'plaintext-frames'?: string[];
      status: boolean;
    }[];
  };
  return tests.map((one) => {
    const dataKey = new Uint8Array(Buffer.from(one['decrypted-dek'], 'base64'));
    return {
      name: one.comment,
      message: new Uint8Array(Buffer.from(one.ciphertext, 'base64')),
      plaintext: one.status ? (one['plaintext-frames'] ?? []).join('') : undefined,
      encryptionContext: one['encryption-context'],
      dataKey,
      keys: knownDataKey(dataKey),
    };
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * All cases with raw keys, and their keys, as JSON can carry them.
 *
 * @param folder - `encryption-sdk`; `undefined` gives no case.
 */
export function portableCases(folder: string | undefined): { cases: SealedCase[]; keys: CaseKeys } {
  const names = { namespace: 'aws-raw-vectors-persistant', aesName: 'aes-256', rsaName: 'rsa-4096-private' };
  if (folder === undefined) return { cases: [], keys: { ...names, aes: base64(new Uint8Array(32)), rsa: '' } };
  const net = join(folder, 'v4-Net-4.0.1');
  const { keys } = JSON.parse(readFileSync(join(net, 'keys.json'), 'utf8')) as {
    keys: Record<string, { material: string }>;
  };
  const material = (name: string): string => keys[name]?.material ?? '';
  const raw = (name: string) => netCases(join(folder, name)).filter((one) => one.keys);
  const cases = [
    ...raw('v4-Net-4.0.1').map((one) => ({ ...one, plaintext: base64(one.plaintext), dataKey: undefined })),
    ...raw('invalid-Net-4.0.0').map((one) => ({ ...one, plaintext: undefined, dataKey: undefined })),
    ...commitmentCases(join(folder, 'commitment-v2')).map((one, at) => ({
      ...one,
      name: `${at}: ${one.name}`,
      plaintext: one.plaintext === undefined ? undefined : base64(new TextEncoder().encode(one.plaintext)),
      // They name pairs that nobody may require.
      encryptionContext: {},
      dataKey: base64(one.dataKey),
    })),
  ].map(({ name, message, plaintext, encryptionContext, dataKey }) => ({
    ...{ name, message: base64(message), plaintext, encryptionContext, dataKey },
  }));
  return { cases, keys: { ...names, aes: material(names.aesName), rsa: material(names.rsaName) } };
}
