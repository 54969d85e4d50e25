/** A set of official test vectors. They are read where `NOTEBANK_VECTORS` points and are no part of this repository. */
export interface VectorSet {
  /** Folder under `NOTEBANK_VECTORS`. */
  readonly folder: string;
  /** `owner/name` on GitHub, or where facts were taken from. */
  readonly upstream: string;
  /** Short commit of the upstream repository. */
  readonly commit?: string;
  /** Path in the upstream repository. */
  readonly path: string;
  readonly licence: string;
  readonly holds: string;
}

const SIGNING_SUITE = 'tests/aws-signing-test-suite';

export const VECTOR_SETS: readonly VectorSet[] = [
  {
    folder: 'sigv4/aws-c-auth',
    upstream: 'awslabs/aws-c-auth',
    commit: '495329c2',
    path: `${SIGNING_SUITE}/v4`,
    licence: 'Apache-2.0',
    holds: '38 folders, each with a header and a query form: 76 signatures',
  },
  {
    folder: 'sigv4/kat',
    upstream: 'AWS documentation, and constants of awslabs/aws-c-auth tests',
    path: 'worked examples',
    licence: 'facts',
    holds: '7 S3 examples, 6 chunk and 2 trailer signatures, 1 POST policy, 2 signing keys, 5 event-stream signatures',
  },
  {
    folder: 'sigv4a/aws-c-auth',
    upstream: 'awslabs/aws-c-auth',
    commit: '495329c2',
    path: `${SIGNING_SUITE}/v4a`,
    licence: 'Apache-2.0',
    holds: '40 folders, 38 of them with expected values',
  },
  {
    folder: 'sigv4a/kat',
    upstream: 'constants of awslabs/aws-c-auth tests',
    path: 'worked examples',
    licence: 'facts',
    holds: '2 key derivations, chunk and trailer constants',
  },
  {
    folder: 'encryption-sdk/v4-Net-4.0.1',
    upstream: 'aws/aws-encryption-sdk',
    commit: 'b5a2584c',
    path: 'TestVectors/dafny/TestVectors/test/v4-Net-4.0.1.zip',
    licence: 'Apache-2.0',
    holds: '132 messages over all 11 algorithm suites',
  },
  {
    folder: 'encryption-sdk/invalid-Net-4.0.0',
    upstream: 'aws/aws-encryption-sdk',
    commit: 'b5a2584c',
    path: 'TestVectors/dafny/TestVectors/test/invalid-Net-4.0.0.zip',
    licence: 'Apache-2.0',
    holds: '28 messages that must fail',
  },
  {
    folder: 'encryption-sdk/commitment-v2',
    upstream: 'aws/aws-encryption-sdk-python',
    commit: '51089773',
    path: 'test/resources/commitment-test-vectors.json',
    licence: 'Apache-2.0',
    holds: '46 messages with their data key: 41 decrypt, 5 must fail',
  },
  {
    folder: 'wycheproof',
    upstream: 'C2SP/wycheproof',
    commit: 'dac1dd47',
    path: 'testvectors_v1',
    licence: 'Apache-2.0',
    holds: 'AES-GCM, AES-KWP, HKDF, HMAC, ECDSA P-256 and P-384, RSA-OAEP, RSA-PSS',
  },
  {
    folder: 'kms',
    upstream: 'localstack/localstack',
    commit: '8b9a79f0',
    path: 'tests/aws/services/kms/test_kms.{snapshot,validation}.json',
    licence: 'Apache-2.0; the key-state table restates facts of the AWS KMS developer guide',
    holds: '114 recorded cases with exact error texts; 40 operations by 7 key states',
  },
];
