import {
  ALGORITHM_SUITES,
  type AlgorithmSuite,
  type AlgorithmSuiteId,
  type CommitmentPolicy,
} from '../../envelope/index.ts';
import { Problem } from '../shared/problem.ts';

/** `0x0578`. */
export const suiteNumber = (id: number): string => `0x${id.toString(16).padStart(4, '0')}`;

/** Name of a suite, as the AWS Encryption CLI has it: `AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384`. */
export function suiteName({ keyLength, kdf, committing, curve }: AlgorithmSuite): string {
  const parts = [
    `AES_${keyLength * 8}_GCM`,
    ...(committing ? [] : ['IV12_TAG16']),
    ...(kdf ? [`HKDF_${kdf.replace('-', '')}`] : []),
    ...(committing ? ['COMMIT_KEY'] : []),
    ...(curve ? [`ECDSA_${curve.replace('-', '')}`] : []),
  ];
  return parts.join('_');
}

/**
 * The suite that was asked for.
 *
 * @throws {@link Problem}
 */
export function readSuite(text: string | undefined): AlgorithmSuiteId | undefined {
  if (text === undefined) return undefined;
  const suites = [...ALGORITHM_SUITES.values()];
  const asked = text.toLowerCase();
  const found = suites.find(({ id, ...suite }) =>
    [suiteNumber(id), suiteNumber(id).slice(2), suiteName({ id, ...suite }).toLowerCase()].includes(asked),
  );
  if (found) return found.id;
  throw new Problem('--suite', `\`${text}\``, `one of ${suites.map(({ id }) => suiteNumber(id)).join(', ')}`);
}

const POLICIES = [
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
  'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
  'FORBID_ENCRYPT_ALLOW_DECRYPT',
] as const satisfies readonly CommitmentPolicy[];

const written = (policy: string): string => policy.toLowerCase().replaceAll('_', '-');

/**
 * The commitment policy that was asked for, in letters of any case.
 *
 * @throws {@link Problem}
 */
export function readPolicy(text: string | undefined): CommitmentPolicy | undefined {
  if (text === undefined) return undefined;
  const found = POLICIES.find((policy) => written(policy) === written(text));
  if (found) return found;
  throw new Problem('--commitment-policy', `\`${text}\``, `one of ${POLICIES.map(written).join(', ')}`);
}
