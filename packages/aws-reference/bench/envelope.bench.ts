import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decrypt, encrypt, rawAesKeyring } from '@notebank/aws-reference/envelope';
import { type BenchOptions, type BenchResult, type Figure, interleave, median } from '../../../scripts/lib/bench.ts';
import { openFrames, sealFrames } from './bare-frames.ts';

const require = createRequire(import.meta.url);
// Loaded as CommonJS, as its own build is.
const { buildClient, RawAesKeyringNode, RawAesWrappingSuiteIdentifier } =
  require('@aws-crypto/client-node') as typeof import('@aws-crypto/client-node');

// So that each contender is measured with its own garbage, and nobody else's.
setFlagsFromString('--expose-gc');
globalThis.gc ??= runInNewContext('gc') as typeof globalThis.gc;

const WORKER = fileURLToPath(new URL('stream-worker.ts', import.meta.url));
const UNSIGNED = 0x0478;
const SIGNED = 0x0578;

const name = { keyNamespace: 'bench', keyName: 'raw' };
const wrappingKey = new Uint8Array(32).fill(3);
const keys = rawAesKeyring({ ...name, wrappingKey });

const peer = buildClient();
const theirs = new RawAesKeyringNode({
  ...name,
  unencryptedMasterKey: Uint8Array.from(wrappingKey),
  wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
});

const KIB = new Uint8Array(1024).fill(7);
const MIB = new Uint8Array(2 ** 20).fill(7);

/** What a signed message cannot do without: a pair of keys for the message, and a signature over it. */
function keyAndSignature(): Uint8Array {
  const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return crypto.createSign('sha384').update(KIB).sign(privateKey);
}

/** Runs something so often that a sample takes milliseconds. */
const often = (times: number, call: () => unknown) => async () => {
  for (let time = 0; time < times; time++) await call();
};

/** Milliseconds of each contender, median over rounds that alternate in order. */
async function times<Names extends string>(
  contenders: Readonly<Record<Names, () => unknown>>,
  rounds: number,
): Promise<Record<Names, number>> {
  // Until every contender is compiled as it will be: a message takes hundreds of functions, each some thousand calls.
  await interleave(contenders, rounds);
  const samples = await interleave(contenders, rounds);
  const entries = Object.entries<number[]>(samples).map(([key, values]) => [key, median(values)]);
  return Object.fromEntries(entries) as Record<Names, number>;
}

async function oneKibibyte(rounds: number, repeat: number): Promise<Figure[]> {
  const options = { keys, algorithmSuite: UNSIGNED } as const;
  const message = await encrypt(KIB, options);
  const same = { suiteId: UNSIGNED as number };
  const ms = await times(
    {
      encrypt: often(8 * repeat, () => encrypt(KIB, options)),
      'client-node, encrypt': often(repeat, () => peer.encrypt(theirs, KIB, same)),
      decrypt: often(8 * repeat, () => decrypt(message, { keys })),
      'client-node, decrypt': often(repeat, () => peer.decrypt(theirs, message)),
    },
    rounds,
  );
  // So many more, for samples that take equally long.
  const [ourEncrypt, ourDecrypt] = [ms.encrypt / 8, ms.decrypt / 8];
  return [
    { name: '1 KiB, encrypt: client-node', value: ms['client-node, encrypt'] / ourEncrypt, unit: 'ratio', floor: 8 },
    { name: '1 KiB, decrypt: client-node', value: ms['client-node, decrypt'] / ourDecrypt, unit: 'ratio', floor: 8 },
    { name: '1 KiB, encrypt (µs)', value: (ourEncrypt / repeat) * 1000, unit: 'count' },
    { name: '1 KiB, decrypt (µs)', value: (ourDecrypt / repeat) * 1000, unit: 'count' },
  ];
}

async function oneMebibyte(rounds: number): Promise<Figure[]> {
  const options = { keys, algorithmSuite: UNSIGNED } as const;
  const message = await encrypt(MIB, options);
  const frames = sealFrames(MIB);
  const ms = await times(
    {
      encrypt: often(4, () => encrypt(MIB, options)),
      'bare, encrypt': often(4, () => sealFrames(MIB)),
      decrypt: often(4, () => decrypt(message, { keys })),
      'bare, decrypt': often(4, () => openFrames(frames)),
    },
    rounds,
  );
  return [
    { name: '1 MiB, encrypt: bare frames', value: ms.encrypt / ms['bare, encrypt'], unit: 'ratio', limit: 1.25 },
    { name: '1 MiB, decrypt: bare frames', value: ms.decrypt / ms['bare, decrypt'], unit: 'ratio', limit: 1.25 },
    { name: '1 MiB, encrypt', value: ms.encrypt / 4, unit: 'ms' },
    { name: '1 MiB, decrypt', value: ms.decrypt / 4, unit: 'ms' },
  ];
}

async function signed(rounds: number, repeat: number): Promise<Figure[]> {
  const options = { keys, algorithmSuite: SIGNED } as const;
  const ms = await times(
    {
      encrypt: often(repeat, () => encrypt(KIB, options)),
      bare: often(repeat, keyAndSignature),
      'client-node': often(repeat, () => peer.encrypt(theirs, KIB, { suiteId: SIGNED as number })),
    },
    rounds,
  );
  return [
    { name: '1 KiB, signed: a P-384 key and signature', value: ms.encrypt / ms.bare, unit: 'ratio', limit: 1.3 },
    { name: '1 KiB, signed: client-node', value: ms['client-node'] / ms.encrypt, unit: 'ratio' },
  ];
}

/** A stream in a process of its own: speed beside the bare frames, memory above idle. */
function streamed(way: 'encrypt' | 'decrypt', mebibytes: number, rounds: number): Figure[] {
  const args = [...process.execArgv, WORKER, way, `${mebibytes}`, `${rounds}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { memory, ms } = JSON.parse(stdout) as { memory: number; ms: { stream: number[]; bare: number[] } };
  const size = `${mebibytes} MiB`;
  return [
    {
      name: `stream of ${size}, ${way}: speed of bare frames`,
      value: median(ms.bare) / median(ms.stream),
      unit: 'ratio',
      floor: 0.85,
    },
    { name: `stream of ${size}, ${way}: memory above idle`, value: memory / 2 ** 20, unit: 'MiB', limit: 64 },
  ];
}

/** Messages beside the least that their encryption costs, and beside the SDK of AWS. */
export async function run({ quick }: BenchOptions): Promise<BenchResult> {
  const rounds = quick ? 1 : 15;
  const mebibytes = quick ? 16 : 1024;
  return {
    name: 'Envelope encryption (raw AES keyring, frames of 4,096 bytes)',
    figures: [
      ...(await oneKibibyte(rounds, quick ? 1 : 100)),
      ...(await oneMebibyte(rounds)),
      ...(await signed(rounds, quick ? 2 : 10)),
      ...streamed('encrypt', mebibytes, rounds),
      ...streamed('decrypt', mebibytes, rounds),
    ],
    peers: [`node ${process.versions.node}`, versionOf('@aws-crypto/client-node')],
  };
}

/** A version from the manifest of a package, which need not export it. */
function versionOf(name: string): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  return `${name} ${version}`;
}
