import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { decrypt, decryptStream, encrypt, inspect } from '../src/envelope/index.ts';
import { aesKeyring, counted, hexId, policyFor, SUITES } from './support/envelope.ts';
import { through } from './support/streams.ts';

const MIB = 2 ** 20;
const mebibytes = process.env.NOTEBANK_SLOW === '1' ? 1024 : 256;
const FRAME = 4096;
/** Sequence number, IV and tag. */
const AROUND = 4 + 12 + 16;

interface Measured {
  readonly above: number;
  readonly length: number;
  readonly digest: string;
}

describe(`streams of ${mebibytes} MiB, in frames of 4,096 bytes and pieces of 64 KiB`, { timeout: 300_000 }, () => {
  let folder: string;
  let path: string;
  let encrypted: Measured;

  function measured(way: 'encrypt' | 'decrypt'): Measured {
    const script = join(import.meta.dirname, 'support/stream-memory.ts');
    const args = ['--conditions=@notebank/source', script, way, `${mebibytes}`, path];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Measured;
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'notebank-memory-'));
    path = join(folder, 'message');
    encrypted = measured('encrypt');
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('are encrypted with at most 64 MiB above idle', () => {
    expect(encrypted.length).toBe(mebibytes * MIB);
    expect(statSync(path).size).toBeGreaterThan((mebibytes * MIB * (FRAME + AROUND)) / FRAME);
    expect(encrypted.above).toBeLessThanOrEqual(64 * MIB);
  });

  it('are decrypted with at most 64 MiB above idle, to the same bytes', () => {
    const { above, length, digest } = measured('decrypt');
    expect([length, digest]).toEqual([mebibytes * MIB, encrypted.digest]);
    expect(above).toBeLessThanOrEqual(64 * MIB);
  });
});

describe('memory that is asked for', () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** Notes the longest array that is made by length. */
  function watched(): { longest: () => number } {
    let longest = 0;
    const construct = (target: typeof Uint8Array, args: [unknown]): Uint8Array => {
      if (typeof args[0] === 'number') longest = Math.max(longest, args[0]);
      return Reflect.construct(target, args);
    };
    vi.stubGlobal('Uint8Array', new Proxy(Uint8Array, { construct }));
    return { longest: () => longest };
  }

  const keys = aesKeyring();

  it.each(SUITES.map((suite) => [hexId(suite), suite] as const))(
    'by a message of suite %s is what arrives, whatever its numbers announce',
    async (_, suite) => {
      const options = { keys, commitmentPolicy: policyFor(suite) };
      const encryptionContext = { a: 'b' };
      // The largest frames that a stream holds.
      const frameLength = 2 ** 26;
      const made = { ...options, algorithmSuite: suite.id, encryptionContext, frameLength };
      const message = await encrypt(counted(1000), made);
      const numbers = inspect(message).fields.filter(({ name }) => /(?:Length|Count)$/.test(name));
      expect(numbers.length).toBeGreaterThanOrEqual(suite.curve ? 13 : 10);
      const { longest } = watched();
      for (const { start, end } of numbers) {
        for (const high of [0xff, 0x04, 0x03]) {
          const changed = message.slice();
          changed.fill(high === 0xff ? 0xff : 0, start, end).fill(high, start, start + 1);
          inspect(changed);
          await decrypt(changed, options).catch(() => {});
          await through([changed], decryptStream(options));
        }
      }
      expect(longest()).toBeGreaterThan(0);
      expect(longest()).toBeLessThanOrEqual(65_536);
    },
  );
});
