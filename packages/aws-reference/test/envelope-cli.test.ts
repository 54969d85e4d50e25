import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readKeyFile } from '../src/cli/envelope/key-file.ts';
import { Terminal } from '../src/cli/shared/surroundings.ts';
import { shellWords } from '../src/cli/sigv4/shell-words.ts';
import {
  ALGORITHM_SUITES,
  decrypt,
  encrypt,
  inspect,
  multiKeyring,
  rawAesKeyring,
  rawRsaKeyring,
} from '../src/envelope/index.ts';
import { ENV } from './support/cli.ts';
import { CANNOT, counted, hexId, policyFor, RSA_KEYS } from './support/envelope.ts';
import { type EnvelopeRan, type EnvelopeRunOptions, runEnvelope, spawnEnvelope } from './support/envelope-cli.ts';
import { fakeKms } from './support/fake-kms.ts';
import { startKms } from './support/kms-server.ts';

const KEY = counted(32);
const RAW = ['--key-file', 'key.bin', '--key-namespace', 'home', '--key-name', 'desk'];
const keys = rawAesKeyring({ keyNamespace: 'home', keyName: 'desk', wrappingKey: KEY });
const LETTER = 'A letter that nobody else shall read.\n';
const CONTEXT = { tenant: 'a' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notebank-envelope-'));
  await put('key.bin', KEY);
  await put('letter.txt', LETTER);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(folder, name), content);
const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
const files = (): string[] => readdirSync(folder).sort();

/** Runs in the folder, and sees to it that neither key nor plaintext is told. */
async function run(args: readonly string[], options: Partial<EnvelopeRunOptions> = {}): Promise<EnvelopeRan> {
  const ran = await runEnvelope(args, { cwd: folder, ...options });
  const key = Buffer.from(KEY);
  for (const secret of [key.toString('hex'), key.toString('base64'), LETTER.trim(), ENV.AWS_SECRET_ACCESS_KEY ?? '']) {
    expect(ran.err).not.toContain(secret);
  }
  return ran;
}

/** A run that went well. */
async function good(args: readonly string[], options: Partial<EnvelopeRunOptions> = {}): Promise<Buffer> {
  const { code, out, err } = await run(args, options);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

const message = (options: object = {}) =>
  encrypt(Buffer.from(LETTER), { keys, encryptionContext: CONTEXT, ...options });

describe('files and pipes', () => {
  it('go there and back', async () => {
    expect((await good(['encrypt', 'letter.txt', '-o', 'letter.enc', ...RAW])).length).toBe(0);
    expect((await decrypt(await read('letter.enc'), { keys })).plaintext).toEqual(new Uint8Array(Buffer.from(LETTER)));
    expect((await good(['decrypt', 'letter.enc', '-o', 'copy.txt', ...RAW])).length).toBe(0);
    expect(String(await read('copy.txt'))).toBe(LETTER);
    const sealed = await good(['encrypt', ...RAW], { stdin: LETTER });
    expect(String(await good(['decrypt', ...RAW], { stdin: sealed }))).toBe(LETTER);
    expect(String(await good(['decrypt', '-', '-o', '-', ...RAW], { stdin: sealed }))).toBe(LETTER);
    expect(files()).toEqual(['copy.txt', 'key.bin', 'letter.enc', 'letter.txt']);
  });

  it('of any bytes, any length, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        fc.boolean(),
        async (pieces, base64) => {
          const stdin = new PassThrough();
          for (const piece of pieces) stdin.write(piece);
          stdin.end();
          const shape = ['--frame-length', '64', ...(base64 ? ['--base64'] : [])];
          const sealed = await good(['encrypt', ...shape, ...RAW], { stdin });
          expect(await good(['decrypt', ...RAW], { stdin: sealed })).toEqual(Buffer.concat(pieces));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('may be Base64, which other tools read', async () => {
    const sealed = await good(['encrypt', '--base64', ...RAW], { stdin: counted(500) });
    expect(String(sealed)).toMatch(/^(?:[A-Za-z0-9+/]{76}\n)+[A-Za-z0-9+/]{0,76}={0,2}\n$/);
    const bytes = Buffer.from(String(sealed), 'base64');
    expect((await decrypt(bytes, { keys })).plaintext).toEqual(counted(500));
    const cramped = String(sealed).replaceAll('\n', '\r\n');
    expect(await good(['decrypt', ...RAW], { stdin: cramped })).toEqual(Buffer.from(counted(500)));
  });

  it.each([...ALGORITHM_SUITES.values()].map((suite) => [hexId(suite), suite] as const))(
    'of suite %s',
    async (id, suite) => {
      const policy = ['--commitment-policy', policyFor(suite).toLowerCase().replaceAll('_', '-')];
      const sealed = await good(['encrypt', '--suite', id, ...policy, ...RAW], { stdin: LETTER });
      expect(inspect(sealed).header?.algorithmSuite).toBe(suite);
      expect(String(await good(['decrypt', ...policy, ...RAW], { stdin: sealed }))).toBe(LETTER);
      const name =
        /algorithmSuiteId +0x[0-9a-f]{4} (\w+)/.exec(String(await good(['inspect'], { stdin: sealed })))?.[1] ?? '';
      const again = await good(['encrypt', '--suite', name, ...policy, ...RAW], { stdin: LETTER });
      expect(inspect(again).header?.algorithmSuite).toBe(suite);
    },
  );

  it('carry an encryption context, which is asked for by value', async () => {
    const pairs = [
      '--context',
      'tenant=a',
      '--context',
      'formula=1+1=2',
      '--context',
      '__proto__=x',
      '--context',
      'empty=',
    ];
    const sealed = await good(['encrypt', ...pairs, ...RAW], { stdin: LETTER });
    const { encryptionContext } = await decrypt(sealed, { keys });
    expect(encryptionContext).toMatchObject({ tenant: 'a', formula: '1+1=2', empty: '' });
    expect(Object.hasOwn(encryptionContext, '__proto__')).toBe(true);
    const ran = await run(['decrypt', '--context', 'formula=1+1=2', '--print-context', ...RAW], { stdin: sealed });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('notebank-envelope: encryption context {"__proto__": "x", ');
    expect(ran.err).toContain('"formula": "1+1=2", "tenant": "a"}\n');
    const other = await run(['decrypt', '--context', 'tenant=b', ...RAW], { stdin: sealed });
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining(`notebank-envelope: ${CANNOT}\n`) });
  });
});

describe('raw keys', () => {
  const seal = (extra: readonly string[] = []) => run(['encrypt', ...RAW, ...extra], { stdin: LETTER });

  it.each([16, 24, 32])('of %d bytes are binary, hex or Base64', async (length) => {
    const bytes = Buffer.from(counted(64)).subarray(64 - length);
    const texts = [
      bytes,
      `${bytes.toString('hex')}\n`,
      `${bytes.toString('base64')}\n`,
      ` ${bytes.toString('hex').toUpperCase()}\r\n`,
    ];
    const opens = rawAesKeyring({ keyNamespace: 'home', keyName: 'desk', wrappingKey: bytes });
    for (const text of texts) {
      await put('key.bin', text);
      const { out, code } = await seal();
      expect(code).toBe(0);
      expect((await decrypt(out, { keys: opens })).plaintext).toEqual(new Uint8Array(Buffer.from(LETTER)));
    }
  });

  it('that could be read in two ways are not guessed', async () => {
    const hex = Buffer.from(counted(16)).toString('hex');
    await put('key.bin', hex);
    expect(await seal()).toMatchObject({
      code: 2,
      err: 'notebank-envelope: key.bin: 32 bytes that may be a key as they are, or text of one of 16 bytes, expected one meaning. Give --key-format raw or hex.\n',
    });
    const sealed = (await seal(['--key-format', 'hex'])).out;
    const opens = rawAesKeyring({ keyNamespace: 'home', keyName: 'desk', wrappingKey: counted(16) });
    expect((await decrypt(sealed, { keys: opens })).plaintext.length).toBe(LETTER.length);
    expect((await seal(['--key-format', 'raw'])).code).toBe(0);
    expect((await seal(['--key-format', 'base64'])).code).toBe(0);
  });

  it.each(['OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512', 'PKCS1'])(
    'are RSA in PEM, padded with %s',
    async (padding) => {
      await put('public.pem', `a comment\n${RSA_KEYS[0].publicKey}`);
      await put('private.pem', RSA_KEYS[0].privateKey);
      const rsa = (file: string) => [
        '--key-file',
        file,
        '--key-namespace',
        'n',
        '--key-name',
        'k',
        '--rsa-padding',
        padding,
      ];
      const sealed = await good(['encrypt', ...rsa('public.pem')], { stdin: LETTER });
      expect(String(await good(['decrypt', ...rsa('private.pem')], { stdin: sealed }))).toBe(LETTER);
    },
  );

  it('may be several: any of them decrypts', async () => {
    await put('other.bin', counted(48).subarray(24));
    await put('public.pem', RSA_KEYS[0].publicKey);
    await put('private.pem', RSA_KEYS[0].privateKey);
    const names = ['--key-namespace', 'home', '--key-name', 'desk', '--key-name', 'shelf', '--key-name', 'rsa'];
    const three = ['--key-file', 'key.bin', '--key-file', 'other.bin', '--key-file', 'public.pem', ...names];
    const sealed = await good(['encrypt', ...three], { stdin: LETTER });
    expect(inspect(sealed).header?.encryptedDataKeys).toHaveLength(3);
    for (const [file, name] of [
      ['key.bin', 'desk'],
      ['other.bin', 'shelf'],
      ['private.pem', 'rsa'],
    ] as const) {
      const one = ['--key-file', file, '--key-namespace', 'home', '--key-name', name];
      expect(String(await good(['decrypt', ...one], { stdin: sealed }))).toBe(LETTER);
    }
  });

  it.each(['hex', 'base64'] as const)('leave no copy in memory that others are given: %s', async (encoding) => {
    // No other test leaves it anywhere.
    const key = KEY.toReversed();
    // Where Node cuts small buffers from, for everyone.
    const pool = (): ArrayBufferLike => Buffer.from('a').buffer;
    const pools = [pool()];
    const text = { hex: '', base64: '' };
    text.hex = key.reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '');
    text.base64 = btoa(String.fromCharCode(...key));
    await put('key.txt', text[encoding]);
    const io = { cwd: folder, env: {}, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
    const options = { use: 'encrypt', format: encoding } as const;
    const found = await readKeyFile('key.txt', options, new Terminal(io, 'test'));
    expect(found).toEqual({ wrappingKey: key });
    pools.push(pool());
    const holdsKey = (bytes: Uint8Array): boolean =>
      bytes.some((_, at) => key.every((byte, index) => bytes[at + index] === byte));
    expect(holdsKey(Uint8Array.from([1, ...key, 2]))).toBe(true);
    expect(pools.map((one) => holdsKey(new Uint8Array(one)))).toEqual([false, false]);
  });

  it('of RSA that are too small for a data key are told in a line', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 512,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    await put('public.pem', publicKey);
    await put('private.pem', privateKey);
    const rsa = (file: string) => ['--key-file', file, '--key-namespace', 'n', '--key-name', 'k'];
    expect(await run(['encrypt', '-o', 'out', ...rsa('public.pem')], { stdin: LETTER })).toMatchObject({
      code: 1,
      err: 'notebank-envelope: keyring: raw RSA key "k" is too small for a data key\n',
    });
    const bytes = await encrypt(Buffer.from(LETTER), {
      keys: rawRsaKeyring({
        keyNamespace: 'n',
        keyName: 'k',
        padding: 'OAEP-SHA-256',
        publicKey: RSA_KEYS[0].publicKey,
      }),
    });
    const ran = await run(['decrypt', '-o', 'out', ...rsa('private.pem')], { stdin: bytes });
    expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(`^notebank-envelope: ${CANNOT}\n[^\n]*\n$`) });
    expect(ran.err).not.toContain('error:');
    expect(files()).toEqual(['key.bin', 'letter.txt', 'private.pem', 'public.pem']);
  });

  const ec = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  test.each<[string, string, string | Uint8Array, string]>([
    [
      'short',
      'encrypt',
      counted(31),
      'key.bin: 31 bytes, expected an AES key of 16, 24 or 32 bytes, or RSA in PEM. Make one with `openssl rand -out FILE 32`.',
    ],
    ['empty', 'encrypt', '', 'key.bin: 0 bytes, expected an AES key'],
    ['endless', 'encrypt', new Uint8Array(65_537), 'key.bin: more than 65536 bytes, expected the file of one key.'],
    [
      'the private half',
      'encrypt',
      RSA_KEYS[0].privateKey,
      'key.bin: BEGIN PRIVATE KEY, expected PEM with BEGIN PUBLIC KEY, to encrypt with. Take its other half: `openssl pkey -pubout -in FILE`.',
    ],
    [
      'the public half',
      'decrypt',
      RSA_KEYS[0].publicKey,
      'key.bin: BEGIN PUBLIC KEY, expected PEM with BEGIN PRIVATE KEY, to decrypt with.',
    ],
    ['of another kind', 'encrypt', ec.publicKey, 'key.bin: a key of type ec, expected an RSA key.'],
    [
      'broken',
      'encrypt',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
      'key.bin: PEM that is no key, expected an RSA key.',
    ],
    [
      'cut off',
      'encrypt',
      '-----BEGIN PUBLIC KEY-----\nAAAA',
      'key.bin: PEM without its end, expected PEM with BEGIN PUBLIC KEY',
    ],
    [
      'in an older wrapping',
      'decrypt',
      '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n',
      'Rewrite it: `openssl pkcs8 -topk8 -nocrypt -in FILE`.',
    ],
  ])('that are %s are told', async (_, command, content, text) => {
    await put('key.bin', content);
    const ran = await run([command, ...RAW, '-o', 'out'], { stdin: LETTER });
    expect(ran.err).toContain(text);
    expect(ran.code).toBe(2);
    expect(files()).toEqual(['key.bin', 'letter.txt']);
  });
});

describe('KMS', () => {
  const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const OTHER = 'arn:aws:kms:us-east-1:444455556666:key/mrk-0987dcba09fedcba';

  it('makes the data key with the first, and encrypts it with all, each in its Region', async () => {
    const fake = fakeKms();
    await using kms = await startKms(fake.client);
    const at = ['--endpoint-url', kms.url, '--context', 'tenant=a'];
    const sealed = await good(['encrypt', '--key-id', ARN, '--key-id', OTHER, ...at], { stdin: LETTER });
    expect(kms.calls.splice(0)).toEqual(['eu-west-1 GenerateDataKey', 'us-east-1 Encrypt']);
    expect(fake.calls[0]?.[1].EncryptionContext).toMatchObject({ tenant: 'a' });
    expect(String(await good(['decrypt', '--key-id', OTHER, ...at], { stdin: sealed }))).toBe(LETTER);
    const relative = OTHER.replace('us-east-1', 'eu-central-1');
    expect(String(await good(['decrypt', '--key-id', relative, ...at], { stdin: sealed }))).toBe(LETTER);
    expect(kms.calls.splice(0)).toEqual(['us-east-1 Decrypt', 'eu-central-1 Decrypt']);
  });

  it('finds key ids and aliases in the default Region', async () => {
    const fake = fakeKms({ 'alias/app': ARN });
    // A KMS answers with the ARN of the key.
    const generateDataKey: typeof fake.client.generateDataKey = async (input) => ({
      ...(await fake.client.generateDataKey(input)),
      KeyId: ARN,
    });
    await using kms = await startKms({ ...fake.client, generateDataKey });
    const args = ['encrypt', '--key-id', 'alias/app', '--endpoint-url', kms.url];
    await good([...args, '--region', 'eu-west-1'], { stdin: LETTER, env: { ...ENV, AWS_REGION: 'eu-west-2' } });
    await good(args, { stdin: LETTER, env: { ...ENV, AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' } });
    await good(args, { stdin: LETTER, env: { ...ENV, AWS_DEFAULT_REGION: 'eu-west-3' } });
    expect(kms.calls).toEqual(['eu-west-1', 'eu-west-2', 'eu-west-3'].map((region) => `${region} GenerateDataKey`));
  });

  it('is asked for whichever key the message names, within the filter', async () => {
    await using kms = await startKms(fakeKms().client);
    const at = ['--endpoint-url', kms.url];
    const sealed = await good(['encrypt', '--key-id', ARN, '--key-id', OTHER, ...at], { stdin: LETTER });
    const discover = (...more: string[]) => run(['decrypt', '--discovery', ...at, ...more], { stdin: sealed });
    kms.calls.length = 0;
    expect(String((await discover()).out)).toBe(LETTER);
    expect(String((await discover('--discovery-account', '444455556666')).out)).toBe(LETTER);
    expect(String((await discover('--region', 'ap-south-1')).out)).toBe(LETTER);
    expect(kms.calls.splice(0)).toEqual(['eu-west-1 Decrypt', 'us-east-1 Decrypt', 'ap-south-1 Decrypt']);
    expect(await discover('--discovery-account', '777788889999')).toMatchObject({ code: 1 });
    expect(await discover('--discovery-account', '111122223333', '--discovery-partition', 'aws-cn')).toMatchObject({
      code: 1,
    });
    expect(kms.calls).toEqual([]);
  });

  it('beside a raw key, which is tried first', async () => {
    await using kms = await startKms(fakeKms().client);
    const both = ['--key-id', ARN, '--endpoint-url', kms.url, ...RAW];
    const sealed = await good(['encrypt', ...both], { stdin: LETTER });
    expect(inspect(sealed).header?.encryptedDataKeys.map(({ keyProviderId }) => keyProviderId)).toEqual([
      'aws-kms',
      'home',
    ]);
    kms.calls.length = 0;
    expect(String(await good(['decrypt', ...both], { stdin: sealed }))).toBe(LETTER);
    expect(kms.calls).toEqual([]);
  });

  it('is quoted when it says no', async () => {
    const fake = fakeKms();
    await using kms = await startKms(fake.client);
    const args = ['--key-id', ARN, '--endpoint-url', kms.url];
    const sealed = await good(['encrypt', ...args], { stdin: LETTER });
    fake.disabled.add(ARN);
    expect(await run(['decrypt', ...args, '-o', 'out'], { stdin: sealed })).toMatchObject({
      code: 1,
      err: `notebank-envelope: ${CANNOT}\nnotebank-envelope: KMS: DisabledException: DisabledException from KMS\n`,
    });
    expect(await run(['encrypt', ...args, '-o', 'out'], { stdin: LETTER })).toMatchObject({
      code: 1,
      err: `notebank-envelope: keyring: KMS key ${ARN} made no data key\nnotebank-envelope: KMS: DisabledException: DisabledException from KMS\n`,
    });
    expect(files()).toEqual(['key.bin', 'letter.txt']);
  });

  it('cannot command the terminal', async () => {
    const generateDataKey = () =>
      Promise.reject(Object.assign(new Error('no\u001b[2J\u202eway'), { name: 'DisabledException' }));
    await using kms = await startKms({ ...fakeKms().client, generateDataKey });
    const { code, err } = await run(['encrypt', '--key-id', ARN, '--endpoint-url', kms.url], { stdin: LETTER });
    expect(code).toBe(1);
    expect(err).toContain('KMS: DisabledException: no\ufffd[2J\ufffdway\n');
  });

  it('is told to be out of reach, and credentials to be wrong', async () => {
    const gone = await startKms(fakeKms().client);
    await gone[Symbol.asyncDispose]();
    const args = ['encrypt', '--key-id', ARN, '--endpoint-url', gone.url];
    const ran = await run(args, { stdin: LETTER });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(`KMS: NetworkFault: GenerateDataKey: no answer came from ${gone.url} (ECONNREFUSED)`);
    await using kms = await startKms(fakeKms().client);
    const wrong = { ...ENV, AWS_SECRET_ACCESS_KEY: 'another-secret-access-key' };
    const refused = await run(['encrypt', '--key-id', ARN, '--endpoint-url', kms.url], { stdin: LETTER, env: wrong });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('KMS: InvalidSignatureException') });
    expect(refused.err).not.toContain(wrong.AWS_SECRET_ACCESS_KEY);
  });
});

describe('with @aws-crypto/client-node', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const aes = { keyNamespace: 'home', keyName: 'desk', wrappingKey: hex(KEY) };
  const askPeer = (tasks: readonly object[]): Record<string, string>[] => {
    const script = join(import.meta.dirname, 'support/peer-envelope.mjs');
    const { stdout, stderr } = spawnSync(process.execPath, [script], {
      input: JSON.stringify(tasks),
      encoding: 'utf8',
    });
    return stdout === '' ? [{ error: stderr }] : JSON.parse(stdout);
  };

  it('reads what it wrote, and is read', async () => {
    const { publicKey, privateKey } = RSA_KEYS[0];
    await put('public.pem', publicKey);
    await put('private.pem', privateKey);
    const rsa = { keyNamespace: 'home', keyName: 'desk', padding: 'OAEP-SHA-256', publicKey, privateKey };
    const args = (file: string) => ['--key-file', file, '--key-namespace', 'home', '--key-name', 'desk'];
    const sealed = await good(['encrypt', 'letter.txt', '--context', 'größe=1', '--frame-length', '10', ...RAW]);
    const sealedRsa = await good(['encrypt', 'letter.txt', '--suite', '0x0478', ...args('public.pem')]);
    const plaintext = hex(Buffer.from(LETTER));
    const given = { plaintext, algorithmSuite: 0x0578, encryptionContext: { größe: '1' }, frameLength: 10 };
    const [a, b, c, d] = askPeer([
      { keyring: aes, message: hex(sealed) },
      { keyring: rsa, message: hex(sealedRsa) },
      { keyring: aes, ...given },
      { keyring: rsa, ...given, algorithmSuite: 0x0478 },
    ]);
    expect([a, b]).toMatchObject([{ plaintext, encryptionContext: { größe: '1' } }, { plaintext }]);
    const back = (answer: Record<string, string> | undefined, file: string) =>
      good(['decrypt', '--context', 'größe=1', ...args(file)], { stdin: Buffer.from(answer?.message ?? '', 'hex') });
    expect(String(await back(c, 'key.bin'))).toBe(LETTER);
    expect(String(await back(d, 'private.pem'))).toBe(LETTER);
  });
});

describe('a message that is refused', () => {
  const altered = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.with(at < 0 ? bytes.length + at : at, (bytes.at(at) ?? 0) ^ 1);

  it('leaves nothing, whatever was changed or cut off', async () => {
    const bytes = await message({ frameLength: 8, algorithmSuite: 0x0478 });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.boolean(), async (at, cuts) => {
        const stdin = cuts ? bytes.subarray(0, at) : altered(bytes, at);
        const { code, out, err } = await run(['decrypt', '-o', 'out', ...RAW], { stdin });
        expect(code).toBe(1);
        expect(out.length).toBe(0);
        expect(err).toMatch(/^notebank-envelope: /);
        expect(files()).toEqual(['key.bin', 'letter.txt']);
      }),
      { numRuns: 150 },
    );
  });

  test.each<[string, () => Promise<Uint8Array>, readonly string[], string]>([
    ['cut off', async () => (await message()).subarray(0, -1), [], 'signature at byte '],
    [
      'empty',
      async () => new Uint8Array(),
      [],
      'version at byte 0: the message ends after 0 bytes, expected 1 at least',
    ],
    ['followed by more', async () => Buffer.concat([await message(), Buffer.from('x')]), [], 'message at byte '],
    ['changed in its header', async () => altered(await message(), 8), [], CANNOT],
    ['changed in its signature', async () => altered(await message(), -1), [], CANNOT],
    ['of another context', message, ['--context', 'tenant=b'], CANNOT],
    ['of a context that it has not', message, ['--context', 'other=a'], CANNOT],
    [
      'signed, where that is not wanted',
      message,
      ['--unsigned-only'],
      'the message is signed. Leave out --unsigned-only',
    ],
    [
      'without commitment',
      () => message({ algorithmSuite: 0x0178, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' }),
      [],
      'give --commitment-policy require-encrypt-allow-decrypt',
    ],
    [
      'larger than what is allowed',
      () => message({ frameLength: 5000 }),
      ['--max-buffered-bytes', '4096'],
      'Give --max-buffered-bytes a larger number',
    ],
    [
      'no Base64 to its end',
      async () =>
        Buffer.from(
          `${Buffer.from(await message())
            .toString('base64')
            .slice(0, -8)}!!!!`,
        ),
      [],
      'found other characters',
    ],
    [
      'Base64 that is cut off',
      async () =>
        Buffer.from(
          Buffer.from(await message())
            .toString('base64')
            .slice(0, 101),
        ),
      [],
      'a group of four characters',
    ],
    ['Base64 with more behind it', async () => Buffer.from('AgV4AA==AAAA'), [], 'found '],
  ])('%s', async (_, make, options, text) => {
    await put('letter.enc', await make());
    const ran = await run(['decrypt', 'letter.enc', '-o', 'out', ...options, ...RAW]);
    expect(ran.err).toContain(text);
    expect(ran.code).toBe(1);
    expect(files()).toEqual(['key.bin', 'letter.enc', 'letter.txt']);
  });

  it('is Base64 that goes on after its padding, wherever the pieces end', async () => {
    const made = await Promise.all(
      [1, 2, 3].map((length) => encrypt(new Uint8Array(length), { keys, algorithmSuite: 0x0478 })),
    );
    const text = made.map((bytes) => Buffer.from(bytes).toString('base64')).find((one) => one.endsWith('=')) ?? '';
    for (const pieces of [
      [text, 'AAAA'],
      [text.slice(0, -1), '=\n', ' A'],
    ]) {
      const stdin = Readable.from(pieces.map((piece) => Buffer.from(piece)));
      const { code, err } = await run(['decrypt', ...RAW], { stdin });
      expect(code).toBe(1);
      const at = pieces[0] === text ? text.length : text.length + 1;
      expect(err).toContain(
        `base64 at byte ${at}: found more after the padding, expected Base64 (RFC 4648) to its end`,
      );
    }
  });

  it('is such Base64 however it is divided, white space and all', async () => {
    const bytes = await encrypt(new Uint8Array(1), { keys, algorithmSuite: 0x0478 });
    const text = (length: number) => Buffer.from(bytes.subarray(0, length)).toString('base64');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(text(bytes.length - (bytes.length % 3) - 1), text(bytes.length - (bytes.length % 3) - 2)),
        fc.constantFrom('', '\n', ' \r\n\t'),
        fc.constantFrom('AAAA', 'A', 'AA==', '!', '=', '===='),
        fc.array(fc.nat(), { maxLength: 6 }),
        async (padded, space, more, cuts) => {
          const whole = `${padded}${space}${more}`;
          const places = [...new Set([0, ...cuts.map((cut) => cut % whole.length), padded.length])];
          places.sort((a, b) => a - b);
          const pieces = places.map((at, index) => Buffer.from(whole.slice(at, places[index + 1])));
          const stdin = Readable.from(pieces.flatMap((piece) => [piece, Buffer.from(space)]));
          const { code, err } = await run(['decrypt', '-o', 'out', ...RAW], { stdin });
          expect(code).toBe(1);
          expect(err).toContain('expected Base64 (RFC 4648) to its end');
        },
      ),
      { numRuns: 100, examples: [[text(bytes.length - (bytes.length % 3) - 1), '\n', 'AAAA', []]] },
    );
  });

  it('says so of the part that a pipe has already', async () => {
    const bytes = await message({ frameLength: 8 });
    const ran = await run(['decrypt', ...RAW], { stdin: altered(bytes, -1) });
    expect(ran.code).toBe(1);
    expect(ran.out.length).toBeGreaterThan(0);
    expect(LETTER.startsWith(String(ran.out))).toBe(true);
    expect(ran.err).toContain(
      'what came out is not the whole, and may not be meant: do not use it. With -o FILE nothing would be left\n',
    );
    const none = await run(['decrypt', ...RAW], { stdin: altered(bytes, 8) });
    expect(none.err).not.toContain('what came out');
  });

  it('ends the reading at once: who writes into the pipe learns of it', async () => {
    const stdin = new PassThrough();
    stdin.write('no message');
    expect((await run(['decrypt', ...RAW], { stdin })).code).toBe(1);
    expect(stdin.destroyed).toBe(true);
  });
});

describe('the number of encrypted data keys', () => {
  const sealed = (count: number) => {
    const others = Array.from({ length: count - 1 }, (_, index) =>
      rawAesKeyring({ keyNamespace: 'other', keyName: `${index}`, wrappingKey: KEY }),
    );
    return encrypt(Buffer.from(LETTER), { keys: multiKeyring({ generator: keys, children: others }) });
  };

  it('is 100 at most in what is decrypted, unless more is asked for', async () => {
    expect(String(await good(['decrypt', ...RAW], { stdin: await sealed(100) }))).toBe(LETTER);
    const stdin = await sealed(101);
    const ran = await run(['decrypt', '-o', 'out', ...RAW], { stdin });
    expect(ran.err).toMatch(/^notebank-envelope: maxEncryptedDataKeys.*Look at --max-encrypted-data-keys\.\n$/);
    expect(ran.code).toBe(1);
    const more = ['--max-encrypted-data-keys', '101'];
    expect(String(await good(['decrypt', ...more, ...RAW], { stdin }))).toBe(LETTER);
    expect((await run(['decrypt', '--max-encrypted-data-keys', '99', ...RAW], { stdin: await sealed(100) })).code).toBe(
      1,
    );
  });

  it('is in the help', async () => {
    expect(String(await good(['decrypt', '--help']))).toMatch(/--max-encrypted-data-keys N .*default 100\n/);
    expect(String(await good(['encrypt', '--help']))).not.toContain('default 100\n');
  });
});

describe('the output', () => {
  it('never replaces a file unasked', async () => {
    await put('out', 'precious');
    const ran = await run(['encrypt', 'letter.txt', '-o', 'out', ...RAW]);
    expect(ran).toMatchObject({
      code: 2,
      err: 'notebank-envelope: out: it exists, expected a new name. Give --force to replace it.\n',
    });
    expect(String(await read('out'))).toBe('precious');
    await good(['encrypt', 'letter.txt', '-o', 'out', '--force', ...RAW]);
    expect(String(await good(['decrypt', 'out', ...RAW]))).toBe(LETTER);
  });

  it('never replaces one that came meanwhile', async () => {
    const stdin = new PassThrough();
    const running = run(['encrypt', '-o', 'out', ...RAW], { stdin });
    stdin.write(LETTER);
    await expect.poll(() => files().some((name) => /^notebank-[0-9a-f]{12}\.partial$/.test(name))).toBe(true);
    await put('out', 'precious');
    stdin.end();
    expect(await running).toMatchObject({ code: 2, err: expect.stringContaining('out: it exists') });
    expect(String(await read('out'))).toBe('precious');
    expect(files()).toEqual(['key.bin', 'letter.txt', 'out']);
  });

  it('stays what it was when a replacement fails', async () => {
    await put('out', 'precious');
    const cut = (await message()).subarray(0, -1);
    expect((await run(['decrypt', '-o', 'out', '--force', ...RAW], { stdin: cut })).code).toBe(1);
    expect(String(await read('out'))).toBe('precious');
    expect(files()).toEqual(['key.bin', 'letter.txt', 'out']);
  });

  it('may take the place of the input', async () => {
    expect(await run(['encrypt', 'letter.txt', '-o', 'letter.txt', ...RAW])).toMatchObject({ code: 2 });
    expect(String(await read('letter.txt'))).toBe(LETTER);
    await good(['encrypt', 'letter.txt', '-o', 'letter.txt', '--force', ...RAW]);
    expect((await read('letter.txt'))[0]).toBe(2);
    await good(['decrypt', 'letter.txt', '-o', 'letter.txt', '--force', ...RAW]);
    expect(String(await read('letter.txt'))).toBe(LETTER);
  });

  it('keeps a link, and replaces what is behind it', async () => {
    await put('target', 'old');
    symlinkSync('target', join(folder, 'link'));
    await good(['encrypt', 'letter.txt', '-o', 'link', '--force', ...RAW]);
    expect(String(await good(['decrypt', 'target', ...RAW]))).toBe(LETTER);
    expect(files()).toEqual(['key.bin', 'letter.txt', 'link', 'target']);
  });

  it('may have the longest name that there is', async () => {
    const name = 'o'.repeat(255);
    await good(['encrypt', 'letter.txt', '-o', name, ...RAW]);
    expect(String(await good(['decrypt', name, ...RAW]))).toBe(LETTER);
    expect(files()).toEqual(['key.bin', 'letter.txt', name]);
  });

  it('is for its owner only when it is plaintext', async () => {
    await good(['encrypt', 'letter.txt', '-o', 'letter.enc', ...RAW]);
    await good(['decrypt', 'letter.enc', '-o', 'copy.txt', ...RAW]);
    const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;
    expect(mode('copy.txt')).toBe(0o600);
    expect(mode('letter.enc')).toBe(0o666 & ~process.umask());
  });

  test.each([
    ['missing/out', 'missing/out: it cannot be written (ENOENT), expected a place that takes all of it.'],
    ['letter.txt/out', 'letter.txt/out: it cannot be written (ENOTDIR), expected a place that takes all of it.'],
    ['.', '.: a folder, expected the name of a file.'],
    [
      'o'.repeat(256),
      `${'o'.repeat(256)}: it cannot be written (ENAMETOOLONG), expected a place that takes all of it.`,
    ],
    [
      '/dev/null',
      '/dev/null: a device or a pipe, expected a file. Leave out -o and redirect the standard output to it.',
    ],
  ])('cannot be %s', async (place, text) => {
    expect(await run(['encrypt', 'letter.txt', '-o', place, '--force', ...RAW])).toMatchObject({
      code: 2,
      err: `notebank-envelope: ${text}\n`,
    });
    expect(files()).toEqual(['key.bin', 'letter.txt']);
  });

  it.skipIf(process.getuid?.() === 0)('cannot be in a folder without permission', async () => {
    await mkdir(join(folder, 'closed'), { mode: 0o500 });
    const ran = await run(['encrypt', 'letter.txt', '-o', 'closed/out', ...RAW]);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('closed/out: it cannot be written (EACCES)') });
  });
});

describe('a terminal', () => {
  const stdout = { isTerminal: { stdout: true } };

  it('is shown no binary, unless that is asked for', async () => {
    expect(await run(['encrypt', 'letter.txt', ...RAW], stdout)).toMatchObject({
      code: 2,
      err: 'notebank-envelope: standard output: a terminal, which shows no binary, expected a file or a pipe. Give -o FILE or --base64, or -o - to print it all the same.\n',
    });
    expect((await good(['encrypt', 'letter.txt', '-o', '-', ...RAW], stdout))[0]).toBe(2);
    expect(String(await good(['encrypt', 'letter.txt', '--base64', ...RAW], stdout))).toMatch(/^AgV4/);
  });

  it('is shown plaintext that is text', async () => {
    const sealed = async (text: string | Uint8Array) => encrypt(Buffer.from(text), { keys, frameLength: 3 });
    const show = async (text: string | Uint8Array, ...more: string[]) =>
      run(['decrypt', ...more, ...RAW], { ...stdout, stdin: await sealed(text) });
    const text = 'Grüße,\tund\r\n🙂\n';
    expect(String((await show(text)).out)).toBe(text);
    for (const binary of ['a\u001b[2J', 'a\u009b2J', Uint8Array.of(97, 255)]) {
      const ran = await show(binary);
      expect(ran).toMatchObject({
        code: 2,
        err: expect.stringContaining('a terminal, which shows no binary, expected text, or a file or a pipe.'),
      });
      expect(ran.out.includes(27)).toBe(false);
      expect((await show(binary, '-o', '-')).out).toEqual(Buffer.from(binary));
    }
  });

  it.each([
    [['inspect']],
    [['decrypt', ...RAW]],
    [['encrypt', ...RAW]],
    [['encrypt', ...RAW.slice(2), '--key-file']],
    [['encrypt', 'letter.txt', ...RAW.slice(2), '--key-file', 'key.bin', '-o', 'letter.txt', '--commitment-policy']],
    [['encrypt', 'letter.txt', ...RAW, '-o'], 'there'],
  ])('is commanded by no name: %j', async (args, there?: string) => {
    const name = 'evil\u001b]0;pwned\u0007\u009b2J\u202e\n.enc';
    if (there !== undefined) await put(name, there);
    const { code, err } = await run([...args, name]);
    expect(code).toBe(2);
    expect(err).toMatch(/^notebank-envelope: .*evil\ufffd\]0;pwned\ufffd\ufffd2J\ufffd+\.enc.*\n$/);
  });

  it('sees progress ten times a second, gone in the end', async () => {
    let asked = 0;
    const now = () => new Date(40 * asked++);
    await put('large', new Uint8Array(20 * 65_536));
    const options = { now, isTerminal: { stderr: true } };
    const args = ['encrypt', 'large', '-o', 'out', '--suite', '0x0478', ...RAW];
    const { err, code } = await run(args, options);
    expect(code).toBe(0);
    const lines = err.split('\r\u001b[K');
    expect(lines[0]).toBe('');
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(1, 4)).toEqual([
      '192.0 KiB of 1.3 MiB  15 %  1.6 MiB/s',
      '384.0 KiB of 1.3 MiB  30 %  1.6 MiB/s',
      '576.0 KiB of 1.3 MiB  45 %  1.6 MiB/s',
    ]);
    // 20 pieces of 40 ms each.
    expect(lines).toHaveLength(2 + 6);
    expect((await run([...args, '--force', '--quiet'], options)).err).toBe('');
    const stdin = Readable.from(new Array(5).fill(new Uint8Array(65_536)));
    const piped = await run(['encrypt', ...RAW], { ...options, stdin });
    expect(piped.err.split('\r\u001b[K')).toEqual(['', '192.0 KiB  1.6 MiB/s', '']);
    expect(inspect(piped.out).problem).toBeUndefined();
  });

  it('is no place for progress beside plaintext', async () => {
    const now = () => new Date(Date.now() * 1000);
    const stdin = await message();
    const ran = await run(['decrypt', ...RAW], { now, stdin, isTerminal: { stdout: true, stderr: true } });
    expect(ran).toMatchObject({ code: 0, err: '' });
  });
});

describe('inspect', () => {
  const json = async (stdin: string | Uint8Array) =>
    JSON.parse(String((await run(['inspect', '--format', 'json'], { stdin })).out));

  it('finds what the library finds, in whole messages and broken ones', async () => {
    const whole = await Promise.all([
      message({ frameLength: 8 }),
      message({ frameLength: 38 }),
      message({ algorithmSuite: 0x0478 }),
      message({ algorithmSuite: 0x0214, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT', frameLength: 5 }),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.nat(255),
        fc.constantFrom('whole', 'cut', 'changed'),
        async (bytes, nat, byte, how) => {
          const at = nat % bytes.length;
          const broken = { whole: bytes, cut: bytes.subarray(0, at), changed: bytes.with(at, byte) }[how];
          const expected = inspect(broken);
          const found = await json(broken);
          expect(found.problem?.message).toBe(expected.problem?.message);
          expect(found.fields).toEqual(expected.fields.filter(({ part }) => part !== 'body'));
          const sum = expected.frames.reduce((total, { contentLength }) => total + contentLength, 0);
          expect(found.plaintextLength).toBe(sum);
          expect(found.frames.at(-1)?.end).toBe(expected.frames.at(-1)?.end);
          expect(found.frames.reduce((total: number, { count }: { count: number }) => total + count, 0)).toBe(
            expected.frames.length,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('shows every field of the header, the frames together, the footer', async () => {
    const bytes = await message({ frameLength: 8 });
    const out = String(await good(['inspect'], { stdin: bytes }));
    const { fields } = inspect(bytes);
    const shown = fields
      .filter(({ part }) => part !== 'body')
      .map(({ name, start, end }) => [start, end - start, name]);
    const lines = [...out.matchAll(/^ +(\d+) +(\d+) {2}(\w+)/gm)].map(([, start, length, name]) => [
      Number(start),
      Number(length),
      name,
    ]);
    expect(lines).toEqual(shown);
    expect(out).toMatch(/^Nothing here is authenticated/);
    expect(out).toContain('contextKey                 "tenant"\n');
    expect(out).toMatch(/keyProviderInfo {12}"desk" 000000800000000c[0-9a-f]{24}\n/);
    expect(out).toContain(`body: ${LETTER.length} bytes of plaintext\n  frames 1 to 4: 8 bytes each, from byte`);
    expect(out).toContain('  final frame 5: 6 bytes, from byte');
  });

  it('reads Base64 and says so', async () => {
    const bytes = await message();
    const text = `${Buffer.from(bytes).toString('base64').replace(/.{60}/g, '$&\n')}\n`;
    expect(String(await good(['inspect'], { stdin: text }))).toMatch(/^Base64 text of a message\.\nNothing/);
    expect(await json(text)).toEqual({ ...(await json(bytes)), base64: true });
  });

  it('shows what could be read of a broken one, and where it ended', async () => {
    const bytes = (await message({ algorithmSuite: 0x0478, frameLength: 8 })).subarray(0, -1);
    const ran = await run(['inspect'], { stdin: bytes });
    expect(ran.code).toBe(1);
    expect(String(ran.out)).toContain('frames 1 to 4: 8 bytes each');
    expect(ran.err).toMatch(
      /^notebank-envelope: content at byte \d+: the message ends after \d+ bytes, expected \d+ at least\n$/,
    );
  });

  it('holds no header without a bound', async () => {
    const ran = await run(['inspect', '--max-buffered-bytes', '50'], { stdin: await message() });
    expect(ran).toMatchObject({
      code: 1,
      err: 'notebank-envelope: maxBufferedBytes: 50, but the header has more bytes and must be held whole\n',
    });
  });

  it('lets no text of a message command the terminal', async () => {
    const evil = { 'a\u001b[2J': 'b\u009b\u202e' };
    const stdin = await encrypt(new Uint8Array(1), { keys, encryptionContext: evil });
    const outputs = [
      String(await good(['inspect'], { stdin })),
      String(await good(['inspect', '--format', 'json'], { stdin })),
      (await run(['decrypt', '--print-context', ...RAW], { stdin })).err,
    ];
    for (const output of outputs) expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(JSON.parse(outputs[1] ?? '').header.encryptionContext).toMatchObject(evil);
    expect(outputs[2]).toContain('"a\\u001b[2J": "b\\u009b\\u202e"');
  });
});

describe('as a program', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing when %s ends it', async (signal) => {
    const { child, ended, err } = spawnEnvelope(['encrypt', '-o', 'out', ...RAW], folder);
    child.stdin.on('error', () => {});
    child.stdin.write(new Uint8Array(1_000_000));
    await expect.poll(() => files().find((name) => name.endsWith('.partial')), { timeout: 10_000 }).toBeDefined();
    child.kill(signal);
    expect(await ended).toEqual({ code: null, signal });
    expect(await err).toBe('');
    expect(files()).toEqual(['key.bin', 'letter.txt']);
  });

  it('ends when its reader goes, and says so', async () => {
    const { child, ended, err } = spawnEnvelope(['encrypt', ...RAW], folder);
    child.stdin.on('error', () => {});
    child.stdin.write(new Uint8Array(1_000_000));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(new Uint8Array(4_000_000));
    expect(await ended).toEqual({ code: 2, signal: null });
    expect(await err).toBe(
      'notebank-envelope: standard output: its reader closed it before the end (EPIPE), expected a place that takes all of it.\n',
    );
  });

  const mebibytes = process.env.NOTEBANK_SLOW === '1' ? 2048 : 256;
  it(`pipes ${mebibytes} MiB through in constant memory`, async () => {
    const memory = join(folder, 'memory');
    await mkdir(memory);
    const preload = join(import.meta.dirname, '../../../scripts/lib/report-memory.mjs');
    const env = { NOTEBANK_MEMORY_FOLDER: memory, NODE_OPTIONS: `--import=${preload}` };
    const peaks = (): number[] =>
      readdirSync(memory).map((name) => Number(readFileSync(join(memory, name), 'utf8')) / 1024);
    const idle = spawnEnvelope(['--help'], folder, env);
    idle.child.stdout.resume();
    expect((await idle.ended).code).toBe(0);
    const [idlePeak = 0] = peaks();
    const sealing = spawnEnvelope(['encrypt', ...RAW], folder, env);
    const opening = spawnEnvelope(['decrypt', ...RAW], folder, env);
    const looking = spawnEnvelope(['inspect', '--format', 'json'], folder, env);
    sealing.child.stdout.pipe(opening.child.stdin);
    sealing.child.stdout.pipe(looking.child.stdin);
    const seen = createHash('sha256');
    opening.child.stdout.on('data', (piece: Uint8Array) => seen.update(piece));
    let told = '';
    looking.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const given = createHash('sha256');
    const piece = counted(2 ** 20);
    for (let index = 0; index < mebibytes; index++) {
      piece.fill(index % 256, 0, 1000);
      given.update(piece);
      if (!sealing.child.stdin.write(Uint8Array.from(piece))) await once(sealing.child.stdin, 'drain');
    }
    sealing.child.stdin.end();
    for (const { ended } of [sealing, opening, looking]) expect(await ended).toEqual({ code: 0, signal: null });
    expect(seen.digest('hex')).toBe(given.digest('hex'));
    expect(JSON.parse(told).plaintextLength).toBe(mebibytes * 2 ** 20);
    expect(peaks()).toHaveLength(4);
    expect(Math.max(...peaks()) - idlePeak).toBeLessThan(110);
  }, 600_000);
});

describe('help', () => {
  /** Runs lines as a shell would, in the folder. */
  async function runLine(line: string): Promise<EnvelopeRan> {
    const [program, ...args] = shellWords(line.replace(/^npx -p @notebank\/aws-reference /, '')).map(
      ({ text }) => text,
    );
    expect(program).toBe('notebank-envelope');
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 0, err: '' });
    return ran;
  }

  it('lists the commands, and each has its options and an example that runs', async () => {
    const help = String(await good(['--help']));
    for (const command of ['encrypt', 'decrypt', 'inspect']) {
      expect(help).toContain(`\n  ${command}`);
      const text = String(await good([command, '--help']));
      expect(text).toContain(`Usage: notebank-envelope ${command} [FILE] [options]\n`);
      expect(text).not.toContain('undefined');
      // No option without its text.
      expect(text).not.toMatch(/^ {2}-[^\n]*\S {2,}\n/m);
      await runLine(/Example:\n {2}(.*)\n/.exec(text)?.[1] ?? '');
    }
    expect(String(await read('copy.txt'))).toBe(LETTER);
    expect(await run([])).toEqual({ code: 2, out: Buffer.from(help), err: '' });
  });

  it('has its commands in the README, and they run', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    const lines = readme.split('\n').filter((line) => /^npx .* notebank-envelope /.test(line));
    expect(lines).toHaveLength(3);
    for (const line of lines) await runLine(line);
    expect(String(await read('copy.txt'))).toBe(LETTER);
  });
});

describe('wrong arguments and input', () => {
  const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const encrypting = ['encrypt', ...RAW];

  test.each<[string[], string, Partial<EnvelopeRunOptions>?]>([
    [
      ['encrpyt'],
      'notebank-envelope: another command, expected one of encrypt, decrypt, inspect. See `notebank-envelope --help`.',
    ],
    [
      ['encrypt', '--discovery'],
      'notebank-envelope encrypt: --discovery is no option of this command, expected one of its options. See `notebank-envelope encrypt --help`.',
    ],
    [[...encrypting, '-o'], 'has a value too much or too little, expected a value where it takes one.'],
    [['encrypt', 'letter.txt'], 'keys: none, expected --key-file or --key-id. See `notebank-envelope encrypt --help`.'],
    [['decrypt', 'letter.txt'], 'keys: none, expected --key-file or --key-id or --discovery.'],
    [encrypting, 'standard input: a terminal, expected a file, or a pipe. See `notebank-envelope --help`.'],
    [[...encrypting, 'a', 'b'], 'arguments: 2 files, expected one.'],
    [[...encrypting, 'missing'], 'missing: it cannot be read (ENOENT), expected a file that can be read.'],
    [['inspect', '.'], '.: a folder, expected a file. Pack it first: `tar -c FOLDER | notebank-envelope encrypt`.'],
    [
      ['encrypt', '--key-file', 'none.bin', '--key-name', 'a', '--key-namespace', 'b'],
      '--key-file: the file `none.bin` cannot be read (ENOENT), expected a key file.',
    ],
    [
      ['encrypt', '--key-file', 'key.bin', '--key-namespace', 'b'],
      '--key-name: missing, expected 1, for each --key-file.',
    ],
    [
      ['encrypt', '--key-file', 'key.bin', '--key-name', 'b'],
      '--key-namespace: missing, expected 1. Namespace and name stand in the message; they must be the same to decrypt it.',
    ],
    [[...encrypting, '--key-name', 'b'], '--key-name: given 2 times, expected 1, for each --key-file.'],
    [['encrypt', '--key-file', 'key.bin', '--key-name', 'b', '--key-namespace', 'aws-kms'], 'Look at --key-namespace.'],
    [[...encrypting, '--key-format', 'pem'], '--key-format: `pem`, expected one of raw, hex, base64.'],
    [
      [...encrypting, '--key-format', 'hex'],
      'key.bin: 32 bytes that are no such key in hex, expected an AES key of 16, 24 or 32 bytes, or RSA in PEM.',
    ],
    [[...encrypting, '--rsa-padding', 'OAEP'], '--rsa-padding: `OAEP`, expected one of OAEP-SHA-256, '],
    [[...encrypting, '--context', 'tenant'], '--context: a pair without =, expected KEY=VALUE.'],
    [[...encrypting, '--context', '=a'], '--context: a pair without a key, expected KEY=VALUE.'],
    [
      [...encrypting, '--context', 'a=1', '--context', 'a=2'],
      '--context: the key "a" for the second time, expected each key once.',
    ],
    [
      [...encrypting, '--context', 'aws-crypto-a=1'],
      'key "aws-crypto-a" is reserved, expected none that begins with aws-crypto-. Look at --context.',
    ],
    [[...encrypting, '--suite', '0x9999'], '--suite: `0x9999`, expected one of 0x0014, '],
    [
      [...encrypting, '--suite', '0x0178'],
      'REQUIRE_ENCRYPT_REQUIRE_DECRYPT does not allow algorithm suite 0x0178. Give --suite 0x0578 or 0x0478, or ',
    ],
    [
      [...encrypting, '--commitment-policy', 'none'],
      '--commitment-policy: `none`, expected one of require-encrypt-require-decrypt, ',
    ],
    [[...encrypting, '--frame-length', '1k'], '--frame-length: `1k`, expected a whole number.'],
    [
      [...encrypting, '--frame-length', '0'],
      'frameLength: 0, expected a whole number from 1 to 4294967295. Look at --frame-length.',
    ],
    [[...encrypting, '--max-buffered-bytes', '10'], 'Give --max-buffered-bytes a larger number'],
    [[...encrypting, '--max-encrypted-data-keys', '65536'], 'Look at --max-encrypted-data-keys.'],
    [['inspect', '--format', 'xml'], '--format: `xml`, expected one of text, json.'],
    [['encrypt', '--key-id', ARN], 'AWS_ACCESS_KEY_ID: missing, expected credentials in the environment.', { env: {} }],
    [['encrypt', '--key-id', ARN], 'AWS_SECRET_ACCESS_KEY: missing', { env: { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' } }],
    [
      ['encrypt', '--key-id', 'alias/app'],
      'region: missing, expected one. Give --region, set AWS_REGION, or give the ARN of the key.',
    ],
    [['encrypt', '--key-id', 'alias/app', '--region', 'a/b'], '--region: `a/b`, expected a Region such as eu-west-1.'],
    [
      ['encrypt', '--key-id', 'alias/app'],
      'AWS_REGION: `a/b`, expected a Region',
      { env: { ...ENV, AWS_REGION: 'a/b' } },
    ],
    [
      ['encrypt', '--key-id', ARN, '--endpoint-url', 'localhost'],
      '--endpoint-url: no such address, expected https://host or http://127.0.0.1:port.',
    ],
    [
      ['encrypt', '--key-id', ARN, '--endpoint-url', 'http://:hunter22@127.0.0.1:1'],
      'notebank-envelope: --endpoint-url: an address with a user name or a password, expected https://host or http://127.0.0.1:port.\n',
    ],
    [
      ['decrypt', '--key-id', 'alias/app', '--region', 'eu-west-1'],
      '--key-id: `alias/app`, expected the ARN of a key. A message names its keys by their ARN: `notebank-envelope inspect` shows them.',
    ],
    [['decrypt', '--key-id', ARN, '--discovery'], '--discovery: --key-id beside it, expected one of them.'],
    [
      ['decrypt', '--discovery-account', '111122223333', ...RAW],
      '--discovery-account: no --discovery, expected --discovery with it.',
    ],
    [['decrypt', '--discovery', '--discovery-account', '1'], '--discovery-account: `1`, expected 12 digits.'],
    [
      ['decrypt', '--discovery', '--discovery-partition', 'aws-cn'],
      '--discovery-partition: no --discovery-account, expected the accounts.',
    ],
  ])('%j', async (args, text, options = {}) => {
    const { code, out, err } = await run(args, options);
    expect(err).toContain(text);
    expect(code).toBe(2);
    expect(out.length).toBe(0);
    expect(files()).toEqual(['key.bin', 'letter.txt']);
  });
});
