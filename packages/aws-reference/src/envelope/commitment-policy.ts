import { ALGORITHM_SUITES, type AlgorithmSuite, type AlgorithmSuiteId } from './algorithm-suite.ts';
import { EnvelopeError, invalid } from './error.ts';

/**
 * Whether messages must commit to their data key.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/concepts.html#commitment-policy}
 */
export type CommitmentPolicy =
  | 'FORBID_ENCRYPT_ALLOW_DECRYPT'
  | 'REQUIRE_ENCRYPT_ALLOW_DECRYPT'
  | 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

const REQUIRED = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

function checked(policy: CommitmentPolicy = REQUIRED): CommitmentPolicy {
  if (!/^(?:FORBID_ENCRYPT_ALLOW|REQUIRE_ENCRYPT_(?:ALLOW|REQUIRE))_DECRYPT$/.test(policy)) {
    throw invalid('commitmentPolicy', `expected ${REQUIRED} or another policy of the specification`);
  }
  return policy;
}

function refused(policy: CommitmentPolicy, { id }: AlgorithmSuite): EnvelopeError {
  const hex = id.toString(16).padStart(4, '0');
  return new EnvelopeError('CommitmentPolicy', 'commitmentPolicy', `${policy} does not allow algorithm suite 0x${hex}`);
}

/** The suite to encrypt with: 0x0578 by default, 0x0378 where commitment is forbidden. */
export function encryptionSuite(policy: CommitmentPolicy | undefined, id?: AlgorithmSuiteId): AlgorithmSuite {
  const forbids = checked(policy) === 'FORBID_ENCRYPT_ALLOW_DECRYPT';
  const suite = ALGORITHM_SUITES.get(id ?? (forbids ? 0x0378 : 0x0578));
  if (suite === undefined) throw invalid('algorithmSuite', 'expected the number of an algorithm suite');
  if (suite.committing === forbids) throw refused(checked(policy), suite);
  return suite;
}

/** Refuses a suite that the policy does not allow to decrypt. */
export function checkDecryptionSuite(policy: CommitmentPolicy | undefined, suite: AlgorithmSuite): void {
  if (checked(policy) === REQUIRED && !suite.committing) throw refused(REQUIRED, suite);
}
