// A second writer of the message format, short and slow, with node:crypto and offsets by hand. It shares nothing with the
// first one but the suites' names, and writes what that one never does: bodies without frames, pairs in any order.
import {
  createCipheriv,
  createSign,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes as random,
} from 'node:crypto';
import type { AlgorithmSuite } from '../../src/envelope/index.ts';

export interface HandMade {
  readonly suite: AlgorithmSuite;
  readonly plaintext: Uint8Array;
  /** In the order that the message stores them. */
  readonly pairs?: readonly (readonly [key: string, value: string])[];
  /** 0 writes a body without frames. */
  readonly frameLength: number;
  /** A last frame without content, after frames that are full. */
  readonly emptyLast?: boolean;
  readonly keyNamespace: string;
  readonly keyName: string;
  readonly wrappingKey: Uint8Array;
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => Buffer.concat([u16(Math.floor(value / 65_536)), u16(value % 65_536)]);
const u64 = (value: number) => Buffer.concat([u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)]);
const sized = (bytes: Uint8Array) => Buffer.concat([u16(bytes.length), bytes]);
const utf8 = (text: string) => Buffer.from(text, 'utf8');

type Pairs = readonly (readonly [key: string, value: string])[];

/** The pairs as they stand, without their length. */
export function contextBytes(pairs: Pairs): Buffer {
  if (pairs.length === 0) return Buffer.alloc(0);
  const texts = pairs.flat().map((text) => sized(utf8(text)));
  return Buffer.concat([u16(pairs.length), ...texts]);
}

/** By the bytes of their keys. */
export const inOrder = (pairs: Pairs): Pairs => pairs.toSorted(([a], [b]) => Buffer.compare(utf8(a), utf8(b)));

function sealed(key: Uint8Array, iv: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${(key.length * 8) as 128 | 192 | 256}-gcm`, key, iv).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Encryption key and commitment. */
function derived({ id, kdf, committing, keyLength }: AlgorithmSuite, dataKey: Uint8Array, messageId: Uint8Array) {
  const expand = (salt: Uint8Array, info: Uint8Array, length: number) =>
    new Uint8Array(hkdfSync((kdf ?? '').replace('-', ''), dataKey, salt, info, length));
  if (!kdf) return { key: dataKey };
  if (!committing) return { key: expand(Buffer.alloc(0), Buffer.concat([u16(id), messageId]), keyLength) };
  return {
    key: expand(messageId, Buffer.concat([u16(id), utf8('DERIVEKEY')]), keyLength),
    commitment: expand(messageId, utf8('COMMITKEY'), 32),
  };
}

const CONTENT = {
  single: 'AWSKMSEncryptionClient Single Block',
  regular: 'AWSKMSEncryptionClient Frame',
  final: 'AWSKMSEncryptionClient Final Frame',
};

function body({ plaintext, frameLength, emptyLast }: HandMade, key: Uint8Array, messageId: Uint8Array): Buffer {
  const frame = (kind: keyof typeof CONTENT, number: number, iv: Uint8Array, content: Uint8Array) =>
    sealed(key, iv, Buffer.concat([messageId, utf8(CONTENT[kind]), u32(number), u64(content.length)]), content);
  if (frameLength === 0) {
    const iv = random(12);
    return Buffer.concat([iv, u64(plaintext.length), frame('single', 1, iv, plaintext)]);
  }
  const parts: Buffer[] = [];
  let number = 1;
  let at = 0;
  const isLast = () => (emptyLast ? at === plaintext.length : plaintext.length - at <= frameLength);
  for (; !isLast(); at += frameLength, number++) {
    const iv = Buffer.concat([u64(0), u32(number)]);
    parts.push(u32(number), iv, frame('regular', number, iv, plaintext.subarray(at, at + frameLength)));
  }
  const iv = Buffer.concat([u64(0), u32(number)]);
  const last = plaintext.subarray(at);
  parts.push(u32(0xffff_ffff), u32(number), iv, u32(last.length), frame('final', number, iv, last));
  return Buffer.concat(parts);
}

/** A pair for the signature, its public key as a compressed point in Base64. */
function signingKey(curve: NonNullable<AlgorithmSuite['curve']>): { key: KeyObject; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
  const point = Buffer.concat([Buffer.from([2 + odd]), Buffer.from(x, 'base64url')]);
  return { key: privateKey, publicKey: point.toString('base64') };
}

export function handMade(message: HandMade): Uint8Array<ArrayBuffer> {
  const { suite, frameLength, keyNamespace, keyName, wrappingKey } = message;
  const signing = suite.curve && signingKey(suite.curve);
  const pairs: Pairs = [
    ...(message.pairs ?? []),
    ...(signing ? [['aws-crypto-public-key', signing.publicKey] as const] : []),
  ];
  const dataKey = random(suite.keyLength);
  const wrapIv = random(12);
  const info = Buffer.concat([utf8(keyName), u32(128), u32(12), wrapIv]);
  const encryptedDataKey = sealed(wrappingKey, wrapIv, contextBytes(inOrder(pairs)), dataKey);
  const isV2 = suite.messageFormat === 2;
  const messageId = random(isV2 ? 32 : 16);
  const { key, commitment = new Uint8Array() } = derived(suite, dataKey, messageId);
  const header = Buffer.concat([
    Buffer.from(isV2 ? [2] : [1, 0x80]),
    u16(suite.id),
    messageId,
    sized(contextBytes(pairs)),
    u16(1),
    sized(utf8(keyNamespace)),
    sized(info),
    sized(encryptedDataKey),
    Buffer.from([frameLength === 0 ? 1 : 2, ...(isV2 ? [] : [0, 0, 0, 0, 12])]),
    u32(frameLength),
    commitment,
  ]);
  const zeros = Buffer.alloc(12);
  const authentication = [...(isV2 ? [] : [zeros]), sealed(key, zeros, header, Buffer.alloc(0))];
  const signed = Buffer.concat([header, ...authentication, body(message, key, messageId)]);
  if (!signing) return new Uint8Array(signed);
  const hash = suite.curve === 'P-256' ? 'sha256' : 'sha384';
  return new Uint8Array(Buffer.concat([signed, sized(createSign(hash).update(signed).sign(signing.key))]));
}
