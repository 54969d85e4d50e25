import { Fault } from '../fault.ts';
import type { Service } from '../service.ts';
import type { Members, Shape } from '../shapes.ts';

/** One operation of the API. */
export interface Operation<Input = never, Output extends object | undefined = object | undefined> {
  /** What its input may hold; checked before `run` sees it. */
  readonly members: Members;
  /** @throws {@link Fault} for what the service refuses. Nothing has changed then. */
  run(service: Service, input: Input): Output | Promise<Output>;
}

/** Key id, key ARN, alias name or alias ARN. */
export const KEY_ID = { type: 'string', min: 1, max: 2048 } as const satisfies Shape;
export const REQUIRED_KEY_ID = { ...KEY_ID, required: true } as const;
export const GRANT_TOKENS = {
  type: 'list',
  max: 10,
  member: { type: 'string', min: 1, max: 8192 },
} as const satisfies Shape;
export const CONTEXT = { type: 'map' } as const satisfies Shape;
export const PLAINTEXT = { type: 'blob', min: 1, max: 4096, required: true } as const;
export const CIPHERTEXT = { type: 'blob', min: 1, max: 6144, required: true } as const;
export const BOOLEAN = { type: 'boolean' } as const satisfies Shape;
export const ENCRYPTION_ALGORITHM = {
  type: 'string',
  values: ['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE'],
} as const satisfies Shape;

/** What cryptographic operations take beside what keyrings give. */
export interface CryptoExtras {
  readonly EncryptionAlgorithm?: string | undefined;
  readonly DryRun?: boolean | undefined;
}

export const SYMMETRIC_DEFAULT = 'SYMMETRIC_DEFAULT';

/** @throws {@link Fault} for an algorithm that a symmetric key does not have. */
export function checkAlgorithm(algorithm: string = SYMMETRIC_DEFAULT): void {
  if (algorithm === SYMMETRIC_DEFAULT) return;
  const found = `Algorithm ${algorithm} is incompatible with key spec ${SYMMETRIC_DEFAULT}.`;
  throw new Fault('InvalidKeyUsageException', found);
}

/** The last check of all: everything would have gone well. */
export function checkDryRun(dryRun: boolean | undefined): void {
  if (dryRun === true) {
    throw new Fault('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
  }
}
