import * as sdk from '@aws-sdk/client-kms';
import {
  DecryptError,
  decrypt,
  decryptStream,
  EnvelopeError,
  encrypt,
  encryptStream,
  inspect,
  kmsDiscoveryKeyring,
  kmsKeyring,
  kmsMultiRegionKeyring,
} from '@notebank/aws-reference/envelope';
import { createKmsClient, fromAwsSdk, type KmsOperations } from '@notebank/aws-reference/kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS, type LocalKms } from '../src/core/index.ts';
import { newKey } from './support/kms.ts';
import { type KmsServer, startKms } from './support/server.ts';

const plaintext = new TextEncoder().encode('attack at dawn');
const encryptionContext = { tenant: 'a', é𝒳: ' ' };

const kms: LocalKms = createLocalKms();
let server: KmsServer;
let aws: sdk.KMSClient;

beforeAll(async () => {
  server = await startKms(kms);
  const { accessKeyId, secretAccessKey } = EXAMPLE_CREDENTIALS;
  aws = new sdk.KMSClient({
    region: kms.region,
    credentials: { accessKeyId, secretAccessKey },
    endpoint: server.origin,
    maxAttempts: 1,
  });
});

afterAll(async () => {
  aws.destroy();
  await server[Symbol.asyncDispose]();
});

describe.each<[string, () => KmsOperations]>([
  ['the KMS itself', () => kms],
  ['the client', () => createKmsClient({ credentials: EXAMPLE_CREDENTIALS, region: kms.region, fetch: kms.fetch })],
  ['a client of the AWS SDK', () => fromAwsSdk(aws, sdk)],
])('KMS keyrings over %s', (_, clientOf) => {
  it('encrypt with a generator and a child, and decrypt with either', async () => {
    const client = clientOf();
    const [generator, child] = [await newKey(kms), await newKey(kms)];
    const keys = kmsKeyring({ client, generatorKeyId: generator.arn, keyIds: [child.arn] });
    const message = await encrypt(plaintext, { keys, encryptionContext });
    for (const { arn } of [generator, child]) {
      const opened = await decrypt(message, { keys: kmsKeyring({ client, keyIds: [arn] }) });
      expect(opened.plaintext).toEqual(plaintext);
      expect(opened.encryptionContext).toMatchObject(encryptionContext);
    }
    const stranger = kmsKeyring({ client, keyIds: [(await newKey(kms)).arn] });
    await expect(decrypt(message, { keys: stranger })).rejects.toBeInstanceOf(DecryptError);
  });

  it('decrypt what was encrypted before a rotation, and not what needs a disabled key', async () => {
    const client = clientOf();
    const { id, arn } = await newKey(kms);
    const keys = kmsKeyring({ client, generatorKeyId: arn });
    const message = await encrypt(plaintext, { keys, encryptionContext });
    await kms.rotateKeyOnDemand({ KeyId: id });
    expect((await decrypt(message, { keys })).plaintext).toEqual(plaintext);
    await kms.disableKey({ KeyId: id });
    const error = await decrypt(message, { keys }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DecryptError);
    expect(JSON.stringify(causes(error))).toContain('DisabledException');
  });

  it('stream, with one data key for all frames', async () => {
    const client = clientOf();
    const { arn } = await newKey(kms);
    const calls: string[] = [];
    const counted =
      <Input, Output>(name: string, call: (input: Input) => Promise<Output>) =>
      (input: Input) => {
        calls.push(name);
        return call(input);
      };
    const counting: KmsOperations = {
      generateDataKey: counted('GenerateDataKey', client.generateDataKey),
      encrypt: counted('Encrypt', client.encrypt),
      decrypt: counted('Decrypt', client.decrypt),
    };
    const keys = kmsKeyring({ client: counting, generatorKeyId: arn });
    const long = new Uint8Array(300_000).map((_, at) => at % 251);
    const opened = decryptStream({ keys, encryptionContext });
    const piped = new Blob([long]).stream().pipeThrough(encryptStream({ keys, encryptionContext })).pipeThrough(opened);
    expect(new Uint8Array(await new Response(piped).arrayBuffer())).toEqual(long);
    expect((await opened.header).encryptionContext).toMatchObject(encryptionContext);
    expect(calls).toEqual(['GenerateDataKey', 'Decrypt']);
  });

  it('discover the key in the message, in the accounts that the filter names', async () => {
    const client = clientOf();
    const { arn } = await newKey(kms);
    const message = await encrypt(plaintext, { keys: kmsKeyring({ client, generatorKeyId: arn }) });
    const discover = (accounts: readonly string[]) =>
      decrypt(message, { keys: kmsDiscoveryKeyring({ client, discoveryFilter: { partition: 'aws', accounts } }) });
    expect((await discover([kms.accountId])).plaintext).toEqual(plaintext);
    await expect(discover(['444455556666'])).rejects.toBeInstanceOf(DecryptError);
  });
});

/** The codes of all errors behind an error. */
function causes(error: unknown): readonly unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, cause, errors = [] } = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  const behind = Array.isArray(cause) ? cause : [cause];
  return [code, ...[...behind, ...errors].flatMap(causes)];
}

it('a message is refused with any one bit flipped', async () => {
  const keys = kmsKeyring({ client: kms, generatorKeyId: (await newKey(kms)).arn });
  const message = await encrypt(plaintext, { keys, encryptionContext, algorithmSuite: 0x0478 });
  expect(inspect(message).header?.encryptedDataKeys).toHaveLength(1);
  for (let bit = 0; bit < message.length * 8; bit++) {
    const flipped = message.with(bit >> 3, (message[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
    const error = await decrypt(flipped, { keys, commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' }).then(
      () => `bit ${bit} was not seen`,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EnvelopeError);
  }
});

it('a multi-Region key decrypts in the Region of its relative', async () => {
  const { KeyMetadata } = await kms.createKey({ MultiRegion: true });
  const there = createLocalKms({ region: 'eu-west-1', snapshot: kms.snapshot() });
  const message = await encrypt(plaintext, {
    keys: kmsMultiRegionKeyring({ client: kms, generatorKeyId: KeyMetadata.Arn }),
  });
  const relative = KeyMetadata.Arn.replace('us-east-1', 'eu-west-1');
  const keys = kmsMultiRegionKeyring({ client: there, keyIds: [relative] });
  expect((await decrypt(message, { keys })).plaintext).toEqual(plaintext);
  const strict = kmsKeyring({ client: there, keyIds: [relative] });
  await expect(decrypt(message, { keys: strict })).rejects.toBeInstanceOf(DecryptError);
});
