import * as sdk from '@aws-sdk/client-kms';
import { fromAwsSdk, KmsError, type KmsOperations } from '@notebank/aws-reference/kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS, type LocalKms } from '../src/core/index.ts';
import { type KmsServer, startKms } from './support/server.ts';

const region = 'eu-central-1';
const credentials = { ...EXAMPLE_CREDENTIALS, sessionToken: 'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22w==' };
const EncryptionContext = { tenant: 'ü', é𝒳: ' ' };

let kms: LocalKms;
let server: KmsServer;
let client: sdk.KMSClient;
let KeyId: string;
let arn: string;

beforeAll(async () => {
  kms = createLocalKms({ region, credentials: [credentials] });
  server = await startKms(kms);
  client = new sdk.KMSClient({ region, credentials, endpoint: server.origin, maxAttempts: 1 });
  const { KeyMetadata } = await client.send(new sdk.CreateKeyCommand({ Description: 'from the SDK' }));
  KeyId = KeyMetadata?.KeyId ?? '';
  arn = KeyMetadata?.Arn ?? '';
});

afterAll(async () => {
  client.destroy();
  await server[Symbol.asyncDispose]();
});

describe('@aws-sdk/client-kms over a socket, with its own signatures', () => {
  it('creates, describes and lists keys', async () => {
    const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toEqual((await kms.describeKey({ KeyId })).KeyMetadata);
    expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date);
    const { Keys, Truncated } = await client.send(new sdk.ListKeysCommand({}));
    expect({ Keys, Truncated }).toEqual({ Keys: [{ KeyId, KeyArn: arn }], Truncated: false });
  });

  it('goes through pages of aliases with its paginator', async () => {
    const names = ['alias/a', 'alias/b', 'alias/c/d', 'alias/e'];
    for (const AliasName of names) await client.send(new sdk.CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
    const seen: (string | undefined)[] = [];
    for await (const { Aliases } of sdk.paginateListAliases({ client, pageSize: 3 }, { KeyId })) {
      seen.push(...(Aliases ?? []).map(({ AliasName }) => AliasName));
    }
    expect(seen).toEqual(names);
    for (const AliasName of names) await client.send(new sdk.DeleteAliasCommand({ AliasName }));
    expect((await client.send(new sdk.ListAliasesCommand({}))).Aliases).toEqual([]);
  });

  it('encrypts, decrypts and encrypts again', async () => {
    const Plaintext = new TextEncoder().encode('attack at dawn');
    const made = await client.send(new sdk.EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    expect([made.KeyId, made.EncryptionAlgorithm]).toEqual([arn, 'SYMMETRIC_DEFAULT']);
    const again = await client.send(
      new sdk.ReEncryptCommand({
        CiphertextBlob: made.CiphertextBlob,
        SourceEncryptionContext: EncryptionContext,
        DestinationKeyId: KeyId,
      }),
    );
    expect([again.SourceKeyId, again.KeyId]).toEqual([arn, arn]);
    const { CiphertextBlob } = again;
    const opened = await client.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(new Uint8Array(opened.Plaintext ?? [])).toEqual(Plaintext);
  });

  it('makes data keys, with and without their plaintext', async () => {
    const made = await client.send(new sdk.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
    const { CiphertextBlob } = made;
    const opened = await client.send(new sdk.DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(opened.Plaintext).toEqual(made.Plaintext);
    const bare = await client.send(new sdk.GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 5 }));
    expect('Plaintext' in bare).toBe(false);
    const { Plaintext } = await client.send(new sdk.DecryptCommand({ CiphertextBlob: bare.CiphertextBlob }));
    expect(Plaintext).toHaveLength(5);
  });

  it('knows the exceptions by their classes', async () => {
    const { CiphertextBlob } = await client.send(new sdk.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_128' }));
    await expect(
      client.send(new sdk.DecryptCommand({ CiphertextBlob, EncryptionContext: { a: 'b' } })),
    ).rejects.toBeInstanceOf(sdk.InvalidCiphertextException);
    await client.send(new sdk.DisableKeyCommand({ KeyId }));
    await expect(client.send(new sdk.DecryptCommand({ CiphertextBlob }))).rejects.toThrow(`${arn} is disabled.`);
    await expect(client.send(new sdk.DecryptCommand({ CiphertextBlob }))).rejects.toBeInstanceOf(sdk.DisabledException);
    await client.send(new sdk.EnableKeyCommand({ KeyId }));
    const dry = client.send(new sdk.DecryptCommand({ CiphertextBlob, DryRun: true }));
    await expect(dry).rejects.toBeInstanceOf(sdk.DryRunOperationException);
  });

  it('rotates, schedules deletion and cancels it', async () => {
    const { KeyMetadata } = await client.send(new sdk.CreateKeyCommand({}));
    const input = { KeyId: KeyMetadata?.KeyId };
    expect((await client.send(new sdk.RotateKeyOnDemandCommand(input))).KeyId).toBe(KeyMetadata?.Arn);
    const scheduled = await client.send(new sdk.ScheduleKeyDeletionCommand({ ...input, PendingWindowInDays: 7 }));
    expect(scheduled.KeyState).toBe('PendingDeletion');
    expect(scheduled.DeletionDate).toEqual(
      (await kms.describeKey({ KeyId: String(input.KeyId) })).KeyMetadata.DeletionDate,
    );
    expect((await client.send(new sdk.CancelKeyDeletionCommand(input))).KeyId).toBe(KeyMetadata?.Arn);
  });

  it('corrects its clock by the Date of the answer, and succeeds', async () => {
    const late = createLocalKms({
      region,
      credentials: [credentials],
      now: () => new Date(Date.now() + 3_600_000),
    });
    await using other = await startKms(late);
    const skewed = new sdk.KMSClient({ region, credentials, endpoint: other.origin });
    expect((await skewed.send(new sdk.ListKeysCommand({}))).Keys).toEqual([]);
    expect(other.taken()).toEqual(['ListKeys', 'ListKeys']);
    skewed.destroy();
  });
});

describe.each<[string, (client: sdk.KMSClient) => KmsOperations]>([
  ['KMSClient and its commands', (one) => fromAwsSdk(one, sdk)],
  ['KMS', () => fromAwsSdk(new sdk.KMS({ region, credentials, endpoint: server.origin, maxAttempts: 1 }))],
])('fromAwsSdk with %s', (_, adapt) => {
  let operations: KmsOperations;

  beforeAll(() => {
    operations = adapt(client);
  });

  it('has the operations of keyrings', async () => {
    const made = await operations.generateDataKey({ KeyId, NumberOfBytes: 32, EncryptionContext });
    expect(made.KeyId).toBe(arn);
    const opened = await operations.decrypt({ KeyId: arn, CiphertextBlob: made.CiphertextBlob, EncryptionContext });
    expect(opened.KeyId).toBe(arn);
    expect(opened.Plaintext).toEqual(made.Plaintext);
    const { CiphertextBlob } = await operations.encrypt({ KeyId, Plaintext: made.Plaintext, GrantTokens: ['token'] });
    expect((await operations.decrypt({ CiphertextBlob })).Plaintext).toEqual(made.Plaintext);
  });

  it('turns what the service refuses into a KmsError', async () => {
    const { CiphertextBlob } = await operations.generateDataKey({ KeyId, KeySpec: 'AES_256' });
    const refused = await operations.decrypt({ CiphertextBlob, EncryptionContext }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(KmsError);
    expect(refused).toMatchObject({
      code: 'InvalidCiphertextException',
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      retryable: false,
      cause: expect.any(sdk.InvalidCiphertextException),
      message:
        'the ciphertext is not one of KMS, was changed, or has another encryption context (every pair, exact case)',
    });
    const missing = await operations
      .encrypt({ KeyId: 'alias/no', Plaintext: new Uint8Array(1) })
      .catch((error: unknown) => error);
    expect(missing).toMatchObject({
      code: 'NotFoundException',
      message: `Alias arn:aws:kms:${region}:111122223333:alias/no is not found.`,
    });
  });

  it('refuses what is too long before the call', async () => {
    server.taken();
    await expect(operations.encrypt({ KeyId, Plaintext: new Uint8Array(4097) })).rejects.toThrow('GenerateDataKey');
    expect(server.taken()).toEqual([]);
  });

  it('ends with the reason of the signal', async () => {
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(operations.generateDataKey({ KeyId, KeySpec: 'AES_256' }, { signal })).rejects.toBe(reason);
  });
});
