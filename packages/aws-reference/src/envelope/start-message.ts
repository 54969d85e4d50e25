import { type AesKey, randomBytes, seal, signer } from '#cipher';
import type { EncryptionContext } from '../kms/types.ts';
import type { Signer } from '../primitives/cipher-types.ts';
import type { AlgorithmSuite, AlgorithmSuiteId } from './algorithm-suite.ts';
import { encryptionSuite } from './commitment-policy.ts';
import { checkedContext, NO_CONTEXT, pairsWith } from './encryption-context.ts';
import { tooMuch } from './error.ts';
import { checkedCount, type EnvelopeOptions } from './limits.ts';
import { type EncryptionMaterials, materialsOf } from './materials.ts';
import { headerAad, serialiseHeader, ZERO_IV } from './message-header.ts';
import { messageKey } from './message-key.ts';

export interface EncryptOptions extends EnvelopeOptions {
  /** Pairs that are bound to the message and stored in it, unencrypted. No key begins with `aws-crypto-`. */
  readonly encryptionContext?: EncryptionContext | undefined;
  /** Left out: 0x0578, committing and signed; 0x0378 where the policy forbids commitment. 0x0478 is not signed. */
  readonly algorithmSuite?: AlgorithmSuiteId | undefined;
  /** Bytes of plaintext in a frame: 1 to 4,294,967,295. Left out: 4,096. */
  readonly frameLength?: number | undefined;
}

/** A message of which the header is written. */
export interface StartedMessage {
  readonly header: Uint8Array;
  readonly messageId: Uint8Array;
  readonly key: AesKey;
  readonly frameLength: number;
  /** Signs a signed suite. Was given the header. */
  readonly signer: Signer | undefined;
}

/** Options that were checked, before anything is asked of anyone. */
export interface EncryptPlan {
  readonly algorithmSuite: AlgorithmSuite;
  readonly frameLength: number;
  start(plaintextLength: number | undefined, signatureLimit: number): Promise<StartedMessage>;
}

/** Checks the options. */
export function planMessage(options: EncryptOptions): EncryptPlan {
  const algorithmSuite = encryptionSuite(options.commitmentPolicy, options.algorithmSuite);
  const frameLength = checkedCount('frameLength', options.frameLength ?? 4096, 0xffff_ffff);
  const maxKeys = checkedCount('maxEncryptedDataKeys', options.maxEncryptedDataKeys ?? 65_535, 65_535);
  const encryptionContext = checkedContext(options.encryptionContext ?? NO_CONTEXT);
  const manager = materialsOf(options.keys);
  return {
    algorithmSuite,
    frameLength,
    async start(plaintextLength, signatureLimit) {
      const request = { algorithmSuite, encryptionContext, plaintextLength };
      const materials = await manager.getEncryptionMaterials(request);
      try {
        const { length } = materials.encryptedDataKeys;
        if (length > maxKeys) throw tooMuch('maxEncryptedDataKeys', `${maxKeys}, but the keyring gave ${length}`);
        return await startMessage(algorithmSuite, frameLength, materials, signatureLimit);
      } finally {
        materials.dataKey.fill(0);
      }
    },
  };
}

async function startMessage(
  algorithmSuite: AlgorithmSuite,
  frameLength: number,
  { dataKey, encryptionContext, encryptedDataKeys, requiredEncryptionContextKeys, signingKey }: EncryptionMaterials,
  signatureLimit: number,
): Promise<StartedMessage> {
  const { curve } = algorithmSuite;
  const messageId = randomBytes(algorithmSuite.messageFormat === 1 ? 16 : 32);
  const { key, commitKey } = await messageKey(algorithmSuite, dataKey, messageId);
  const isRequired = (name: string): boolean => requiredEncryptionContextKeys.includes(name);
  const required = pairsWith(encryptionContext, isRequired);
  const stored = pairsWith(encryptionContext, (name) => !isRequired(name));
  const fields = { algorithmSuite, messageId, encryptionContext: stored, encryptedDataKeys, frameLength, commitKey };
  const header = serialiseHeader(fields);
  const body = header.subarray(0, commitKey ? -16 : -12 - 16);
  await seal(key, ZERO_IV, headerAad(body, required), new Uint8Array(), header, header.length - 16);
  const signing = curve && signingKey && signer(curve, signingKey, signatureLimit);
  return { header, messageId, key, frameLength, signer: signing };
}
