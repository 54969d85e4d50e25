import crypto, { KeyObject } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readImports } from '../../../scripts/lib/imports.ts';
import { decrypt, encrypt, rawAesKeyring } from '../src/envelope/index.ts';
import {
  createSigner,
  createSigningKeyCache,
  presignUrl,
  signature,
  signingKey,
  signRequest,
  verifyRequest,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS } from './portable/examples.ts';

const url = 'https://example.amazonaws.com/';
const date = new Date('2015-08-30T12:36:00Z');
const scope = { region: 'us-east-1', service: 'service' };
const options = { ...scope, credentials: IAM_CREDENTIALS, date };

describe('on Node 24 a raw key costs eight times as much as a KeyObject', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  /** What the keys of all HMACs of a call are. */
  async function keysOf(call: () => unknown): Promise<readonly string[]> {
    const spies = [vi.spyOn(crypto, 'createHmac'), vi.spyOn(crypto, 'Hmac' as never)];
    // Named imports see the spies too.
    syncBuiltinESMExports();
    await call();
    return spies.flatMap((spy) => spy.mock.calls).map((args: unknown[]) => kindOf(args[1]));
  }

  const kindOf = (key: unknown): string =>
    key instanceof KeyObject ? key.type : `raw ${Object.prototype.toString.call(key)}`;
  const keys = createSigningKeyCache();
  const signer = createSigner({ ...options, now: () => date });
  const verifier = { ...options, credentials: () => IAM_CREDENTIALS };

  // A key that is used again makes its HMACs out of hashes.
  it.each<[string, number, () => unknown]>([
    ['signing', 5, () => signRequest({ url }, options)],
    ['signing with every intermediate', 9, () => signRequest({ url }, { ...options, explain: true, reveal: true })],
    ['signing with a cache', 5, () => signRequest({ url }, { ...options, keys })],
    ['signing from a cache', 0, () => signRequest({ url }, { ...options, keys })],
    ['presigning', 5, () => presignUrl({ url }, { ...options, expiresInSeconds: 60 })],
    ['presigning from a cache', 0, () => presignUrl({ url }, { ...options, keys, expiresInSeconds: 60 })],
    ['the signer', 5, () => signer.signRequest({ url })],
    ['the signer again', 0, () => signer.signRequest({ url })],
    ['verifying', 10, () => verifyRequest(signRequest({ url }, options), verifier)],
    ['verifying from a cache', 5, () => verifyRequest(signRequest({ url }, options), { ...verifier, keys })],
    [
      'verifying an unknown key',
      10,
      () => verifyRequest(signRequest({ url }, options), { ...verifier, credentials: () => undefined }),
    ],
    ['the single steps', 5, () => signature(signingKey('secret', { ...scope, date: '20150830' }), 'text')],
  ])('%s uses %d of them', async (_, count, call) => {
    expect(await keysOf(call)).toEqual(new Array(count).fill('secret'));
  });

  it('a raw key would be seen', async () => {
    expect(await keysOf(() => crypto.createHmac('sha256', Buffer.from('x')))).toEqual(['raw [object Uint8Array]']);
  });
});

describe('the envelope on Node 24', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it('gives ciphers and HMACs prepared keys only', async () => {
    const keys = rawAesKeyring({ keyNamespace: 'test', keyName: 'key', wrappingKey: new Uint8Array(32) });
    const spies = [
      vi.spyOn(crypto, 'createHmac'),
      vi.spyOn(crypto, 'createCipheriv'),
      vi.spyOn(crypto, 'createDecipheriv'),
      vi.spyOn(crypto, 'hkdfSync'),
    ];
    syncBuiltinESMExports();
    const algorithmSuite = 0x0478;
    const message = await encrypt(new Uint8Array(10_000), { keys, algorithmSuite });
    await decrypt(message, { keys });
    const given = spies.flatMap((spy) => (spy.mock.calls as unknown[][]).map((args) => args[1]));
    // Extract, key and commitment; wrapped key, header and three frames: both ways.
    expect(given).toHaveLength(2 * (3 + 5));
    expect(given.every((key) => key instanceof KeyObject)).toBe(true);
  });
});

describe('every runtime', () => {
  const root = join(import.meta.dirname, '..');
  const sourceOf = (path: string) => readFileSync(join(root, path), 'utf8');
  const files = globSync('src/**/*.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  const isNodeOnly = (path: string) => /^src\/(?:primitives\/(?:\w+-)?node\.ts$|cli\/)/.test(path);
  const portable = files.filter((path) => !isNodeOnly(path));

  it('has the same sources but for the primitives of Node and the command', () => {
    expect(portable.length).toBeGreaterThan(30);
    expect(files.filter((path) => isNodeOnly(path))).toContain('src/primitives/node.ts');
  });

  it('is served: no other file imports node:*', () => {
    const imports = portable.flatMap((path) =>
      readImports(path, sourceOf(path)).map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(imports.filter((line) => / imports (?:node:|buffer$|crypto$)/.test(line))).toEqual([]);
  });

  it.each(['Buffer', 'process', 'require', '__dirname', 'createHmac'])('has no %s there', (name) => {
    const used = new RegExp(`(?<![\\w.'"\`-])${name}\\s*[.(]`);
    expect(portable.filter((path) => used.test(withoutComments(sourceOf(path))))).toEqual([]);
  });
});

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
