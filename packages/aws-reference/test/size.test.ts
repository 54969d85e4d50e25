import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/**
 * Bytes, minified and gzip -9, of the build for browsers beside the hash library. A ceiling moves in the commit that
 * moves it, with its reason. What a name takes is mostly what it shares: canonicaliser, checks and their messages, trace.
 */
const CEILINGS: readonly (readonly [names: string, entry: string, bytes: number])[] = [
  ['signRequest', './sigv4', 4215],
  ['signRequest, presignUrl', './sigv4', 4645],
  ['signRequest, presignUrl, verifyRequest', './sigv4', 6170],
  ['createSigner', './sigv4', 5245],
  ['signingKey', './sigv4', 305],
  ['canonicalRequest', './sigv4', 145],
  ['canonicalUri', './sigv4', 680],
  ['canonicalQueryString', './sigv4', 705],
  ['encrypt, decrypt, rawAesKeyring', './envelope', 7600],
  ['encrypt, decrypt, rawAesKeyring, rawRsaKeyring', './envelope', 8192],
  // Streams read whole frames at once, can be let go at any time, and give memory that fits: 50 bytes more.
  ['encryptStream, decryptStream, rawAesKeyring', './envelope', 9050],
  ['inspect', './envelope', 2900],
  // With the signer.
  ['createKmsClient', './kms', 8450],
  ['fromAwsSdk', './kms', 1250],
];

interface Bundle {
  readonly bytes: number;
  readonly modules: readonly string[];
}

/** What a bundler takes of the package for some names, beside the hash library or with it. */
async function bundle(names: string, entry: string, external = true): Promise<Bundle> {
  const what = names === '' ? 'import' : `export { ${names} } from`;
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `${what} '@notebank/aws-reference/${entry.slice(2)}';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@notebank/source'],
    external: external ? ['@noble/hashes/*'] : [],
    logLevel: 'silent',
  });
  const inputs = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {});
  const modules = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.replace(/^.*\/src\//, ''));
  return { bytes: gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length, modules };
}

describe('the build for browsers', () => {
  it.each(CEILINGS)('%s of %s keeps to its ceiling', async (names, entry, bytes) => {
    expect((await bundle(names, entry)).bytes).toBeLessThanOrEqual(bytes);
  });

  it('holds the hash library in less than 3 KiB, and nothing of Node', async () => {
    const whole = await bundle('signRequest, presignUrl, verifyRequest', './sigv4', false);
    const beside = await bundle('signRequest, presignUrl, verifyRequest', './sigv4');
    expect(whole.bytes - beside.bytes).toBeLessThanOrEqual(3072);
    expect(whole.modules).not.toContain('primitives/node.ts');
  });

  // One function takes its own steps, and none of the others.
  it.each([
    ['canonicalRequest', ['sigv4/canonical-request.ts']],
    ['canonicalUri', ['sigv4/canonical-uri.ts', 'sigv4/error.ts', 'sigv4/uri-encode.ts']],
    ['canonicalHeaders', ['sigv4/canonical-headers.ts', 'sigv4/error.ts']],
    ['authorizationHeader', ['sigv4/authorization-header.ts', 'sigv4/string-to-sign.ts']],
    ['stringToSign', ['bytes/hex.ts', 'bytes/utf8.ts', 'primitives/portable.ts', 'sigv4/string-to-sign.ts']],
    ['signature', ['bytes/hex.ts', 'bytes/utf8.ts', 'primitives/portable.ts', 'sigv4/signature.ts']],
    ['credentialScope', ['sigv4/credential-scope.ts', 'sigv4/error.ts']],
    ['signingKey', ['bytes/utf8.ts', 'primitives/portable.ts', 'sigv4/signing-key.ts']],
  ])('takes for %s only its own steps', async (name, modules) => {
    expect((await bundle(name, './sigv4')).modules.toSorted()).toEqual(modules);
  });

  it.each(['chunks', 'event-stream', 'post-policy', 'v4a', 'diagnose'])(
    'takes nothing of %s that nobody asked for',
    async (name) => {
      expect((await bundle('', `./sigv4/${name}`)).modules).toEqual([]);
      const core = await bundle('signRequest, presignUrl, verifyRequest', './sigv4');
      expect(core.modules.filter((path) => path.startsWith(`sigv4/${name}/`))).toEqual([]);
    },
  );
});
