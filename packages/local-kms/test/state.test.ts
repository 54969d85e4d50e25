import { createKmsClient, type KmsClient, KmsError } from '@notebank/aws-reference/kms';
import { expect, expectTypeOf, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS, type LocalKms, type LocalKmsSnapshot } from '../src/core/index.ts';
import { countedBytes, newKey, testKms } from './support/kms.ts';

it('lives on from its snapshot, which is plain data', async () => {
  const kms = testKms();
  const { id } = await newKey(kms);
  await kms.createAlias({ AliasName: 'alias/app', TargetKeyId: id });
  const { CiphertextBlob } = await kms.encrypt({ KeyId: 'alias/app', Plaintext: Uint8Array.of(1) });
  await kms.rotateKeyOnDemand({ KeyId: id });
  await kms.scheduleKeyDeletion({ KeyId: (await newKey(kms)).id });
  const plain = JSON.parse(JSON.stringify(kms.snapshot())) as LocalKmsSnapshot;
  expect(plain).toEqual(kms.snapshot());
  for (const other of [testKms({ snapshot: plain }), testKms()]) {
    other.restore(plain);
    expect(other.snapshot()).toEqual(plain);
    expect((await other.decrypt({ CiphertextBlob, KeyId: 'alias/app' })).Plaintext).toEqual(Uint8Array.of(1));
  }
});

it('shares nothing with its snapshots', async () => {
  const kms = testKms();
  await newKey(kms);
  const [before, given] = [kms.snapshot(), kms.snapshot()];
  (given.keys[0]?.materials as unknown[]).length = 0;
  expect(kms.snapshot()).toEqual(before);
  const taken = kms.snapshot();
  kms.restore(taken);
  (taken.keys[0]?.materials as unknown[]).length = 0;
  expect(kms.snapshot()).toEqual(before);
});

it('knows nothing of a key whose snapshot was put back', async () => {
  const kms = testKms();
  const empty = kms.snapshot();
  const { id, arn } = await newKey(kms);
  kms.restore(empty);
  await expect(kms.describeKey({ KeyId: id })).rejects.toThrow(`Key '${arn}' does not exist`);
});

it.each<[string, (good: LocalKmsSnapshot) => unknown]>([
  ['snapshot.format: expected "notebank-local-kms" with version 1', (good) => ({ ...good, version: 2 })],
  ['snapshot.keys: expected a list', (good) => ({ ...good, keys: {} })],
  [
    'snapshot.keys[0].keyId: expected a UUID, or mrk- and 32 hexadecimal digits',
    (good) => ({ ...good, keys: [{ ...good.keys[0], keyId: '__proto__' }] }),
  ],
  [
    'snapshot.keys[0].materials: expected at least one',
    (good) => ({ ...good, keys: [{ ...good.keys[0], materials: [] }] }),
  ],
  [
    'snapshot.keys[0].materials[0].material: expected 32 bytes in Base64',
    (good) => ({
      ...good,
      keys: [{ ...good.keys[0], materials: [{ ...good.keys[0]?.materials[0], material: 'c2VjcmV0' }] }],
    }),
  ],
  [
    'snapshot.keys[0].deletionAt: expected milliseconds since 1970 if and only if the state is PendingDeletion',
    (good) => ({ ...good, keys: [{ ...good.keys[0], state: 'PendingDeletion' }] }),
  ],
  [
    'snapshot.aliases[0].keyId: expected the id of one of the keys',
    (good) => ({ ...good, aliases: [{ name: 'alias/a', keyId: 'b', createdAt: 0, updatedAt: 0 }] }),
  ],
])('refuses what is no snapshot and stays as it is: %s', async (message, spoil) => {
  const kms = testKms();
  await newKey(kms);
  const good = kms.snapshot();
  expect(() => kms.restore(spoil(good) as LocalKmsSnapshot)).toThrow(new TypeError(message));
  expect(kms.snapshot()).toEqual(good);
});

it('lists keys page by page, while keys come between', async () => {
  const kms = testKms();
  const ids = await Promise.all(Array.from({ length: 120 }, async () => (await newKey(kms)).id));
  const first = await kms.listKeys({});
  expect([first.Keys.length, first.Truncated]).toEqual([100, true]);
  const rest = await kms.listKeys({ Marker: first.NextMarker, Limit: 1000 });
  expect([rest.Keys.length, rest.Truncated, 'NextMarker' in rest]).toEqual([20, false, false]);
  expect([...first.Keys, ...rest.Keys].map(({ KeyId }) => KeyId).toSorted()).toEqual(ids.toSorted());
});

it('moves, finds and limits aliases', async () => {
  const kms = testKms();
  const [a, b] = [await newKey(kms), await newKey(kms)];
  await kms.createAlias({ AliasName: 'alias/app', TargetKeyId: a.arn });
  await expect(kms.createAlias({ AliasName: 'alias/app', TargetKeyId: b.id })).rejects.toThrow(
    'An alias with the name arn:aws:kms:us-east-1:111122223333:alias/app already exists',
  );
  await kms.updateAlias({ AliasName: 'alias/app', TargetKeyId: b.id });
  expect((await kms.encrypt({ KeyId: 'alias/app', Plaintext: Uint8Array.of(1) })).KeyId).toBe(b.arn);
  expect((await kms.listAliases({ KeyId: a.id })).Aliases).toEqual([]);
  expect((await kms.listAliases({ KeyId: b.arn })).Aliases).toEqual([
    {
      AliasName: 'alias/app',
      AliasArn: 'arn:aws:kms:us-east-1:111122223333:alias/app',
      TargetKeyId: b.id,
      CreationDate: new Date('2026-11-22T12:00:00Z'),
      LastUpdatedDate: new Date('2026-11-22T12:00:00Z'),
    },
  ]);
  for (let count = 1; count < 50; count++) await kms.createAlias({ AliasName: `alias/${count}`, TargetKeyId: b.id });
  await expect(kms.createAlias({ AliasName: 'alias/50', TargetKeyId: b.id })).rejects.toMatchObject({
    code: 'LimitExceededException',
  });
});

it('decrypts with a multi-Region key in another Region that has the same material', async () => {
  const here = testKms({ region: 'us-east-1' });
  const { KeyMetadata } = await here.createKey({ MultiRegion: true });
  const there = testKms({ region: 'eu-west-1', snapshot: here.snapshot() });
  const { CiphertextBlob, KeyId } = await here.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: Uint8Array.of(7) });
  const opened = await there.decrypt({ CiphertextBlob });
  expect(opened.Plaintext).toEqual(Uint8Array.of(7));
  expect(opened.KeyId).toBe(KeyId.replace('us-east-1', 'eu-west-1'));
});

it('makes random bytes in every size that is allowed', async () => {
  const kms = testKms();
  for (const NumberOfBytes of [1, 12, 44, 91, 1024]) {
    expect((await kms.generateRandom({ NumberOfBytes })).Plaintext).toHaveLength(NumberOfBytes);
  }
});

it('takes random bytes and the time from its runtime when none are given', async () => {
  const kms = createLocalKms();
  const before = Date.now();
  const { id } = await newKey(kms);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const { CreationDate } = (await kms.describeKey({ KeyId: id })).KeyMetadata;
  expect(CreationDate.getTime()).toBeGreaterThanOrEqual(before);
});

it('is a client itself, whose errors are those of a client', async () => {
  expectTypeOf<LocalKms>().toExtend<KmsClient>();
  const kms = testKms({ verifySignatures: true });
  const client = createKmsClient({
    credentials: EXAMPLE_CREDENTIALS,
    region: kms.region,
    fetch: kms.fetch,
    now: () => new Date('2026-11-22T12:00:00Z'),
  });
  const { id } = await newKey(kms);
  for (const one of [kms, client] satisfies KmsClient[]) {
    const { CiphertextBlob } = await one.generateDataKeyWithoutPlaintext({ KeyId: id, KeySpec: 'AES_256' });
    const wrong = one.decrypt({ CiphertextBlob, EncryptionContext: { a: 'b' } });
    const error = await wrong.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KmsError);
    expect(error).toMatchObject({
      code: 'InvalidCiphertextException',
      status: 400,
      retryable: false,
      message:
        'the ciphertext is not one of KMS, was changed, or has another encryption context (every pair, exact case)',
    });
  }
});

it.each<[object, string]>([
  [{ region: 'US East' }, 'region: found "US East", expected one such as us-east-1'],
  [{ accountId: '1' }, 'accountId: found "1", expected 12 digits'],
])('refuses the options %j', (options, message) => {
  expect(() => createLocalKms(options)).toThrow(new TypeError(message));
});

it.each([
  ['us-east-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('names keys in %s by the partition %s', async (region, partition) => {
  const { arn, id } = await newKey(testKms({ region, random: countedBytes(7) }));
  expect(arn).toBe(`arn:${partition}:kms:${region}:111122223333:key/${id}`);
});
