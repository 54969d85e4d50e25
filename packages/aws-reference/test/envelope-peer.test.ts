import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import {
  type AlgorithmSuite,
  type AlgorithmSuiteId,
  decrypt,
  type EncryptionContext,
  encrypt,
  inspect,
  type Keyring,
  multiKeyring,
  type RsaPadding,
  rawAesKeyring,
  rawRsaKeyring,
} from '../src/envelope/index.ts';
import { counted, hexId, policyFor, RSA_KEYS, SUITES } from './support/envelope.ts';
import { handMade, inOrder } from './support/hand-made.ts';

/** A keyring, in words that both sides understand. */
interface Described {
  readonly keyNamespace?: string;
  readonly keyName?: string;
  readonly wrappingKey?: string;
  readonly padding?: RsaPadding;
  readonly publicKey?: string;
  readonly privateKey?: string;
  readonly together?: readonly Described[];
}

interface Task {
  readonly keyring: Described;
  readonly plaintext?: string;
  readonly message?: string;
  readonly algorithmSuite?: AlgorithmSuiteId;
  readonly encryptionContext?: EncryptionContext;
  readonly frameLength?: number | undefined;
}

interface Answer {
  readonly message?: string;
  readonly plaintext?: string;
  readonly encryptionContext?: EncryptionContext;
  readonly error?: string;
}

function askPeer(tasks: readonly Task[]): Answer[] {
  const script = join(import.meta.dirname, 'support/peer-envelope.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(tasks),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Answer[];
}

function ours({
  keyNamespace = '',
  keyName = '',
  wrappingKey,
  padding = 'PKCS1',
  together,
  ...rsa
}: Described): Keyring {
  if (together) {
    const [generator, ...children] = together.map(ours);
    return multiKeyring({ generator, children });
  }
  if (wrappingKey !== undefined) return rawAesKeyring({ keyNamespace, keyName, wrappingKey: fromHex(wrappingKey) });
  return rawRsaKeyring({ keyNamespace, keyName, padding, ...rsa });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));

const aes = (length: number, keyName = 'aes'): Described => ({
  ...{ keyNamespace: 'notebank', keyName, wrappingKey: hex(counted(length)) },
});
const rsa = (padding: RsaPadding): Described => ({ keyNamespace: 'notebank', keyName: 'rsa', padding, ...RSA_KEYS[0] });
const PADDINGS: readonly RsaPadding[] = ['PKCS1', 'OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512'];

const keyrings: readonly (readonly [string, Described])[] = [
  ['AES-128', aes(16)],
  ['AES-192', aes(24)],
  ['AES-256', aes(32, 'ключ')],
  ...PADDINGS.map((padding) => [`RSA ${padding}`, rsa(padding)] as const),
  ['several', { together: [aes(32), rsa('OAEP-SHA-256')] }],
];

interface Case {
  readonly name: string;
  readonly suite: AlgorithmSuite;
  readonly keyring: Described;
  readonly length: number;
  /** `undefined`: what each side takes by itself. */
  readonly frameLength: number | undefined;
}

/** Plaintexts around the edges of frames, and frame lengths from the least to the most. */
const SHAPES: readonly (readonly [length: number, frameLength?: number])[] = [
  ...[0, 1, 15, 16, 17, 32].map((length) => [length, 16] as const),
  [3, 1],
  [5000],
  [5000, 4999],
  [100, 2 ** 32 - 1],
];

/** Keys in the order of UTF-8 bytes, which is not that of UTF-16: the last two change places. */
const encryptionContext = { purpose: 'test', '': 'empty', ähnlich: '😀', '\uff5a': 'in the BMP', 𝒳: 'outside' };

const cases: readonly Case[] = [
  ...SUITES.flatMap((suite) =>
    SHAPES.map(([length, frameLength]) => ({
      ...{ name: `${hexId(suite)} ${length}/${frameLength}`, suite, keyring: aes(32), length, frameLength },
    })),
  ),
  ...keyrings.flatMap(([name, keyring]) =>
    SUITES.map((suite) => ({ name: `${name} ${hexId(suite)}`, suite, keyring, length: 100, frameLength: 64 })),
  ),
];

describe('@aws-crypto/client-node', () => {
  it('is met with every raw keyring and every suite', () => {
    expect(SUITES).toHaveLength(11);
    expect(keyrings).toHaveLength(9);
    expect(cases).toHaveLength(11 * (SHAPES.length + 9));
  });

  it('decrypts what we encrypt', { timeout: 120_000 }, async () => {
    const messages = await Promise.all(
      cases.map(({ suite, keyring, length, frameLength }) =>
        encrypt(counted(length), {
          ...{ keys: ours(keyring), algorithmSuite: suite.id, commitmentPolicy: policyFor(suite) },
          ...{ encryptionContext, frameLength },
        }),
      ),
    );
    const answers = askPeer(
      cases.map(({ keyring }, at) => ({ keyring, message: hex(messages[at] ?? new Uint8Array()) })),
    );
    for (const [at, { name, length }] of cases.entries()) {
      expect([name, answers[at]]).toMatchObject([name, { plaintext: hex(counted(length)), encryptionContext }]);
    }
  });

  it('encrypts what we decrypt, and writes the same fields', { timeout: 120_000 }, async () => {
    const asked = cases.map(({ suite, keyring, length, frameLength }) => ({
      ...{ keyring, plaintext: hex(counted(length)), algorithmSuite: suite.id, encryptionContext, frameLength },
    }));
    const answers = askPeer(asked);
    let compared = 0;
    for (const [at, { name, suite, keyring, length, frameLength }] of cases.entries()) {
      const message = fromHex(answers[at]?.message ?? '');
      expect([name, answers[at]?.error]).toEqual([name, undefined]);
      const options = { keys: ours(keyring), commitmentPolicy: policyFor(suite), algorithmSuite: suite.id };
      const decrypted = await decrypt(message, { ...options, encryptionContext });
      expect(decrypted.plaintext).toEqual(counted(length));
      // Where the plaintext fills its frames, the peer adds an empty one, which the format allows.
      if (length > 0 && length % (frameLength ?? 4096) === 0) continue;
      const own = await encrypt(counted(length), { ...options, encryptionContext, frameLength });
      expect([name, shapeOf(message)]).toEqual([name, shapeOf(own)]);
      compared++;
    }
    // All but plaintexts of 16 and 32 bytes in frames of 16, and of 3 in frames of 1.
    expect(compared).toBe(cases.length - 3 * SUITES.length);
  });

  // Neither side writes them any more; older clients did.
  it('reads bodies without frames as we do, by a third writer', async () => {
    const written = SUITES.map((suite) =>
      handMade({
        ...{ suite, plaintext: counted(100), frameLength: 0, pairs: inOrder(Object.entries(encryptionContext)) },
        ...{ keyNamespace: 'notebank', keyName: 'aes', wrappingKey: counted(32) },
      }),
    );
    const answers = askPeer(written.map((message) => ({ keyring: aes(32), message: hex(message) })));
    for (const [at, suite] of SUITES.entries()) {
      expect([hexId(suite), answers[at]]).toMatchObject([hexId(suite), { plaintext: hex(counted(100)) }]);
      const options = { keys: ours(aes(32)), commitmentPolicy: policyFor(suite), encryptionContext };
      expect((await decrypt(written[at] ?? new Uint8Array(), options)).plaintext).toEqual(counted(100));
    }
  });
});

/** Fields with random content, and all that depends on it. */
const RANDOM =
  /^(?:messageId|keyProviderInfo|encryptedDataKey|commitKey|headerAuthenticationTag|ciphertext|tag|signature(?:Length)?)$/;

/** Every field but those that are random, with its bytes; of the random ones, how long they are. */
function shapeOf(bytes: Uint8Array): string[] {
  const { fields, message, header, problem } = inspect(bytes);
  expect(problem).toBeUndefined();
  const { 'aws-crypto-public-key': publicKey } = header?.encryptionContext ?? {};
  return fields.map(({ name, start, end }) => {
    const value = message.subarray(start, end);
    if (/^signature/.test(name)) return name;
    const random = RANDOM.test(name) || new TextDecoder().decode(value) === publicKey;
    return `${name} ${random ? value.length : hex(value)}`;
  });
}
