import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalKms, EXAMPLE_CREDENTIALS } from '../src/core/index.ts';
import { type KmsServer, startKms } from './support/server.ts';

const region = 'eu-west-1';
const { accessKeyId, secretAccessKey } = EXAMPLE_CREDENTIALS;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs a program beside the server, with nothing of the user's own settings. */
async function run(program: string, args: readonly string[], home: string): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    NO_PROXY: '*',
  };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, errors };
}

const pythons = [process.env.NOTEBANK_PYTHON, 'python3'].filter(
  (name) => name !== undefined && name !== '',
) as string[];
const python = pythons.find(
  (name) => spawnSync(name, ['-c', 'import botocore.session'], { timeout: 60_000 }).status === 0,
);
const clis = [...pythons.map((name) => join(dirname(name), 'aws')), '/usr/bin/aws', 'aws'];
const cli = clis.find((place) => spawnSync(place, ['--version'], { timeout: 60_000 }).status === 0);
const why = (found: string | undefined, what: string): string =>
  found === undefined ? ` (skipped: no ${what}; pip install ${what} brings it)` : '';

let server: KmsServer;
let home: string;

beforeAll(async () => {
  server = await startKms(createLocalKms({ region }));
  home = await mkdtemp(join(tmpdir(), 'notebank-kms-'));
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

describe.skipIf(python === undefined)(`botocore${why(python, 'botocore')}`, () => {
  it('creates keys, encrypts, rotates, decrypts and knows every exception', { timeout: 120_000 }, async () => {
    const script = join(import.meta.dirname, 'support', 'kms_with_botocore.py');
    const { code, out, errors } = await run(
      python ?? '',
      [script, server.origin, region, accessKeyId, secretAccessKey],
      home,
    );
    expect(code, errors).toBe(0);
    const seen = JSON.parse(out) as { readonly keyId: string; readonly arn: string };
    expect(seen).toEqual({
      keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      arn: `arn:aws:kms:${region}:111122223333:key/${seen.keyId}`,
      sameMoment: true,
      keys: [seen.keyId],
      sameKey: true,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      wrongContext: ['InvalidCiphertextException', '', 400, true],
      missing: ['NotFoundException', `Alias arn:aws:kms:${region}:111122223333:alias/no is not found.`, 400, true],
      disabled: ['DisabledException', `${seen.arn} is disabled.`, 400, true],
    });
  });
});

describe.skipIf(cli === undefined)(`the AWS CLI${why(cli, 'awscli')}`, () => {
  const aws = (...args: readonly string[]): Promise<Ran> =>
    run(cli ?? '', ['kms', ...args, '--endpoint-url', server.origin, '--output', 'json'], home);

  it('encrypts a file and decrypts it', { timeout: 120_000 }, async () => {
    const created = await aws('create-key', '--description', 'from the CLI');
    expect(created.errors).toBe('');
    const { KeyMetadata } = JSON.parse(created.out) as { readonly KeyMetadata: { readonly KeyId: string } };
    const file = join(home, 'plain.bin');
    await writeFile(file, Uint8Array.of(0, 1, 255));
    const context = ['--encryption-context', 'tenant=ü,purpose=test'];
    const made = await aws('encrypt', '--key-id', KeyMetadata.KeyId, '--plaintext', `fileb://${file}`, ...context);
    expect(made.errors).toBe('');
    const { CiphertextBlob } = JSON.parse(made.out) as { readonly CiphertextBlob: string };
    await writeFile(join(home, 'blob.bin'), Buffer.from(CiphertextBlob, 'base64'));
    const blob = ['--ciphertext-blob', `fileb://${join(home, 'blob.bin')}`];
    const opened = await aws('decrypt', ...blob, '--encryption-context', 'purpose=test,tenant=ü');
    expect(JSON.parse(opened.out)).toMatchObject({ Plaintext: 'AAH/', EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
    const refused = await aws('decrypt', ...blob);
    expect(refused.code).not.toBe(0);
    expect(refused.errors).toContain(
      'An error occurred (InvalidCiphertextException) when calling the Decrypt operation',
    );
  });
});
