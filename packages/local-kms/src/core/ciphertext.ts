import type { EncryptionContext } from '@notebank/aws-reference/kms';
import { open, seal } from '#cipher';
import { type Bytes, concat, fromBase64, fromHex, toHex } from './bytes.ts';
import { contextBytes } from './encryption-context.ts';
import { NONCE_BYTES, TAG_BYTES } from './primitives/derivation.ts';
import type { KeyMaterial, KeyRecord } from './state.ts';

/**
 * A ciphertext tells by itself which key and which of its materials it needs, as those of KMS do:
 *
 * ```text
 * version u8 = 1 | kind u8 (0 one Region, 1 multi-Region) | key id [16] | material id [32] | nonce [32] | ciphertext | tag [16]
 * ```
 *
 * Everything before the ciphertext and the encryption context are authenticated with it.
 */
const VERSION = 1;
const KEY_ID = 2;
const MATERIAL_ID = KEY_ID + 16;
const NONCE = MATERIAL_ID + 32;
const BODY = NONCE + NONCE_BYTES;

/** What a ciphertext says about itself; nothing of it is proven. */
export interface ParsedCiphertext {
  readonly keyId: string;
  readonly materialId: string;
  readonly header: Bytes;
  readonly nonce: Bytes;
  readonly sealed: Bytes;
}

/** The 36 characters of a UUID, or `mrk-` and 32 digits. */
function keyIdOf(kind: number, digits: string): string {
  if (kind === 1) return `mrk-${digits}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function header(keyId: string, materialId: string, nonce: Bytes): Bytes {
  const multiRegion = keyId.startsWith('mrk-');
  const id = fromHex(keyId.replace(/^mrk-/, '').replaceAll('-', ''));
  return concat(Uint8Array.of(VERSION, multiRegion ? 1 : 0), id, fromHex(materialId), nonce);
}

/** Encrypts with the newest material of a key. `random` gives the nonce. */
export async function encryptUnder(
  { keyId, materials }: KeyRecord,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  random: (size: number) => Bytes,
): Promise<Bytes> {
  const { id, material } = materials.at(-1) as KeyMaterial;
  const nonce = random(NONCE_BYTES);
  const head = header(keyId, id, nonce);
  const aad = concat(head, contextBytes(context));
  return concat(head, await seal(materialBytes(material), nonce, concat(plaintext), aad));
}

/** @returns `undefined` for what this KMS never wrote. */
export function parseCiphertext(blob: Uint8Array): ParsedCiphertext | undefined {
  const bytes = concat(blob);
  const kind = bytes[1] ?? 2;
  if (bytes[0] !== VERSION || kind > 1 || bytes.length < BODY + TAG_BYTES) return undefined;
  return {
    keyId: keyIdOf(kind, toHex(bytes.subarray(KEY_ID, MATERIAL_ID))),
    materialId: toHex(bytes.subarray(MATERIAL_ID, NONCE)),
    header: bytes.subarray(0, BODY),
    nonce: bytes.subarray(NONCE, BODY),
    sealed: bytes.subarray(BODY),
  };
}

/** The plaintext, or `undefined` when a byte or the encryption context is another, or the material is gone. */
export async function decryptUnder(
  { materials }: KeyRecord,
  { materialId, header: head, nonce, sealed }: ParsedCiphertext,
  context: EncryptionContext | undefined,
): Promise<Bytes | undefined> {
  const found = materials.find(({ id }) => id === materialId);
  if (found === undefined) return undefined;
  return open(materialBytes(found.material), nonce, sealed, concat(head, contextBytes(context)));
}

function materialBytes(base64: string): Bytes {
  return fromBase64(base64) as Bytes;
}
