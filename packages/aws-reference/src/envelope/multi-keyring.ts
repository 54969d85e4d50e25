import { invalid } from './error.ts';
import { decryptFailed, type Keyring, type KeyringDecryptRequest, type KeyringEncryptRequest } from './keyring.ts';
import type { EncryptedDataKey } from './message-header.ts';

export interface MultiKeyringOptions {
  /** Makes the data key. Left out: the keyring only decrypts. */
  readonly generator?: Keyring | undefined;
  /** Each encrypts the same data key, so that any of them can decrypt the message. */
  readonly children?: readonly Keyring[] | undefined;
}

/**
 * A keyring of keyrings: all of them encrypt, any of them decrypts.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-multi-keyring.html}
 *
 * @throws {@link EnvelopeError} `InvalidValue` without any keyring.
 */
export function multiKeyring({ generator, children = [] }: MultiKeyringOptions): Keyring {
  const keyrings = generator ? [generator, ...children] : [...children];
  if (keyrings.length === 0) throw invalid('children', 'expected a generator or a child');
  return Object.freeze<Keyring>({
    async onEncrypt(request) {
      if (!generator && !request.dataKey) throw invalid('generator', 'expected one, to encrypt with');
      return await encryptWithAll(keyrings, request);
    },
    onDecrypt: (request) => decryptWithAny(keyrings, request),
  });
}

/** The first keyring makes the data key if there is none; all of them encrypt it. */
export async function encryptWithAll(
  keyrings: readonly Keyring[],
  request: KeyringEncryptRequest,
): Promise<{ dataKey: Uint8Array; encryptedDataKeys: readonly EncryptedDataKey[] }> {
  const encryptedDataKeys: EncryptedDataKey[] = [];
  let { dataKey } = request;
  try {
    for (const keyring of keyrings) {
      const made = await keyring.onEncrypt({ ...request, dataKey });
      dataKey ??= made.dataKey;
      encryptedDataKeys.push(...made.encryptedDataKeys);
    }
  } catch (error) {
    if (!request.dataKey) dataKey?.fill(0);
    throw error;
  }
  return { dataKey: dataKey ?? new Uint8Array(), encryptedDataKeys };
}

/** What the first keyring gives that can. */
export async function decryptWithAny(
  keyrings: readonly Keyring[],
  request: KeyringDecryptRequest,
): Promise<Uint8Array | undefined> {
  const causes: unknown[] = [];
  for (const keyring of keyrings) {
    try {
      const dataKey = await keyring.onDecrypt(request);
      if (dataKey) return dataKey;
    } catch (error) {
      causes.push(...causesOf(error));
    }
  }
  if (causes.length > 0) throw decryptFailed(causes);
  return undefined;
}

/** The causes of a keyring's error, so that those of several stand in one list. */
function causesOf(error: unknown): readonly unknown[] {
  const { cause } = error as { cause?: { errors?: unknown } };
  return Array.isArray(cause?.errors) ? cause.errors : [error];
}
