import { invalid } from './error.ts';
import { type KeySource, type MaterialsManager, materialsOf } from './materials.ts';

/**
 * Authenticates some pairs of the encryption context without storing them: whoever decrypts the message must know them.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/configure.html#required-encryption-context}
 *
 * @param requiredKeys - Keys that the encryption context must have, on encryption and on decryption.
 * @throws {@link EnvelopeError} `InvalidValue`; its manager refuses a context without one of the keys in the same way.
 */
export function requiredContextMaterials(keys: KeySource, requiredKeys: readonly string[]): MaterialsManager {
  const manager = materialsOf(keys);
  const required = [...requiredKeys];
  if (required.length === 0) throw invalid('requiredKeys', 'expected one at least');
  const check = (context: object): void => {
    for (const key of required) {
      if (!Object.hasOwn(context, key)) throw invalid('encryptionContext', `expected the pair ${JSON.stringify(key)}`);
    }
  };
  return Object.freeze<MaterialsManager>({
    async getEncryptionMaterials(request) {
      check(request.encryptionContext);
      const materials = await manager.getEncryptionMaterials(request);
      const requiredEncryptionContextKeys = [...materials.requiredEncryptionContextKeys, ...required];
      return { ...materials, requiredEncryptionContextKeys };
    },
    async getDecryptionMaterials(request) {
      check(request.reproducedEncryptionContext);
      return await manager.getDecryptionMaterials(request);
    },
  });
}
