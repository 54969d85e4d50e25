import { createPrivateKey, createPublicKey } from 'node:crypto';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fromBase64 } from '../../bytes/base64.ts';
import { choice } from '../shared/arguments.ts';
import { Problem } from '../shared/problem.ts';
import { systemCode, type Terminal } from '../shared/surroundings.ts';

/** Which half of an RSA key is needed. */
export type KeyUse = 'encrypt' | 'decrypt';

/** The key of a file. */
export type FileKey =
  | { readonly wrappingKey: Uint8Array }
  | { readonly publicKey: string }
  | { readonly privateKey: string };

export interface KeyFileOptions {
  readonly use: KeyUse;
  /** Of AES keys; left out: what the file looks like. */
  readonly format: string | undefined;
}

/** More than the PEM of any key. */
const MOST = 65_536;

/**
 * Reads the key of a file.
 *
 * @throws {@link Problem} that never repeats what the file holds.
 */
export async function readKeyFile(place: string, { use, format }: KeyFileOptions, { io }: Terminal): Promise<FileKey> {
  const bytes = await readSome(resolve(io.cwd, place), place);
  try {
    if (bytes.includes('-----BEGIN ')) return rsaKey(place, bytes.toString('latin1'), use);
    return { wrappingKey: aesKey(place, bytes, format) };
  } finally {
    bytes.fill(0);
  }
}

/** Not all of a file that has no end. Into memory that nobody shares: small buffers of Node are cut from a common one. */
async function readSome(path: string, place: string): Promise<Buffer> {
  const buffer = Buffer.alloc(MOST + 1);
  const length = await fill(buffer, path).catch((error: unknown) => {
    buffer.fill(0);
    throw new Problem('--key-file', `the file \`${place}\` cannot be read (${systemCode(error)})`, 'a key file');
  });
  if (length <= MOST) return buffer.subarray(0, length);
  buffer.fill(0);
  throw new Problem(place, `more than ${MOST} bytes`, 'the file of one key');
}

async function fill(buffer: Buffer, path: string): Promise<number> {
  const file = await open(path);
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = (await file.read(buffer, length)).bytesRead;
    }
    return length;
  } finally {
    await file.close();
  }
}

const FORMATS = ['raw', 'hex', 'base64'] as const;
type Format = (typeof FORMATS)[number];

const LENGTHS = [16, 24, 32];

/** The key that a file holds in a format; `undefined` when it is another. */
const READ: Readonly<Record<Format, (bytes: Buffer) => Uint8Array | undefined>> = {
  raw: (bytes) => Uint8Array.from(bytes),
  hex: (bytes) => {
    const text = bytes.toString('latin1').trim();
    if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
    return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
  },
  base64: (bytes) => fromBase64(bytes.toString('latin1').trim()),
};

/** A file read in a format. */
interface Reading {
  readonly format: Format;
  readonly key: Uint8Array;
}

function aesKey(place: string, bytes: Buffer, asked: string | undefined): Uint8Array {
  const formats = asked === undefined ? FORMATS : [choice('key-format', asked, FORMATS)];
  const readings = formats.flatMap((format): Reading[] => {
    const key = READ[format](bytes);
    return key ? [{ format, key }] : [];
  });
  try {
    const key = theKey(place, bytes.length, readings);
    if (key) return Uint8Array.from(key);
  } finally {
    for (const { key } of readings) key.fill(0);
  }
  const mend = 'Make one with `openssl rand -out FILE 32`.';
  const as = asked === undefined || asked === 'raw' ? '' : ` that are no such key in ${asked}`;
  throw new Problem(place, `${bytes.length} bytes${as}`, 'an AES key of 16, 24 or 32 bytes, or RSA in PEM', mend);
}

/** The reading that is a key; none, or an error, where there is not one alone. */
function theKey(place: string, length: number, readings: readonly Reading[]): Uint8Array | undefined {
  const keys = readings.filter(({ key }) => LENGTHS.includes(key.length));
  // Hex of such a length is Base64 too; Base64 of a random key is never hex.
  const [first, second] = keys.some(({ format }) => format === 'hex')
    ? keys.filter(({ format }) => format !== 'base64')
    : keys;
  if (first && second) {
    const found = `${length} bytes that may be a key as they are, or text of one of ${second.key.length} bytes`;
    throw new Problem(place, found, 'one meaning', `Give --key-format ${first.format} or ${second.format}.`);
  }
  return first?.key;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g;

/** What to do about keys in other wrappings. */
const MENDS: Readonly<Record<string, string>> = {
  'RSA PRIVATE KEY': 'Rewrite it: `openssl pkcs8 -topk8 -nocrypt -in FILE`.',
  'ENCRYPTED PRIVATE KEY': 'Take its passphrase off: `openssl pkey -in FILE`.',
  'RSA PUBLIC KEY': 'Rewrite it: `openssl rsa -RSAPublicKey_in -in FILE`.',
  CERTIFICATE: 'Take the key out: `openssl x509 -pubkey -noout -in FILE`.',
};

const HALVES = {
  encrypt: { label: 'PUBLIC KEY', mend: { 'PRIVATE KEY': 'Take its other half: `openssl pkey -pubout -in FILE`.' } },
  decrypt: { label: 'PRIVATE KEY', mend: { 'PUBLIC KEY': 'It encrypts; its other half decrypts.' } },
} as const;

function rsaKey(place: string, text: string, use: KeyUse): FileKey {
  const { label, mend } = HALVES[use];
  const blocks = [...text.matchAll(BLOCK)];
  const pem = blocks.find(([, found]) => found === label)?.[0];
  const needed = `PEM with BEGIN ${label}, to ${use} with`;
  if (pem === undefined) {
    const found = blocks[0]?.[1];
    const mends: Readonly<Record<string, string>> = { ...MENDS, ...mend };
    throw new Problem(place, found ? `BEGIN ${found}` : 'PEM without its end', needed, mends[found ?? '']);
  }
  const type = keyType(pem, use);
  if (type !== 'rsa') throw new Problem(place, type ? `a key of type ${type}` : 'PEM that is no key', 'an RSA key');
  return use === 'encrypt' ? { publicKey: pem } : { privateKey: pem };
}

function keyType(pem: string, use: KeyUse): string | undefined {
  try {
    return (use === 'encrypt' ? createPublicKey(pem) : createPrivateKey(pem)).asymmetricKeyType;
  } catch {
    return undefined;
  }
}
