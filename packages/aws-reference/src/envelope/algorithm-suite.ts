import type { Curve, HashName } from '../primitives/cipher-types.ts';

/** Number of a suite in the message, as in the specification. */
export type AlgorithmSuiteId =
  | 0x0014
  | 0x0046
  | 0x0078
  | 0x0114
  | 0x0146
  | 0x0178
  | 0x0214
  | 0x0346
  | 0x0378
  | 0x0478
  | 0x0578;

/** All of them encrypt with AES-GCM, an IV of 12 bytes and a tag of 16. */
export interface AlgorithmSuite {
  readonly id: AlgorithmSuiteId;
  /** Version of the message format. */
  readonly messageFormat: 1 | 2;
  /** Bytes of the data key, and of the key that is derived from it. */
  readonly keyLength: 16 | 24 | 32;
  /** Hash of HKDF. `undefined`: the data key itself encrypts. */
  readonly kdf: HashName | undefined;
  /** Whether the message commits to its data key, so that no other can decrypt it to something else. */
  readonly committing: boolean;
  /** Curve of the signature. */
  readonly curve: Curve | undefined;
}

function suite(
  id: AlgorithmSuiteId,
  keyLength: 16 | 24 | 32,
  kdf?: HashName,
  curve?: Curve,
): readonly [number, AlgorithmSuite] {
  const committing = kdf === 'SHA-512';
  return [id, Object.freeze({ id, messageFormat: committing ? 2 : 1, keyLength, kdf, committing, curve })];
}

/**
 * The supported algorithm suites by their number.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html}
 */
export const ALGORITHM_SUITES: ReadonlyMap<number, AlgorithmSuite> = new Map([
  suite(0x0014, 16),
  suite(0x0046, 24),
  suite(0x0078, 32),
  suite(0x0114, 16, 'SHA-256'),
  suite(0x0146, 24, 'SHA-256'),
  suite(0x0178, 32, 'SHA-256'),
  suite(0x0214, 16, 'SHA-256', 'P-256'),
  suite(0x0346, 24, 'SHA-384', 'P-384'),
  suite(0x0378, 32, 'SHA-384', 'P-384'),
  suite(0x0478, 32, 'SHA-512'),
  suite(0x0578, 32, 'SHA-512', 'P-384'),
]);
