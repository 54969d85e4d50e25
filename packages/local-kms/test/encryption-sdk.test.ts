import { buildClient, CommitmentPolicy, getClient, KMS, KmsKeyringNode } from '@aws-crypto/client-node';
import { decrypt, encrypt, kmsKeyring } from '@notebank/aws-reference/envelope';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS } from '../src/core/index.ts';
import { newKey } from './support/kms.ts';
import { type KmsServer, startKms } from './support/server.ts';

const kms = createLocalKms();
const official = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const plaintext = new TextEncoder().encode('attack at dawn');
const encryptionContext = { tenant: 'a' };
let server: KmsServer;

beforeAll(async () => {
  server = await startKms(kms);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** A KMS keyring of the official SDK that talks to the local KMS. */
function officialKeyring(generatorKeyId: string, keyIds: string[] = []): KmsKeyringNode {
  const { accessKeyId, secretAccessKey } = EXAMPLE_CREDENTIALS;
  // Its types and those of the SDK beneath it disagree about members that are `undefined`.
  const clientProvider = getClient(KMS as never, {
    endpoint: server.origin,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  return new KmsKeyringNode({ generatorKeyId, keyIds, clientProvider });
}

it('takes the KMS keyring of the official Encryption SDK, with generator and child', async () => {
  const [generator, child] = [await newKey(kms), await newKey(kms)];
  const keyring = officialKeyring(generator.arn, [child.arn]);
  const { result } = await official.encrypt(keyring, plaintext, { encryptionContext });
  expect(new Uint8Array((await official.decrypt(officialKeyring(child.arn), result)).plaintext)).toEqual(plaintext);
  expect(server.taken()).toEqual(['GenerateDataKey', 'Encrypt', 'Decrypt']);
  await kms.disableKey({ KeyId: child.id });
  await expect(official.decrypt(officialKeyring(child.arn), result)).rejects.toThrow(`${child.arn} is disabled.`);
});

it('passes messages between that SDK and the keyrings of this house, both ways', async () => {
  const { arn } = await newKey(kms);
  const keys = kmsKeyring({ client: kms, generatorKeyId: arn });
  const theirs = await official.encrypt(officialKeyring(arn), plaintext, { encryptionContext });
  const opened = await decrypt(theirs.result, { keys });
  expect(opened.plaintext).toEqual(plaintext);
  expect(opened.encryptionContext).toMatchObject(encryptionContext);
  const ours = await encrypt(plaintext, { keys, encryptionContext });
  const { plaintext: read } = await official.decrypt(officialKeyring(arn), Buffer.from(ours));
  expect(new Uint8Array(read)).toEqual(plaintext);
});
