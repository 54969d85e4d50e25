import {
  decrypt,
  decryptStream,
  encrypt,
  encryptStream,
  kmsDiscoveryKeyring,
  kmsKeyring,
  kmsMultiRegionKeyring,
} from '@notebank/aws-reference/envelope';
import { createKmsClient } from '@notebank/aws-reference/kms';
import { createLocalKms, EXAMPLE_CREDENTIALS } from '../../src/core/index.ts';
import { countedBytes } from '../support/kms.ts';

/** What a KMS answered, in order, and what keyrings made of it. */
export interface Told {
  /** Every answer as text. The same in every runtime: clock and random bytes are given. */
  readonly answers: readonly string[];
  /** SHA-256 of the answers. */
  readonly digest: string;
  /** What was done with messages, whose bytes are random: `ok`, or the error. */
  readonly messages: Readonly<Record<string, string>>;
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Bytes in hexadecimal and moments in ISO 8601, member by member. */
const textOf = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : JSON.stringify(value, (_, member: unknown) => (member instanceof Uint8Array ? hex(member) : member));

const now = (): Date => new Date('2026-11-22T12:00:00Z');
const EncryptionContext = { tenant: 'a', '\uff5a': '', '\u{1d4b3}': 'outside the BMP' };

/** Lives through the states of a key, over signed requests, and opens messages with it. */
export async function runScenario(): Promise<Told> {
  const kms = createLocalKms({ now, random: countedBytes() });
  const client = createKmsClient({ credentials: EXAMPLE_CREDENTIALS, region: kms.region, fetch: kms.fetch, now });
  const answers: string[] = [];
  const ask = async <Answer>(call: Promise<Answer>): Promise<Answer | undefined> => {
    try {
      const answer = await call;
      answers.push(textOf(answer));
      return answer;
    } catch (error) {
      const { name, code, message } = error as Error & { code?: unknown };
      answers.push(`${name} ${code}: ${message}`);
      return undefined;
    }
  };

  const { KeyMetadata } = await kms.createKey({ Description: 'portable' });
  const KeyId = KeyMetadata.Arn;
  await ask(kms.createAlias({ AliasName: 'alias/portable', TargetKeyId: KeyId }));
  await ask(client.describeKey({ KeyId: 'alias/portable' }));
  const made = await ask(client.generateDataKey({ KeyId: 'alias/portable', KeySpec: 'AES_256', EncryptionContext }));
  const CiphertextBlob = made?.CiphertextBlob ?? new Uint8Array(1);
  await ask(client.decrypt({ CiphertextBlob, EncryptionContext }));
  await ask(client.decrypt({ CiphertextBlob, EncryptionContext: { ...EncryptionContext, tenant: 'b' } }));
  await ask(
    client.decrypt({ CiphertextBlob: CiphertextBlob.with(99, 1 ^ (CiphertextBlob[99] ?? 0)), EncryptionContext }),
  );
  await ask(kms.rotateKeyOnDemand({ KeyId }));
  await ask(client.reEncrypt({ CiphertextBlob, SourceEncryptionContext: EncryptionContext, DestinationKeyId: KeyId }));
  await ask(kms.disableKey({ KeyId }));
  await ask(client.decrypt({ CiphertextBlob, EncryptionContext }));
  await ask(kms.enableKey({ KeyId }));
  await ask(kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 }));
  await ask(client.encrypt({ KeyId, Plaintext: Uint8Array.of(1) }));
  await ask(kms.cancelKeyDeletion({ KeyId }));
  await ask(kms.enableKey({ KeyId }));
  await ask(client.decrypt({ CiphertextBlob, EncryptionContext }));
  const stranger = { ...EXAMPLE_CREDENTIALS, secretAccessKey: 'another' };
  await ask(
    createKmsClient({ credentials: stranger, region: kms.region, fetch: kms.fetch, now }).describeKey({ KeyId }),
  );
  answers.push(textOf(kms.snapshot()));

  const digest = hex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(answers.join('\n')))),
  );
  return { answers, digest, messages: await messages(KeyId) };

  async function messages(generatorKeyId: string): Promise<Record<string, string>> {
    const plaintext = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251);
    const encryptionContext = EncryptionContext;
    const keys = kmsKeyring({ client, generatorKeyId });
    const message = await encrypt(plaintext, { keys, encryptionContext });
    const outcome = async (call: () => Promise<Uint8Array>): Promise<string> => {
      try {
        return hex(await call()) === hex(plaintext) ? 'ok' : 'other bytes';
      } catch (error) {
        return String(error);
      }
    };
    const discovery = (account: string) =>
      kmsDiscoveryKeyring({ client, discoveryFilter: { partition: 'aws', accounts: [account] } });
    const { KeyMetadata: mrk } = await kms.createKey({ MultiRegion: true });
    const there = createLocalKms({ region: 'eu-west-1', snapshot: kms.snapshot(), now, random: countedBytes(2) });
    const relative = mrk.Arn.replace('us-east-1', 'eu-west-1');
    const thereClient = createKmsClient({
      ...{ credentials: EXAMPLE_CREDENTIALS, region: 'eu-west-1', fetch: there.fetch, now },
    });
    return {
      whole: await outcome(async () => (await decrypt(message, { keys, encryptionContext })).plaintext),
      streamed: await outcome(async () => {
        const piped = new Blob([plaintext])
          .stream()
          .pipeThrough(encryptStream({ keys, encryptionContext }))
          .pipeThrough(decryptStream({ keys, encryptionContext }));
        return new Uint8Array(await new Response(piped).arrayBuffer());
      }),
      discovered: await outcome(async () => (await decrypt(message, { keys: discovery(kms.accountId) })).plaintext),
      filtered: await outcome(async () => (await decrypt(message, { keys: discovery('444455556666') })).plaintext),
      multiRegion: await outcome(async () => {
        const here = kmsMultiRegionKeyring({ client, generatorKeyId: mrk.Arn });
        const sealed = await encrypt(plaintext, { keys: here, encryptionContext });
        const elsewhere = kmsMultiRegionKeyring({ client: thereClient, keyIds: [relative] });
        return (await decrypt(sealed, { keys: elsewhere })).plaintext;
      }),
    };
  }
}
