import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlgorithmSuiteId,
  DecryptError,
  type DecryptOptions,
  decrypt,
  type EncryptOptions,
  EnvelopeError,
  encrypt,
  inspect,
  type Keyring,
  requiredContextMaterials,
} from '../src/envelope/index.ts';
import { aesKeyring, CANNOT, context, counted, hexId, policyFor, rejection, SUITES } from './support/envelope.ts';

const keys = aesKeyring();
const small = counted(100);

describe('a message', () => {
  it.each(SUITES.map((suite) => [hexId(suite), suite] as const))('of suite %s comes back', async (_, suite) => {
    const options = { keys, commitmentPolicy: policyFor(suite), algorithmSuite: suite.id, frameLength: 64 };
    for (const length of [0, 1, 63, 64, 65, 128, 200]) {
      const message = await encrypt(counted(length), { ...options, encryptionContext: { purpose: 'test' } });
      const { plaintext, encryptionContext, header } = await decrypt(message, options);
      expect(plaintext).toEqual(counted(length));
      expect(encryptionContext.purpose).toBe('test');
      expect(header.algorithmSuite).toBe(suite);
      expect(Object.keys(encryptionContext)).toHaveLength(suite.curve ? 2 : 1);
    }
  });

  it.each([16, 24, 32])('comes back from a wrapping key of %d bytes', async (length) => {
    const options = { keys: aesKeyring(1, length) };
    expect((await decrypt(await encrypt(small, options), options)).plaintext).toEqual(small);
  });

  it('comes back for any plaintext, context and frame length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        context(),
        fc.integer({ min: 1, max: 400 }),
        async (plaintext, encryptionContext, frameLength) => {
          const algorithmSuite = 0x0478;
          const message = await encrypt(plaintext, { keys, algorithmSuite, encryptionContext, frameLength });
          const decrypted = await decrypt(message, { keys, encryptionContext });
          expect(decrypted.plaintext).toEqual(plaintext);
          expect(Object.entries(decrypted.encryptionContext).sort()).toEqual(Object.entries(encryptionContext).sort());
        },
      ),
    );
  });

  it('has the default suite, frame length and policy of the specification', async () => {
    const { header } = inspect(await encrypt(small, { keys }));
    expect(header?.algorithmSuite.id).toBe(0x0578);
    expect(header?.frameLength).toBe(4096);
    const old = { keys, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' } as const;
    expect(inspect(await encrypt(small, old)).header?.algorithmSuite.id).toBe(0x0378);
  });

  it('is another one each time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => String(inspect(await encrypt(small, { keys })).header?.messageId)),
    );
    expect(new Set(ids).size).toBe(20);
  });

  it('ends with a full frame when the plaintext fills it', async () => {
    const { frames } = inspect(await encrypt(counted(128), { keys, frameLength: 64 }));
    expect(frames.map(({ kind, contentLength }) => [kind, contentLength])).toEqual([
      ['regular', 64],
      ['final', 64],
    ]);
  });

  it('takes bytes of another realm and parts of a buffer', async () => {
    const part = counted(200).subarray(50, 150);
    const message = await encrypt(part, { keys });
    const inOther = new Uint8Array(message.length + 8);
    inOther.set(message, 4);
    expect((await decrypt(inOther.subarray(4, -4), { keys })).plaintext).toEqual(part);
  });
});

describe('wrong key, wrong context and changed bytes', () => {
  const encryptionContext = { tenant: 'a' };
  const told = async (message: Uint8Array, options: DecryptOptions) => {
    const error = await rejection(decrypt(message, options));
    const { name, code, field, offset, cause, message: text } = error;
    return { name, code, field, offset, cause, text, own: Object.keys(error).sort() };
  };

  it.each([0x0478, 0x0578] as const)('look the same in suite %d', async (algorithmSuite) => {
    const message = await encrypt(small, { keys, encryptionContext, algorithmSuite });
    const { fields } = inspect(message);
    const flipped = (name: string) => {
      const copy = message.slice();
      const at = fields.find((field) => field.name === name)?.start ?? Number.NaN;
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    const refusals = [
      await told(message, { keys: aesKeyring(8) }),
      await told(message, { keys: aesKeyring(7, 32, 'other') }),
      await told(message, { keys, encryptionContext: { tenant: 'b' } }),
      await told(message, { keys, encryptionContext: { other: 'a' } }),
      await told(flipped('messageId'), { keys }),
      await told(flipped('contextValue'), { keys }),
      await told(flipped('encryptedDataKey'), { keys }),
      await told(flipped('commitKey'), { keys }),
      await told(flipped('headerAuthenticationTag'), { keys }),
      await told(flipped('ciphertext'), { keys }),
      await told(flipped('tag'), { keys }),
      await told(flipped('iv'), { keys }),
    ];
    expect(refusals[0]).toEqual({
      ...{ name: 'DecryptError', code: 'DecryptionFailed', field: 'message', offset: undefined, cause: undefined },
      ...{ text: CANNOT, own: ['code', 'field', 'name', 'offset'] },
    });
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
  });

  it('are instances of both errors', async () => {
    const error = await rejection(decrypt(await encrypt(small, { keys }), { keys: aesKeyring(8) }));
    expect(error).toBeInstanceOf(DecryptError);
    expect(error).toBeInstanceOf(EnvelopeError);
  });

  it('include an encrypted data key of another length, and a public key where nothing is signed', async () => {
    const odd: Keyring = {
      ...keys,
      async onEncrypt(request) {
        const made = await keys.onEncrypt(request);
        const [key] = made.encryptedDataKeys;
        return {
          ...made,
          encryptedDataKeys: key ? [{ ...key, ciphertext: key.ciphertext.subarray(1) }] : [],
        };
      },
    };
    expect((await told(await encrypt(small, { keys: odd }), { keys })).text).toBe(CANNOT);
    const stowaway = {
      async getEncryptionMaterials({ algorithmSuite }: { algorithmSuite: (typeof SUITES)[number] }) {
        const encryptionContext = { 'aws-crypto-public-key': 'AAAA' };
        const made = await keys.onEncrypt({ algorithmSuite, encryptionContext, dataKey: undefined });
        return { ...made, encryptionContext, requiredEncryptionContextKeys: [], signingKey: undefined };
      },
      getDecryptionMaterials: () => Promise.reject(new Error('it only encrypts')),
    };
    const message = await encrypt(small, { keys: stowaway, algorithmSuite: 0x0478 });
    expect((await told(message, { keys })).text).toBe(CANNOT);
  });
});

describe('options', () => {
  const refused = async (call: Promise<unknown>) => {
    const { code, field, message } = await rejection(call);
    return [code, field, message];
  };
  const policy = 'commitmentPolicy';

  it.each<[string, Partial<EncryptOptions>, string, string]>([
    [
      'a frame of nothing',
      { frameLength: 0 },
      'InvalidValue',
      'frameLength: 0, expected a whole number from 1 to 4294967295',
    ],
    [
      'a frame too long',
      { frameLength: 2 ** 32 },
      'InvalidValue',
      'frameLength: 4294967296, expected a whole number from 1 to 4294967295',
    ],
    [
      'no data key',
      { maxEncryptedDataKeys: 0 },
      'InvalidValue',
      'maxEncryptedDataKeys: 0, expected a whole number from 1 to 65535',
    ],
    [
      'a reserved key',
      { encryptionContext: { 'aws-crypto-x': '' } },
      'ReservedKey',
      'encryptionContext: key "aws-crypto-x" is reserved, expected none that begins with aws-crypto-',
    ],
    [
      'a lone surrogate in a key',
      { encryptionContext: { '\ud800': '' } },
      'InvalidValue',
      'encryptionContext: key "\\ud800": expected texts without lone surrogates',
    ],
    [
      'a lone surrogate in a value',
      { encryptionContext: { a: 'x\udc00' } },
      'InvalidValue',
      'encryptionContext: key "a": expected texts without lone surrogates',
    ],
    [
      'a value that is no text',
      { encryptionContext: { a: 1 as never } },
      'InvalidValue',
      'encryptionContext: key "a": expected texts without lone surrogates',
    ],
    [
      'a context too long',
      { encryptionContext: { a: 'x'.repeat(65_525), b: '' }, algorithmSuite: 0x0478 },
      'InvalidValue',
      'encryptionContext: 65537 bytes, expected at most 65535',
    ],
    [
      'a suite that is none',
      { algorithmSuite: 0x0000 as AlgorithmSuiteId },
      'InvalidValue',
      'algorithmSuite: expected the number of an algorithm suite',
    ],
    [
      'a suite that the policy forbids',
      { algorithmSuite: 0x0378 },
      'CommitmentPolicy',
      'commitmentPolicy: REQUIRE_ENCRYPT_REQUIRE_DECRYPT does not allow algorithm suite 0x0378',
    ],
    [
      'a committing suite that the policy forbids',
      { algorithmSuite: 0x0478, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' },
      'CommitmentPolicy',
      'commitmentPolicy: FORBID_ENCRYPT_ALLOW_DECRYPT does not allow algorithm suite 0x0478',
    ],
    [
      'a policy that is none',
      { commitmentPolicy: 'ANY' as never },
      'InvalidValue',
      'commitmentPolicy: expected REQUIRE_ENCRYPT_REQUIRE_DECRYPT or another policy of the specification',
    ],
    ['no keys', { keys: {} as never }, 'InvalidValue', 'keys: expected a keyring or a materials manager'],
  ])('%s is refused', async (_, options, code, message) => {
    const found = await refused(encrypt(small, { keys, ...options }));
    expect(found).toEqual([code, message.slice(0, message.indexOf(':')), message]);
  });

  it('plaintext and message are bytes', async () => {
    expect(await refused(encrypt('text' as never, { keys }))).toEqual([
      ...['InvalidValue', 'plaintext', 'plaintext: expected a Uint8Array'],
    ]);
    expect(await refused(decrypt('text' as never, { keys }))).toEqual([
      ...['InvalidValue', 'message', 'message: expected a Uint8Array'],
    ]);
  });

  it.each(SUITES.map((suite) => [hexId(suite), suite] as const))('the policy decides on %s', async (id, suite) => {
    const message = await encrypt(small, { keys, algorithmSuite: suite.id, commitmentPolicy: policyFor(suite) });
    for (const commitmentPolicy of ['FORBID_ENCRYPT_ALLOW_DECRYPT', 'REQUIRE_ENCRYPT_ALLOW_DECRYPT'] as const) {
      expect((await decrypt(message, { keys, commitmentPolicy })).plaintext).toEqual(small);
    }
    if (suite.committing) return;
    const strict = `commitmentPolicy: REQUIRE_ENCRYPT_REQUIRE_DECRYPT does not allow algorithm suite ${id}`;
    expect(await refused(decrypt(message, { keys }))).toEqual(['CommitmentPolicy', policy, strict]);
    const encrypting = { keys, algorithmSuite: suite.id, commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' } as const;
    expect((await refused(encrypt(small, encrypting)))[0]).toBe('CommitmentPolicy');
  });

  it('maxEncryptedDataKeys bounds both ways, before a key is asked', async () => {
    let asked = 0;
    const three: Keyring = {
      async onEncrypt(request) {
        const { dataKey, encryptedDataKeys } = await keys.onEncrypt(request);
        return { dataKey, encryptedDataKeys: [...encryptedDataKeys, ...encryptedDataKeys, ...encryptedDataKeys] };
      },
      onDecrypt(request) {
        asked++;
        return keys.onDecrypt(request);
      },
    };
    const message = await encrypt(small, { keys: three, maxEncryptedDataKeys: 3 });
    expect((await decrypt(message, { keys: three, maxEncryptedDataKeys: 3 })).plaintext).toEqual(small);
    expect(asked).toBe(1);
    expect(await refused(decrypt(message, { keys: three, maxEncryptedDataKeys: 2 }))).toEqual([
      'LimitExceeded',
      'maxEncryptedDataKeys',
      'maxEncryptedDataKeys: 2, but the message has 3 encrypted data keys',
    ]);
    expect(asked).toBe(1);
    expect(await refused(encrypt(small, { keys: three, maxEncryptedDataKeys: 2 }))).toEqual([
      'LimitExceeded',
      'maxEncryptedDataKeys',
      'maxEncryptedDataKeys: 2, but the keyring gave 3',
    ]);
  });

  it('decryptUnsignedOnly refuses signed messages', async () => {
    const unsigned = await encrypt(small, { keys, algorithmSuite: 0x0478 });
    expect((await decrypt(unsigned, { keys, decryptUnsignedOnly: true })).plaintext).toEqual(small);
    expect(await refused(decrypt(await encrypt(small, { keys }), { keys, decryptUnsignedOnly: true }))).toEqual([
      ...['SignedMessage', 'decryptUnsignedOnly', 'decryptUnsignedOnly: the message is signed'],
    ]);
  });
});

describe('an encryption context that is given to decrypt', () => {
  const encryptionContext = { tenant: 'a', purpose: 'test' };

  it('must be in the message, by value, in any order', async () => {
    const message = await encrypt(small, { keys, encryptionContext });
    for (const given of [{}, { tenant: 'a' }, { purpose: 'test', tenant: 'a' }]) {
      expect((await decrypt(message, { keys, encryptionContext: given })).plaintext).toEqual(small);
    }
    for (const given of [
      { tenant: '' },
      { tenant: 'A' },
      { Tenant: 'a' },
      { tenant: 'a', more: '' },
      { toString: 'x' },
    ]) {
      const error = await rejection(decrypt(message, { keys, encryptionContext: given }));
      expect(error.message).toBe(CANNOT);
    }
  });

  it('may hold a key called __proto__', async () => {
    const odd = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
    const decrypted = await decrypt(await encrypt(small, { keys, encryptionContext: odd }), {
      keys,
      encryptionContext: odd,
    });
    expect(Object.hasOwn(decrypted.encryptionContext, '__proto__')).toBe(true);
    expect(decrypted.encryptionContext.constructor).toBe('b');
    expect(decrypted.encryptionContext.toString).toBeUndefined();
    expect(Object.isFrozen(decrypted.encryptionContext)).toBe(true);
  });

  it('may not hold a reserved key', async () => {
    const given = { keys, encryptionContext: { 'aws-crypto-public-key': 'x' } };
    expect((await rejection(decrypt(await encrypt(small, { keys }), given))).code).toBe('ReservedKey');
  });
});

describe('required pairs', () => {
  const encryptionContext = { tenant: 'a', purpose: 'test' };
  const required = requiredContextMaterials(keys, ['tenant']);

  it('are authenticated and not stored', async () => {
    for (const algorithmSuite of [0x0478, 0x0578] as const) {
      const message = await encrypt(small, { keys: required, encryptionContext, algorithmSuite });
      expect(Object.keys(inspect(message).header?.encryptionContext ?? {})).not.toContain('tenant');
      const given = { encryptionContext: { tenant: 'a' } };
      for (const source of [keys, required]) {
        const { plaintext, encryptionContext: found } = await decrypt(message, { keys: source, ...given });
        expect(plaintext).toEqual(small);
        expect(found).toMatchObject(encryptionContext);
      }
      for (const wrong of [{}, { tenant: 'b' }, { tenant: 'a', other: 'x' }]) {
        expect((await rejection(decrypt(message, { keys, encryptionContext: wrong }))).message).toBe(CANNOT);
      }
    }
  });

  it('must be given', async () => {
    const message = 'encryptionContext: expected the pair "tenant"';
    expect((await rejection(encrypt(small, { keys: required }))).message).toBe(message);
    const sealed = await encrypt(small, { keys: required, encryptionContext });
    expect((await rejection(decrypt(sealed, { keys: required }))).message).toBe(message);
    expect(() => requiredContextMaterials(keys, [])).toThrow('requiredKeys: expected one at least');
  });
});

describe('secrets', () => {
  /** A keyring that shows the data keys that it gave. */
  function watched(): { keyring: Keyring; given: Uint8Array[] } {
    const given: Uint8Array[] = [];
    const keyring: Keyring = {
      async onEncrypt(request) {
        const made = await keys.onEncrypt(request);
        given.push(made.dataKey);
        return made;
      },
      async onDecrypt(request) {
        const dataKey = await keys.onDecrypt(request);
        if (dataKey) given.push(dataKey);
        return dataKey;
      },
    };
    return { keyring, given };
  }

  it('are wiped, also when something went wrong', async () => {
    const { keyring, given } = watched();
    const message = await encrypt(small, { keys: keyring });
    await decrypt(message, { keys: keyring });
    const flipped = message.with(message.length - 120, 1 ^ (message.at(-120) ?? 0));
    await rejection(decrypt(flipped, { keys: keyring }));
    await rejection(encrypt(small, { keys: { ...keyring, onEncrypt: twice(keyring) }, maxEncryptedDataKeys: 1 }));
    expect(given).toHaveLength(4);
    for (const key of given) expect(key).toEqual(new Uint8Array(32));
  });

  const twice =
    (keyring: Keyring): Keyring['onEncrypt'] =>
    async (request) => {
      const made = await keyring.onEncrypt(request);
      return { ...made, encryptedDataKeys: [...made.encryptedDataKeys, ...made.encryptedDataKeys] };
    };

  it('of a keyring are its own', async () => {
    const wrappingKey = new Uint8Array(32).fill(7);
    const { rawAesKeyring } = await import('../src/envelope/index.ts');
    const keyring = rawAesKeyring({ keyNamespace: 'test', keyName: 'key', wrappingKey });
    wrappingKey.fill(0);
    expect((await decrypt(await encrypt(small, { keys: keyring }), { keys })).plaintext).toEqual(small);
    expect(JSON.stringify(keyring)).toBe('{}');
  });
});

describe('what is no source of keys', () => {
  it.each([undefined, null, 'key', {}])('%j is refused by name', async (keys) => {
    const options = { keys: keys as unknown as Parameters<typeof encrypt>[1]['keys'] };
    await expect(encrypt(new Uint8Array(1), options)).rejects.toThrow(
      'keys: expected a keyring or a materials manager',
    );
  });
});
