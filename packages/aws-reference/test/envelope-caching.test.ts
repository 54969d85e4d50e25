import { describe, expect, it } from 'vitest';
import {
  type CachingOptions,
  cachingMaterials,
  decrypt,
  encrypt,
  encryptStream,
  type Keyring,
  kmsKeyring,
  requiredContextMaterials,
} from '../src/envelope/index.ts';
import { aesKeyring, CANNOT, counted, rejection, thrown } from './support/envelope.ts';
import { fakeKms } from './support/fake-kms.ts';
import { through } from './support/streams.ts';

const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const small = counted(100);

/** A cache over a KMS that counts, with a clock that tests move. */
function cached(options: Partial<CachingOptions> = {}) {
  const kms = fakeKms();
  const clock = { seconds: 1000 };
  const keyring = kmsKeyring({ client: kms.client, generatorKeyId: ARN });
  const keys = cachingMaterials(keyring, { maxAgeSeconds: 60, now: () => clock.seconds * 1000, ...options });
  const calls = () => kms.calls.map(([name]) => name).join(' ');
  return { keys, keyring, clock, calls };
}

describe('a cache of materials', () => {
  it.each([0x0478, 0x0578, 0x0178] as const)(
    'asks once for suite %d, and messages stay apart',
    async (algorithmSuite) => {
      const commitmentPolicy = algorithmSuite === 0x0178 ? ('FORBID_ENCRYPT_ALLOW_DECRYPT' as const) : undefined;
      const { keys, calls, keyring } = cached();
      const messages = [];
      for (let turn = 0; turn < 5; turn++)
        messages.push(await encrypt(small, { keys, algorithmSuite, commitmentPolicy }));
      expect(calls()).toBe('GenerateDataKey');
      for (const message of messages) {
        expect((await decrypt(message, { keys, commitmentPolicy })).plaintext).toEqual(small);
      }
      expect(calls()).toBe('GenerateDataKey Decrypt');
      for (const message of messages) {
        expect((await decrypt(message, { keys: keyring, commitmentPolicy })).plaintext).toEqual(small);
      }
    },
  );

  it('ends when it is too old, also with a clock that went back', async () => {
    const { keys, calls, clock } = cached();
    const message = await encrypt(small, { keys });
    clock.seconds += 59.9;
    await encrypt(small, { keys });
    expect(calls()).toBe('GenerateDataKey');
    clock.seconds += 0.1;
    await encrypt(small, { keys });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey');
    clock.seconds -= 1;
    await encrypt(small, { keys });
    await decrypt(message, { keys });
    await decrypt(message, { keys });
    clock.seconds += 60;
    await decrypt(message, { keys });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey GenerateDataKey Decrypt Decrypt');
  });

  it('ends after so many messages', async () => {
    const { keys, calls } = cached({ maxMessages: 3 });
    for (let turn = 0; turn < 7; turn++) await encrypt(small, { keys });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey GenerateDataKey');
  });

  it('ends after so many bytes, and is not asked for more at once', async () => {
    const { keys, calls } = cached({ maxBytes: 250 });
    for (let turn = 0; turn < 4; turn++) await encrypt(small, { keys });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey');
    await encrypt(counted(251), { keys });
    await encrypt(counted(50), { keys });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey GenerateDataKey');
  });

  it('keeps suites and contexts apart', async () => {
    const { keys, calls } = cached();
    for (const tenant of ['a', 'b', 'a', 'b']) await encrypt(small, { keys, encryptionContext: { tenant } });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey');
    await encrypt(small, { keys, encryptionContext: { tenant: 'a' }, algorithmSuite: 0x0478 });
    expect(calls()).toBe('GenerateDataKey GenerateDataKey GenerateDataKey');
  });

  it('gives no message away to another context', async () => {
    const { keys } = cached();
    const message = await encrypt(small, { keys, encryptionContext: { tenant: 'a' } });
    await decrypt(message, { keys, encryptionContext: { tenant: 'a' } });
    expect((await rejection(decrypt(message, { keys, encryptionContext: { tenant: 'b' } }))).message).toBe(CANNOT);
  });

  it('never keeps data keys of suites without key derivation', async () => {
    const { keys, calls } = cached();
    const old = { keys, algorithmSuite: 0x0078, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' } as const;
    const message = await encrypt(small, old);
    await encrypt(small, old);
    await decrypt(message, old);
    await decrypt(message, old);
    expect(calls()).toBe('GenerateDataKey GenerateDataKey Decrypt Decrypt');
  });

  it('is passed by streams that do not tell their length', async () => {
    const { keys, calls } = cached();
    for (let turn = 0; turn < 2; turn++) await through([small], encryptStream({ keys }));
    expect(calls()).toBe('GenerateDataKey GenerateDataKey');
    for (let turn = 0; turn < 2; turn++) await through([small], encryptStream({ keys, plaintextLength: 100 }));
    expect(calls()).toBe('GenerateDataKey GenerateDataKey GenerateDataKey');
  });

  it('lets the oldest go when it is full', async () => {
    const { keys, calls } = cached({ capacity: 2 });
    for (const tenant of ['a', 'b', 'c', 'b', 'c']) await encrypt(small, { keys, encryptionContext: { tenant } });
    expect(calls().split(' ')).toHaveLength(3);
    await encrypt(small, { keys, encryptionContext: { tenant: 'a' } });
    expect(calls().split(' ')).toHaveLength(4);
  });

  it('forgets when it is told to', async () => {
    const { keys, calls } = cached();
    const message = await encrypt(small, { keys });
    await decrypt(message, { keys });
    keys.clear();
    await encrypt(small, { keys });
    await decrypt(message, { keys });
    expect(calls()).toBe('GenerateDataKey Decrypt GenerateDataKey Decrypt');
  });

  it('keeps no failure', async () => {
    const inner = aesKeyring();
    let fails = true;
    const flaky: Keyring = {
      ...inner,
      onEncrypt: (request) => (fails ? Promise.reject(new Error('no')) : inner.onEncrypt(request)),
    };
    const keys = cachingMaterials(flaky, { maxAgeSeconds: 1 });
    await rejection(encrypt(small, { keys }));
    fails = false;
    expect((await decrypt(await encrypt(small, { keys }), { keys })).plaintext).toEqual(small);
  });

  it('lies over and under required pairs', async () => {
    const { keyring } = cached();
    const encryptionContext = { tenant: 'a', purpose: 'test' };
    for (const keys of [
      requiredContextMaterials(cachingMaterials(keyring, { maxAgeSeconds: 60 }), ['tenant']),
      cachingMaterials(requiredContextMaterials(keyring, ['tenant']), { maxAgeSeconds: 60 }),
    ]) {
      for (let turn = 0; turn < 2; turn++) {
        const message = await encrypt(small, { keys, encryptionContext });
        expect((await decrypt(message, { keys, encryptionContext })).plaintext).toEqual(small);
        expect((await rejection(decrypt(message, { keys }))).field).toBe('encryptionContext');
      }
    }
  });

  it('wipes what it forgets', async () => {
    const given: Uint8Array[] = [];
    const { materialsStore } = await import('../src/envelope/materials-store.ts');
    let time = 0;
    const store = materialsStore(1, 2, () => time);
    for (const id of ['a', 'b', 'c']) {
      store.set(id, { dataKey: new Uint8Array(4).fill(1) }, 0, 0);
      given.push(store.get(id)?.dataKey ?? new Uint8Array(1));
    }
    expect(given.map((key) => key[0])).toEqual([0, 1, 1]);
    store.set('c', { dataKey: new Uint8Array(4).fill(2) }, 0, 0);
    expect(given.map((key) => key[0])).toEqual([0, 1, 0]);
    time = 1000;
    expect(store.get('b')).toBeUndefined();
    expect(given.map((key) => key[0])).toEqual([0, 0, 0]);
  });

  it.each<[Partial<CachingOptions>, string]>([
    [{ maxAgeSeconds: 0 }, 'maxAgeSeconds: 0, expected more than 0'],
    [{ maxAgeSeconds: Number.NaN }, 'maxAgeSeconds: NaN, expected more than 0'],
    [{ maxMessages: 0 }, 'maxMessages: 0, expected a whole number from 1 to 4294967296'],
    [{ maxMessages: 2 ** 32 + 1 }, 'maxMessages: 4294967297, expected a whole number from 1 to 4294967296'],
    [{ maxBytes: 0.5 }, 'maxBytes: 0.5, expected a whole number from 1 to 9007199254740991'],
    [{ capacity: 0 }, 'capacity: 0, expected a whole number from 1 to 9007199254740991'],
  ])('refuses %o', (options, message) => {
    expect(thrown(() => cached(options)).message).toBe(message);
  });
});
