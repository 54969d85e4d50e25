import type { EncryptionContext } from '../kms/types.ts';
import { isUnsupported } from '../primitives/unsupported.ts';
import type { AlgorithmSuite } from './algorithm-suite.ts';
import { DecryptError, EnvelopeError } from './error.ts';
import type { EncryptedDataKey } from './message-header.ts';

/** What a keyring makes a data key for. */
export interface KeyringEncryptRequest {
  readonly algorithmSuite: AlgorithmSuite;
  /** All of it, stored or not. */
  readonly encryptionContext: EncryptionContext;
  /** A data key that another keyring made, to be encrypted once more. `undefined`: make one. */
  readonly dataKey: Uint8Array | undefined;
}

/** A data key, and what it became. */
export interface EncryptedWith {
  /** The bytes of the request, or new ones, which the caller wipes. As long as the suite says. */
  readonly dataKey: Uint8Array;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
}

/** What a keyring decrypts a data key of. */
export interface KeyringDecryptRequest {
  readonly algorithmSuite: AlgorithmSuite;
  readonly encryptionContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
}

/**
 * Makes, encrypts and decrypts data keys. Any object with these functions is one.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/choose-keyring.html}
 */
export interface Keyring {
  /** Rejects when no data key could be made or encrypted. */
  onEncrypt(request: KeyringEncryptRequest): Promise<EncryptedWith>;
  /**
   * The data key, which the caller wipes; `undefined` when none of the encrypted ones is for this keyring, or none could
   * be decrypted. Rejects with {@link DecryptError} to tell of a `cause`: that KMS said no.
   */
  onDecrypt(request: KeyringDecryptRequest): Promise<Uint8Array | undefined>;
}

/** Passes for a keyring that makes data keys; `cause` tells why one could not. */
export function keyringFailed(message: string, cause?: unknown): EnvelopeError {
  return new EnvelopeError('KeyringFailed', 'keyring', message, cause === undefined ? {} : { cause });
}

/** Why data keys could not be decrypted, all at once. */
export function decryptFailed(causes: readonly unknown[]): DecryptError {
  // What the runtime cannot do is told as it is: no key and no message would help.
  for (const cause of causes) if (isUnsupported(cause)) throw cause;
  return new DecryptError(
    causes.length === 0 ? {} : { cause: new AggregateError(causes, 'no data key was decrypted') },
  );
}
