import {
  AwsKmsMrkAwareSymmetricDiscoveryKeyringNode,
  AwsKmsMrkAwareSymmetricKeyringNode,
  buildClient,
  CommitmentPolicy,
  getLocalCryptographicMaterialsCache,
  KMS,
  KmsKeyringNode,
  NodeCachingMaterialsManager,
} from '@aws-crypto/client-node';
import {
  ALGORITHM_SUITES,
  cachingMaterials,
  decrypt,
  encrypt,
  type KeySource,
  kmsDiscoveryKeyring,
  kmsKeyring,
  kmsMultiRegionKeyring,
} from '@notebank/aws-reference/envelope';
import { createKmsClient, type KmsClient } from '@notebank/aws-reference/kms';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS, type LocalKms } from '../src/core/index.ts';
import { newKey } from './support/kms.ts';
import { fieldsOf } from './support/message-fields.ts';
import { type Asked, type KmsServer, startKms } from './support/server.ts';

const REGIONS = ['us-east-1', 'eu-west-1'] as const;
const plaintext = new TextEncoder().encode('attack at dawn');
const encryptionContext = { tenant: 'a', '\uff5a': 'in the BMP', 𝒳: 'outside' };
const grantTokens = ['a grant token', 'another'];
const { accessKeyId, secretAccessKey } = EXAMPLE_CREDENTIALS;

const kms = createLocalKms();
/** A multi-Region key, known in both Regions. */
const { KeyMetadata: mrk } = await kms.createKey({ MultiRegion: true });
const mrkThere = mrk.Arn.replace('us-east-1', 'eu-west-1');
const kmsByRegion: Record<string, LocalKms> = {
  'us-east-1': kms,
  'eu-west-1': createLocalKms({ region: 'eu-west-1', snapshot: kms.snapshot() }),
};

const servers: Record<string, KmsServer> = {};
let generator: string;
let child: string;

beforeAll(async () => {
  for (const region of REGIONS) servers[region] = await startKms(kmsByRegion[region] ?? kms);
  generator = (await newKey(kms)).arn;
  child = (await newKey(kms)).arn;
});

beforeEach(() => void allAsked());

afterAll(async () => {
  for (const server of Object.values(servers)) await server[Symbol.asyncDispose]();
});

/** What was asked in all Regions, without what is secret or random. */
function allAsked(): Asked[] {
  return Object.values(servers)
    .flatMap((server) => server.asked())
    .map(({ operation, input: { CiphertextBlob: _, Plaintext: __, ...input } }) => ({ operation, input }));
}

/** A client of this house, or of the AWS SDK, in a Region. */
const ourClient = (region = 'us-east-1'): KmsClient =>
  createKmsClient({ region, credentials: EXAMPLE_CREDENTIALS, endpoint: servers[region]?.origin ?? '' });

type TheirKeyring = Parameters<ReturnType<typeof buildClient>['encrypt']>[0];
type TheirClient = Exclude<ReturnType<KmsKeyringNode['clientProvider']>, false>;

function theirClient(region = 'us-east-1'): TheirClient {
  const credentials = { accessKeyId, secretAccessKey };
  // Its types and those of the SDK beneath it disagree about members that are `undefined`.
  return new KMS({ region, endpoint: servers[region]?.origin ?? '', credentials, maxAttempts: 1 }) as never;
}

const discoveryFilter = { partition: 'aws', accounts: ['111122223333'] };
const theirFilter = { partition: 'aws', accountIDs: ['111122223333'] };

/** A keyring of this house and one of the SDK, made alike. */
type Both = readonly [ours: () => KeySource, theirs: () => TheirKeyring];

interface Pair {
  readonly name: string;
  readonly encrypting: Both;
  readonly decrypting: Both;
}

const strict: Both = [
  () => kmsKeyring({ client: ourClient(), generatorKeyId: generator, keyIds: [child], grantTokens }),
  () => new KmsKeyringNode({ clientProvider: theirClient, generatorKeyId: generator, keyIds: [child], grantTokens }),
];
const multiRegion: Both = [
  () => kmsMultiRegionKeyring({ client: ourClient(), generatorKeyId: mrk.Arn, grantTokens }),
  () => new AwsKmsMrkAwareSymmetricKeyringNode({ client: theirClient(), keyId: mrk.Arn, grantTokens }),
];

const PAIRS: readonly Pair[] = [
  { name: 'generator and child', encrypting: strict, decrypting: strict },
  {
    name: 'the child alone',
    encrypting: strict,
    decrypting: [
      () => kmsKeyring({ client: ourClient(), keyIds: [child], grantTokens }),
      () => new KmsKeyringNode({ clientProvider: theirClient, keyIds: [child], grantTokens }),
    ],
  },
  {
    name: 'discovery with a filter',
    encrypting: strict,
    decrypting: [
      () => kmsDiscoveryKeyring({ client: ourClient(), discoveryFilter, grantTokens }),
      () =>
        new KmsKeyringNode({
          ...{ clientProvider: theirClient, discovery: true, discoveryFilter: theirFilter, grantTokens },
        }),
    ],
  },
  {
    name: 'a multi-Region key, in the other Region',
    encrypting: multiRegion,
    decrypting: [
      () => kmsMultiRegionKeyring({ client: ourClient('eu-west-1'), keyIds: [mrkThere], grantTokens }),
      () => new AwsKmsMrkAwareSymmetricKeyringNode({ client: theirClient('eu-west-1'), keyId: mrkThere, grantTokens }),
    ],
  },
  {
    name: 'discovery of multi-Region keys, in the other Region',
    encrypting: multiRegion,
    decrypting: [
      () => kmsDiscoveryKeyring({ client: ourClient('eu-west-1'), region: 'eu-west-1', discoveryFilter, grantTokens }),
      () =>
        new AwsKmsMrkAwareSymmetricDiscoveryKeyringNode({
          ...{ client: theirClient('eu-west-1'), discoveryFilter: theirFilter, grantTokens },
        }),
    ],
  },
];

const suites = [...ALGORITHM_SUITES.values()].map((suite) => [suite.id.toString(16).padStart(4, '0'), suite] as const);

describe.each(PAIRS)('$name, beside the official Encryption SDK', ({ encrypting, decrypting }) => {
  it.each(suites)('suite 0x%s: same calls, same fields, each reads the other', async (_, { id, committing }) => {
    const commitmentPolicy = committing ? 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' : 'FORBID_ENCRYPT_ALLOW_DECRYPT';
    const official = buildClient(CommitmentPolicy[commitmentPolicy]);
    const options = { commitmentPolicy, encryptionContext, frameLength: 5 } as const;

    const ours = await encrypt(plaintext, { ...options, keys: encrypting[0](), algorithmSuite: id });
    const ourCalls = allAsked();
    const { result } = await official.encrypt(encrypting[1](), plaintext, {
      ...{ encryptionContext, frameLength: 5, suiteId: id as number },
    });
    expect(withoutPublicKeys(allAsked())).toEqual(withoutPublicKeys(ourCalls));
    expect(ourCalls[0]).toMatchObject({ operation: 'GenerateDataKey', input: { GrantTokens: grantTokens } });
    const theirs = new Uint8Array(result);
    expect(fieldsOf(theirs)).toEqual(fieldsOf(ours));

    const opened = await decrypt(theirs, { ...options, keys: decrypting[0]() });
    expect(opened.plaintext).toEqual(plaintext);
    expect(opened.encryptionContext).toMatchObject(encryptionContext);
    const decryptCalls = allAsked();
    const read = await official.decrypt(decrypting[1](), Buffer.from(ours));
    expect(new Uint8Array(read.plaintext)).toEqual(plaintext);
    expect(read.messageHeader.encryptionContext).toMatchObject(encryptionContext);
    expect(withoutPublicKeys(allAsked())).toEqual(withoutPublicKeys(decryptCalls));
    expect(decryptCalls).toMatchObject([{ operation: 'Decrypt', input: { GrantTokens: grantTokens } }]);
  });
});

/** Each signed message has a public key of its own in its context. */
function withoutPublicKeys(calls: readonly Asked[]): Asked[] {
  return calls.map(({ operation, input }) => {
    const { 'aws-crypto-public-key': publicKey, ...context } = input.EncryptionContext as Record<string, string>;
    return {
      operation,
      input: { ...input, EncryptionContext: { ...context, signed: String(publicKey !== undefined) } },
    };
  });
}

it('caches as the official SDK does: as many calls, and each reads the other', async () => {
  const official = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const keys = cachingMaterials(strict[0](), { maxAgeSeconds: 60, maxMessages: 2 });
  const cached = new NodeCachingMaterialsManager({
    backingMaterials: strict[1](),
    cache: getLocalCryptographicMaterialsCache(10),
    maxAge: 60_000,
    maxMessagesEncrypted: 2,
  });
  const ours: Uint8Array[] = [];
  for (let turn = 0; turn < 3; turn++) ours.push(await encrypt(plaintext, { keys, encryptionContext }));
  const ourCalls = withoutPublicKeys(allAsked());
  expect(ourCalls.map(({ operation }) => operation)).toEqual([
    ...['GenerateDataKey', 'Encrypt', 'GenerateDataKey', 'Encrypt'],
  ]);
  const theirs: Uint8Array[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const { result } = await official.encrypt(cached, plaintext, { encryptionContext, plaintextLength: 14 });
    theirs.push(new Uint8Array(result));
  }
  expect(withoutPublicKeys(allAsked())).toEqual(ourCalls);
  for (const message of theirs) expect((await decrypt(message, { keys })).plaintext).toEqual(plaintext);
  const reading = allAsked();
  for (const message of ours) {
    expect(new Uint8Array((await official.decrypt(cached, Buffer.from(message))).plaintext)).toEqual(plaintext);
  }
  expect(withoutPublicKeys(allAsked())).toEqual(withoutPublicKeys(reading));
  expect(reading).toHaveLength(2);
});

it('refuses the official SDK a disabled key, in the words of the service', async () => {
  const { id, arn } = await newKey(kms);
  const keyring = () => new KmsKeyringNode({ clientProvider: theirClient, generatorKeyId: arn });
  const official = buildClient();
  const { result } = await official.encrypt(keyring(), plaintext);
  await kms.disableKey({ KeyId: id });
  await expect(official.decrypt(keyring(), result)).rejects.toThrow(`${arn} is disabled.`);
});
