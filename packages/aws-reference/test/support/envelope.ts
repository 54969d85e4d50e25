import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  ALGORITHM_SUITES,
  type AlgorithmSuite,
  type CommitmentPolicy,
  type EncryptionContext,
  type Keyring,
  rawAesKeyring,
} from '../../src/envelope/index.ts';

/** A raw AES keyring with a key of so many bytes, all alike. */
export function aesKeyring(byte = 7, length = 32, keyName = 'key'): Keyring {
  return rawAesKeyring({ keyNamespace: 'test', keyName, wrappingKey: new Uint8Array(length).fill(byte) });
}

export const SUITES: readonly AlgorithmSuite[] = [...ALGORITHM_SUITES.values()];

/** The policy that lets a suite encrypt and decrypt. */
export const policyFor = ({ committing }: AlgorithmSuite): CommitmentPolicy =>
  committing ? 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' : 'FORBID_ENCRYPT_ALLOW_DECRYPT';

export const hexId = ({ id }: AlgorithmSuite): string => `0x${id.toString(16).padStart(4, '0')}`;

/** Bytes that tell where they stand. */
export const counted = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, at) => at % 251);

/** A well-formed text, often outside the BMP. */
export const text = (): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength: 12 });

/** A context of a caller. */
export const context = (): fc.Arbitrary<EncryptionContext> =>
  fc
    .uniqueArray(fc.tuple(text(), text()), { maxLength: 5, selector: ([key]) => key })
    .map((pairs) => pairs.filter(([key]) => !key.startsWith('aws-crypto-')))
    .map((pairs) => Object.fromEntries(pairs));

/** Two pairs of RSA keys in PEM. */
const pem = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
export const RSA_KEYS = [pem(), pem()] as const;

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const missing = Symbol();
  const error: unknown = await promise.then(
    () => missing,
    (reason: unknown) => reason,
  );
  if (error === missing) throw new Error('it was fulfilled, expected a rejection');
  return error as Error & Record<string, unknown>;
}

/** What a call throws. */
export function thrown(call: () => unknown): Error & Record<string, unknown> {
  try {
    call();
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('it threw nothing, expected an error');
}

/** The one message of everything that cannot be decrypted. */
export const CANNOT = 'message: cannot be decrypted with these keys and this encryption context';
