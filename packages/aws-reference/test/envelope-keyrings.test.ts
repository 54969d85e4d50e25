import { describe, expect, it } from 'vitest';
import {
  ALGORITHM_SUITES,
  decrypt,
  encrypt,
  inspect,
  type Keyring,
  kmsDiscoveryKeyring,
  kmsKeyring,
  kmsMultiRegionKeyring,
  multiKeyring,
  type RsaPadding,
  rawAesKeyring,
  rawRsaKeyring,
} from '../src/envelope/index.ts';
import { aesKeyring, CANNOT, counted, RSA_KEYS, rejection, thrown } from './support/envelope.ts';
import { fakeKms } from './support/fake-kms.ts';

const small = counted(40);
const opens = async (message: Uint8Array, keys: Keyring) => (await decrypt(message, { keys })).plaintext;
const errorOf = async (message: Uint8Array, keys: Keyring) => await rejection(decrypt(message, { keys }));

describe('raw AES keys', () => {
  it.each<[string, () => unknown]>([
    [
      'keyNamespace: found aws-kms, which KMS keyrings use, expected another',
      () => rawAesKeyring({ keyNamespace: 'aws-kms', keyName: 'a', wrappingKey: new Uint8Array(32) }),
    ],
    ['wrappingKey: 31 bytes, expected 16, 24 or 32', () => aesKeyring(1, 31)],
    ['keyName: expected no lone surrogate', () => aesKeyring(1, 32, '\ud800')],
    [
      'keyNamespace: expected no lone surrogate',
      () => rawAesKeyring({ keyNamespace: '\udc00', keyName: 'a', wrappingKey: new Uint8Array(32) }),
    ],
  ])('%s', (message, call) => {
    expect(thrown(call).message).toBe(message);
  });

  it('are told apart by name, also when one name begins another, in any script', async () => {
    const names = ['key', 'key2', 'ke', 'ключ', '鍵🔑'];
    for (const name of names) {
      const message = await encrypt(small, { keys: aesKeyring(7, 32, name) });
      for (const other of names) {
        if (other === name) expect(await opens(message, aesKeyring(7, 32, other))).toEqual(small);
        else expect((await errorOf(message, aesKeyring(7, 32, other))).message).toBe(CANNOT);
      }
    }
  });

  it('are tried on every encrypted data key that bears their name', async () => {
    const both = multiKeyring({ generator: aesKeyring(1), children: [aesKeyring(2)] });
    const message = await encrypt(small, { keys: both });
    expect(await opens(message, aesKeyring(2))).toEqual(small);
  });
});

describe('raw RSA keys', () => {
  const options = { keyNamespace: 'test', keyName: 'rsa', padding: 'OAEP-SHA-256' } as const;

  it.each<RsaPadding>(['OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512'])(
    'come back with %s',
    async (padding) => {
      const message = await encrypt(small, {
        keys: rawRsaKeyring({ ...options, padding, publicKey: RSA_KEYS[0].publicKey }),
      });
      const { privateKey } = RSA_KEYS[0];
      expect(await opens(message, rawRsaKeyring({ ...options, padding, privateKey }))).toEqual(small);
      const other = rawRsaKeyring({ ...options, padding, privateKey: RSA_KEYS[1].privateKey });
      expect((await errorOf(message, other)).message).toBe(CANNOT);
      const otherPadding = padding === 'OAEP-SHA-1' ? 'OAEP-SHA-256' : 'OAEP-SHA-1';
      expect((await errorOf(message, rawRsaKeyring({ ...options, padding: otherPadding, privateKey }))).message).toBe(
        CANNOT,
      );
      expect((await errorOf(message, rawRsaKeyring({ ...options, padding, keyName: 'x', privateKey }))).message).toBe(
        CANNOT,
      );
    },
  );

  it('encrypt with the public half and decrypt with the private one only', async () => {
    const { publicKey, privateKey } = RSA_KEYS[0];
    const message = await encrypt(small, { keys: rawRsaKeyring({ ...options, publicKey }) });
    expect((await errorOf(message, rawRsaKeyring({ ...options, publicKey }))).message).toBe(CANNOT);
    expect((await rejection(encrypt(small, { keys: rawRsaKeyring({ ...options, privateKey }) }))).message).toBe(
      'keyring: raw RSA key "rsa" has no publicKey to encrypt with',
    );
  });

  it('must be PEM of RSA keys', async () => {
    const { publicKey, privateKey } = RSA_KEYS[0];
    const pem = (label: string) => `expected PEM with BEGIN ${label}; openssl pkey writes it`;
    expect(thrown(() => rawRsaKeyring({ ...options, publicKey: privateKey })).message).toBe(
      `publicKey: ${pem('PUBLIC KEY')}`,
    );
    expect(thrown(() => rawRsaKeyring({ ...options, privateKey: publicKey })).message).toBe(
      `privateKey: ${pem('PRIVATE KEY')}`,
    );
    expect(thrown(() => rawRsaKeyring(options)).message).toBe('publicKey: expected it, or privateKey');
    expect(thrown(() => rawRsaKeyring({ ...options, padding: 'OAEP' as never, publicKey })).message).toBe(
      'padding: expected PKCS1 or OAEP-SHA-256',
    );
    const broken = publicKey.replace(/\n[^\n]{20}/, '\nAAAAAAAAAAAAAAAAAAAA');
    expect((await rejection(encrypt(small, { keys: rawRsaKeyring({ ...options, publicKey: broken }) }))).message).toBe(
      'publicKey: expected an RSA key',
    );
  });
});

describe('keyrings together', () => {
  const [a, b, c] = [aesKeyring(1), aesKeyring(2), aesKeyring(3)];

  it('all encrypt, any decrypts', async () => {
    const message = await encrypt(small, { keys: multiKeyring({ generator: a, children: [b] }) });
    expect(inspect(message).header?.encryptedDataKeys).toHaveLength(2);
    for (const keys of [a, b, multiKeyring({ children: [c, b] }), multiKeyring({ generator: c, children: [a] })]) {
      expect(await opens(message, keys)).toEqual(small);
    }
    expect((await errorOf(message, multiKeyring({ children: [c] }))).message).toBe(CANNOT);
  });

  it('nest', async () => {
    const message = await encrypt(small, {
      keys: multiKeyring({ generator: multiKeyring({ generator: a }), children: [multiKeyring({ children: [b, c] })] }),
    });
    expect(await opens(message, c)).toEqual(small);
  });

  it('need one that makes data keys', async () => {
    expect(thrown(() => multiKeyring({})).message).toBe('children: expected a generator or a child');
    expect((await rejection(encrypt(small, { keys: multiKeyring({ children: [a] }) }))).message).toBe(
      'generator: expected one, to encrypt with',
    );
  });

  it('wipe the data key when one of them fails', async () => {
    let made: Uint8Array | undefined;
    const generator: Keyring = {
      ...a,
      async onEncrypt(request) {
        const result = await a.onEncrypt(request);
        made = result.dataKey;
        return result;
      },
    };
    const failing: Keyring = { ...b, onEncrypt: () => Promise.reject(new Error('no')) };
    await rejection(encrypt(small, { keys: multiKeyring({ generator, children: [failing] }) }));
    expect(made).toEqual(new Uint8Array(32));
  });

  it('tell all causes at once', async () => {
    const says = (text: string): Keyring => ({ ...a, onDecrypt: () => Promise.reject(new Error(text)) });
    const message = await encrypt(small, { keys: a });
    const { message: text, cause } = await errorOf(message, multiKeyring({ children: [says('one'), says('two'), b] }));
    expect(text).toBe(CANNOT);
    expect((cause as AggregateError).errors.map((error: Error) => error.message)).toEqual(['one', 'two']);
  });
});

const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER = 'arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const MRK = 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const MRK_US = MRK.replace('eu-central-1', 'us-east-1');
const ALIAS = 'arn:aws:kms:eu-central-1:111122223333:alias/test';

describe('KMS keys', () => {
  it('make, encrypt and decrypt data keys, with context and grant tokens', async () => {
    const kms = fakeKms();
    const keys = kmsKeyring({ client: kms.client, generatorKeyId: ARN, keyIds: [OTHER], grantTokens: ['token'] });
    const encryptionContext = { tenant: 'a' };
    const message = await encrypt(small, { keys, encryptionContext, algorithmSuite: 0x0478 });
    expect(await opens(message, keys)).toEqual(small);
    const GrantTokens = ['token'];
    const EncryptionContext = encryptionContext;
    expect(kms.calls).toMatchObject([
      ['GenerateDataKey', { KeyId: ARN, NumberOfBytes: 32, EncryptionContext, GrantTokens }],
      ['Encrypt', { KeyId: OTHER, EncryptionContext, GrantTokens }],
      ['Decrypt', { KeyId: ARN, EncryptionContext, GrantTokens }],
    ]);
    expect(inspect(message).header?.encryptedDataKeys.map(({ keyProviderId }) => keyProviderId)).toEqual([
      'aws-kms',
      'aws-kms',
    ]);
    const second = kmsKeyring({ client: kms.client, keyIds: [OTHER] });
    expect(await opens(message, second)).toEqual(small);
    expect((await rejection(encrypt(small, { keys: second }))).message).toBe(
      'generatorKeyId: expected one, to encrypt with',
    );
  });

  it.each([0x0014, 0x0346, 0x0578] as const)('make data keys as long as suite %d wants', async (algorithmSuite) => {
    const kms = fakeKms();
    const keys = kmsKeyring({ client: kms.client, generatorKeyId: ARN });
    const commitmentPolicy = algorithmSuite === 0x0578 ? undefined : ('FORBID_ENCRYPT_ALLOW_DECRYPT' as const);
    const message = await encrypt(small, { keys, algorithmSuite, commitmentPolicy });
    expect((await decrypt(message, { keys, commitmentPolicy })).plaintext).toEqual(small);
    expect(kms.calls[0]?.[1]).toMatchObject({ NumberOfBytes: ALGORITHM_SUITES.get(algorithmSuite)?.keyLength });
  });

  it('may be named by alias to encrypt, and decrypt by their ARN only', async () => {
    const kms = fakeKms({ [ALIAS]: ARN });
    const message = await encrypt(small, { keys: kmsKeyring({ client: kms.client, generatorKeyId: ALIAS }) });
    expect(new TextDecoder().decode(inspect(message).header?.encryptedDataKeys[0]?.keyProviderInfo)).toBe(ARN);
    expect(await opens(message, kmsKeyring({ client: kms.client, keyIds: [ARN] }))).toEqual(small);
    const calls = kms.calls.length;
    expect((await errorOf(message, kmsKeyring({ client: kms.client, generatorKeyId: ALIAS }))).cause).toBeUndefined();
    expect(kms.calls).toHaveLength(calls);
  });

  it('are asked in the client of their Region', async () => {
    const kms = fakeKms();
    const regions: unknown[] = [];
    const client = (region: string | undefined) => {
      regions.push(region);
      return region === 'cn-north-1' ? undefined : kms.client;
    };
    await encrypt(small, { keys: kmsKeyring({ client, generatorKeyId: MRK_US, keyIds: [ARN] }) });
    expect(regions).toEqual(['us-east-1', 'eu-central-1']);
    const elsewhere = kmsKeyring({ client, generatorKeyId: ARN.replace('eu-central-1', 'cn-north-1') });
    expect((await rejection(encrypt(small, { keys: elsewhere }))).message).toMatch(
      /^keyring: there is no client for the Region of arn:aws:kms:cn-north-1:/,
    );
  });

  it('pass on what KMS says', async () => {
    const kms = fakeKms();
    const keys = kmsKeyring({ client: kms.client, generatorKeyId: ARN });
    const message = await encrypt(small, { keys, encryptionContext: { tenant: 'a' } });
    kms.disabled.add(ARN);
    const error = await errorOf(message, keys);
    expect(error.message).toBe(CANNOT);
    expect((error.cause as AggregateError).errors.map(({ name }: Error) => name)).toEqual(['DisabledException']);
    const failed = await rejection(encrypt(small, { keys }));
    expect(failed).toMatchObject({ code: 'KeyringFailed', message: `keyring: KMS key ${ARN} made no data key` });
    expect((failed.cause as Error).name).toBe('DisabledException');
    const child = await rejection(
      encrypt(small, { keys: multiKeyring({ generator: aesKeyring(), children: [keys] }) }),
    );
    expect(child.message).toBe(`keyring: KMS key ${ARN} encrypted no data key`);
  });

  it('are not believed: another key in the answer, or a data key of another length', async () => {
    const kms = fakeKms();
    const keys = kmsKeyring({ client: kms.client, generatorKeyId: ARN });
    const message = await encrypt(small, { keys });
    const lying = (answer: object): Keyring =>
      kmsKeyring({
        client: {
          ...kms.client,
          generateDataKey: async (input) => ({ ...(await kms.client.generateDataKey(input)), ...answer }),
          decrypt: async (input) => ({ ...(await kms.client.decrypt(input)), ...answer }),
        },
        generatorKeyId: ARN,
      });
    const causeOf = async (answer: object) =>
      ((await errorOf(message, lying(answer))).cause as AggregateError).errors.map((one: Error) => one.message);
    expect(await causeOf({ KeyId: OTHER })).toEqual([`found KeyId ${OTHER}, expected ${ARN}`]);
    expect(await causeOf({ Plaintext: new Uint8Array(16) })).toEqual([
      'found a data key of another length, expected 32',
    ]);
    const made = async (answer: object) => (await rejection(encrypt(small, { keys: lying(answer) }))).cause;
    expect(await made({ KeyId: ALIAS })).toMatchObject({ message: `found KeyId ${ALIAS}, expected a key ARN` });
    expect(await made({ Plaintext: new Uint8Array(16) })).toMatchObject({
      message: 'found a data key of another length, expected 32',
    });
  });

  it('wipe a data key that they do not believe, and none of the caller', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, { keys: kmsKeyring({ client: kms.client, generatorKeyId: ARN }) });
    for (const [KeyId, length] of [
      [ALIAS, 32],
      [ARN, 33],
    ] as const) {
      const Plaintext = new Uint8Array(length).fill(7);
      const given: Uint8Array[] = [];
      const lying = {
        generateDataKey: async () => ({ KeyId, Plaintext, CiphertextBlob: small }),
        encrypt: async (input: { Plaintext: Uint8Array }) => {
          given.push(input.Plaintext.slice());
          return { KeyId: ALIAS, CiphertextBlob: small };
        },
        decrypt: async () => ({ KeyId, Plaintext }),
      };
      const keys = kmsKeyring({ client: lying, generatorKeyId: ARN });
      await rejection(encrypt(small, { keys }));
      expect(Plaintext).toEqual(new Uint8Array(length));
      Plaintext.fill(7);
      await errorOf(message, keys);
      expect(Plaintext).toEqual(new Uint8Array(length));
      const dataKey = new Uint8Array(32).fill(9);
      const [algorithmSuite] = ALGORITHM_SUITES.values();
      const request = { algorithmSuite: { ...algorithmSuite, keyLength: 32 }, encryptionContext: {}, dataKey };
      await rejection(keys.onEncrypt(request as Parameters<Keyring['onEncrypt']>[0]));
      expect([given, dataKey]).toEqual([[dataKey], new Uint8Array(32).fill(9)]);
    }
  });

  it('refuse what is no data key of bytes', async () => {
    const Plaintext = 'a text of thirty-two characters!' as unknown as Uint8Array;
    expect(Plaintext).toHaveLength(32);
    const kms = fakeKms();
    const message = await encrypt(small, { keys: kmsKeyring({ client: kms.client, generatorKeyId: ARN }) });
    const client = {
      ...kms.client,
      generateDataKey: async () => ({ KeyId: ARN, Plaintext, CiphertextBlob: small }),
      decrypt: async () => ({ KeyId: ARN, Plaintext }),
    };
    const keys = kmsKeyring({ client, generatorKeyId: ARN });
    expect(await rejection(encrypt(small, { keys }))).toMatchObject({ code: 'KeyringFailed' });
    expect(await errorOf(message, keys)).toMatchObject({ code: 'DecryptionFailed' });
  });

  it('fail as others do when there can be no client for a Region', async () => {
    const kms = fakeKms();
    const odd = ARN.replace('eu-central-1', 'EU_CENTRAL');
    const message = await encrypt(small, {
      keys: kmsKeyring({ client: kms.client, generatorKeyId: odd, keyIds: [ARN] }),
    });
    const refusal = new Error('no such Region');
    const client = (region: string | undefined) => {
      if (region !== 'eu-central-1') throw refusal;
      return kms.client;
    };
    expect(await rejection(encrypt(small, { keys: kmsKeyring({ client, generatorKeyId: odd }) }))).toMatchObject({
      code: 'KeyringFailed',
      message: `keyring: there is no client for the Region of ${odd}`,
      cause: refusal,
    });
    expect(await opens(message, kmsDiscoveryKeyring({ client }))).toEqual(small);
    expect(await opens(message, kmsKeyring({ client, keyIds: [odd, ARN] }))).toEqual(small);
    kms.disabled.add(ARN);
    const { errors } = (await errorOf(message, kmsDiscoveryKeyring({ client }))).cause as AggregateError;
    expect(errors).toMatchObject([{ code: 'KeyringFailed', cause: refusal }, { name: 'DisabledException' }]);
  });

  it('are asked no more when a signal ended it, which is the cause', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, {
      keys: kmsKeyring({ client: kms.client, generatorKeyId: ARN, keyIds: [OTHER] }),
    });
    const reason = new Error('enough');
    const controller = new AbortController();
    const asked: unknown[] = [];
    // Asked, never answers: but for the signal, which is that of the keyring.
    const waiting = (input: { KeyId?: string | undefined }, { signal }: { signal?: AbortSignal | undefined } = {}) =>
      new Promise<never>((_, reject) => {
        asked.push(input.KeyId);
        signal?.addEventListener('abort', () => reject(signal.reason));
        queueMicrotask(() => controller.abort(reason));
      });
    const client = { generateDataKey: waiting, encrypt: waiting, decrypt: waiting };
    const { signal } = controller;
    const keys = kmsKeyring({ client, generatorKeyId: ARN, keyIds: [OTHER], signal });
    expect((await errorOf(message, keys)).cause).toMatchObject({ errors: [reason] });
    expect(asked.splice(0)).toEqual([ARN]);
    expect((await errorOf(message, keys)).cause).toMatchObject({ errors: [reason] });
    expect(await rejection(encrypt(small, { keys }))).toMatchObject({ code: 'KeyringFailed', cause: reason });
    expect(asked).toEqual([]);
    const fresh = new AbortController();
    controller.abort = (why) => fresh.abort(why);
    const another = kmsKeyring({ client, generatorKeyId: ARN, signal: fresh.signal });
    expect(await rejection(encrypt(small, { keys: another }))).toMatchObject({ code: 'KeyringFailed', cause: reason });
    expect(asked).toEqual([ARN]);
  });

  it('must be named', () => {
    const { client } = fakeKms();
    expect(thrown(() => kmsKeyring({ client })).message).toBe('generatorKeyId: expected it, or keyIds');
    expect(thrown(() => kmsKeyring({ client, generatorKeyId: '' })).message).toBe(
      'generatorKeyId: expected a key id, key ARN, alias name or alias ARN',
    );
    expect(
      thrown(() => kmsDiscoveryKeyring({ client, discoveryFilter: { partition: 'aws', accounts: [] } })).message,
    ).toBe('discoveryFilter: expected a partition and one account at least');
  });
});

describe('multi-Region keys', () => {
  it('decrypt for their relatives, in their own Region', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, { keys: kmsMultiRegionKeyring({ client: kms.client, generatorKeyId: MRK }) });
    kms.calls.length = 0;
    expect(await opens(message, kmsMultiRegionKeyring({ client: kms.client, keyIds: [MRK_US] }))).toEqual(small);
    expect(kms.calls.map(([name, { KeyId }]) => [name, KeyId])).toEqual([['Decrypt', MRK_US]]);
    kms.calls.length = 0;
    const strict = await errorOf(message, kmsKeyring({ client: kms.client, keyIds: [MRK_US] }));
    expect([strict.message, kms.calls]).toEqual([CANNOT, []]);
    for (const stranger of [
      MRK_US.replace('1111', '9999'),
      MRK_US.replace('mrk-1', 'mrk-2'),
      MRK_US.replace('aws:', 'aws-cn:'),
    ]) {
      await errorOf(message, kmsMultiRegionKeyring({ client: kms.client, keyIds: [stranger] }));
    }
    expect(kms.calls).toEqual([]);
  });

  it('are the only ones that do so', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, { keys: kmsMultiRegionKeyring({ client: kms.client, generatorKeyId: ARN }) });
    kms.calls.length = 0;
    const elsewhere = ARN.replace('eu-central-1', 'us-east-1');
    await errorOf(message, kmsMultiRegionKeyring({ client: kms.client, keyIds: [elsewhere] }));
    expect(kms.calls).toEqual([]);
  });
});

describe('discovery', () => {
  it('decrypts with whichever key the message names, and never encrypts', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, { keys: kmsKeyring({ client: kms.client, generatorKeyId: ARN }) });
    expect(await opens(message, kmsDiscoveryKeyring({ client: kms.client }))).toEqual(small);
    expect((await rejection(encrypt(small, { keys: kmsDiscoveryKeyring({ client: kms.client }) }))).message).toBe(
      'keyring: a discovery keyring only decrypts',
    );
  });

  it('asks the keys of its partition and accounts only', async () => {
    const kms = fakeKms();
    const message = await encrypt(small, {
      keys: kmsKeyring({ client: kms.client, generatorKeyId: ARN, keyIds: [OTHER] }),
    });
    const asked = async (partition: string, ...accounts: string[]) => {
      kms.calls.length = 0;
      const keys = kmsDiscoveryKeyring({ client: kms.client, discoveryFilter: { partition, accounts } });
      await decrypt(message, { keys }).catch(() => {});
      return kms.calls.map(([, { KeyId }]) => KeyId);
    };
    expect(await asked('aws', '444455556666')).toEqual([OTHER]);
    expect(await asked('aws', '444455556666', '111122223333')).toEqual([ARN]);
    expect(await asked('aws-cn', '111122223333')).toEqual([]);
    expect(await asked('aws', '000000000000')).toEqual([]);
    kms.disabled.add(ARN);
    expect(await asked('aws', '444455556666', '111122223333')).toEqual([ARN, OTHER]);
  });

  it('takes multi-Region keys in its Region, and of others its Region only', async () => {
    const kms = fakeKms();
    const asked = async (generatorKeyId: string, region: string) => {
      const message = await encrypt(small, { keys: kmsKeyring({ client: kms.client, generatorKeyId }) });
      kms.calls.length = 0;
      await decrypt(message, { keys: kmsDiscoveryKeyring({ client: kms.client, region }) }).catch(() => {});
      return kms.calls.map(([, { KeyId }]) => KeyId);
    };
    expect(await asked(MRK, 'us-east-1')).toEqual([MRK_US]);
    expect(await asked(ARN, 'us-east-1')).toEqual([]);
    expect(await asked(ARN, 'eu-central-1')).toEqual([ARN]);
  });

  it('passes over what is no key ARN of KMS', async () => {
    const kms = fakeKms();
    const keys = kmsDiscoveryKeyring({ client: kms.client });
    for (const info of [
      ALIAS,
      'key/x',
      'arn:aws:kms:eu:1:key/',
      'arn:aws:s3:eu:1:key/x',
      'arn:aws:kms::1:key/x',
      `${ARN}/x`,
      '\ud800',
    ]) {
      const odd: Keyring = {
        ...keys,
        async onEncrypt({ algorithmSuite }) {
          const key = {
            keyProviderId: 'aws-kms',
            keyProviderInfo: new TextEncoder().encode(info),
            ciphertext: new Uint8Array(9),
          };
          return { dataKey: new Uint8Array(algorithmSuite.keyLength), encryptedDataKeys: [key] };
        },
      };
      expect((await errorOf(await encrypt(small, { keys: odd }), keys)).message).toBe(CANNOT);
    }
    await errorOf(await encrypt(small, { keys: aesKeyring() }), keys);
    expect(kms.calls).toEqual([]);
  });
});
