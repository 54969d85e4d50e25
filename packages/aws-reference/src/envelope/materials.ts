import { generateSigningKey, type SigningKey } from '#cipher';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import type { EncryptionContext } from '../kms/types.ts';
import type { AlgorithmSuite } from './algorithm-suite.ts';
import { contextOf, PUBLIC_KEY } from './encryption-context.ts';
import { DecryptError, invalid } from './error.ts';
import { type EncryptedWith, type Keyring, type KeyringDecryptRequest, keyringFailed } from './keyring.ts';

/** What an encryption asks for. */
export interface EncryptionRequest {
  readonly algorithmSuite: AlgorithmSuite;
  /** The caller's pairs, checked. */
  readonly encryptionContext: EncryptionContext;
  /** Bytes of plaintext, at most. `undefined` for a stream that did not tell. */
  readonly plaintextLength: number | undefined;
}

/** What a message is encrypted with. */
export interface EncryptionMaterials extends EncryptedWith {
  /** Of the request, and the public key of a signed suite. */
  readonly encryptionContext: EncryptionContext;
  /** Keys of pairs that are authenticated and not stored. */
  readonly requiredEncryptionContextKeys: readonly string[];
  /** For signed suites. */
  readonly signingKey: SigningKey | undefined;
}

/** What a decryption asks for. */
export interface DecryptionRequest extends KeyringDecryptRequest {
  /** The pairs that the caller gave: each is stored in the message with this value, or required and not stored. */
  readonly reproducedEncryptionContext: EncryptionContext;
}

/** What a message is decrypted with. */
export interface DecryptionMaterials {
  /** Wiped after use. */
  readonly dataKey: Uint8Array;
  /** For signed suites: a compressed point. */
  readonly verificationKey: Uint8Array | undefined;
}

/**
 * Assembles what messages are encrypted and decrypted with: a cryptographic materials manager. Any object with these
 * functions is one.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/concepts.html#crypt-materials-manager}
 */
export interface MaterialsManager {
  getEncryptionMaterials(request: EncryptionRequest): Promise<EncryptionMaterials>;
  getDecryptionMaterials(request: DecryptionRequest): Promise<DecryptionMaterials>;
}

/** Keys, from a keyring or from what manages its materials. */
export type KeySource = Keyring | MaterialsManager;

/** The default manager of a keyring; a manager as it is. */
export function materialsOf(keys: KeySource): MaterialsManager {
  const given: object = Object(keys);
  if ('getEncryptionMaterials' in given) return given as MaterialsManager;
  if ('onEncrypt' in given) return defaultMaterials(given as Keyring);
  throw invalid('keys', 'expected a keyring or a materials manager');
}

/** Asks the keyring for each message, and makes the key pair of signed suites. */
export function defaultMaterials(keyring: Keyring): MaterialsManager {
  return Object.freeze<MaterialsManager>({
    async getEncryptionMaterials({ algorithmSuite, encryptionContext: given }) {
      const signing = algorithmSuite.curve && (await generateSigningKey(algorithmSuite.curve));
      const encryptionContext = signing
        ? contextOf([...Object.entries(given), [PUBLIC_KEY, toBase64(signing.publicKey)]])
        : given;
      const made = await keyring.onEncrypt({ algorithmSuite, encryptionContext, dataKey: undefined });
      if (made.dataKey.length !== algorithmSuite.keyLength || made.encryptedDataKeys.length === 0) {
        made.dataKey.fill(0);
        throw keyringFailed(`expected a data key of ${algorithmSuite.keyLength} bytes, encrypted at least once`);
      }
      return { ...made, encryptionContext, requiredEncryptionContextKeys: [], signingKey: signing?.key };
    },
    async getDecryptionMaterials(request) {
      const { [PUBLIC_KEY]: publicKey } = request.encryptionContext;
      // A signed message without its key, or a key that nothing is signed with.
      if ((publicKey === undefined) !== (request.algorithmSuite.curve === undefined)) throw new DecryptError();
      const verificationKey = publicKey === undefined ? undefined : fromBase64(publicKey);
      const dataKey = await keyring.onDecrypt(request);
      if (dataKey?.length !== request.algorithmSuite.keyLength) throw new DecryptError();
      return { dataKey, verificationKey };
    },
  });
}
