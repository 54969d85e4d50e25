import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derFromBare } from '../../src/bytes/ecdsa-der.ts';
import { hkdfExpand, hkdfExtract } from '../../src/envelope/hkdf.ts';
import type * as portable from '../../src/primitives/cipher-portable.ts';
import { COORDINATE_SIZE, type Curve, type HashName, type RsaPadding } from '../../src/primitives/cipher-types.ts';
import { fromHex } from './v4a.ts';

/** Primitives of a runtime. */
export type Cipher = typeof portable;

/** A case of Project Wycheproof that is in scope. */
export interface WycheproofCase {
  readonly name: string;
  readonly valid: boolean;
  /** Whether our code takes it. */
  accepts(): Promise<boolean>;
}

/** A file of cases. */
export interface WycheproofSuite {
  readonly name: string;
  /** All cases of the file. */
  readonly cases: number;
  /** Cases that the envelope has no use for, and why. */
  readonly outOfScope: number;
  readonly why: string;
  /** The others. */
  readonly inScope: (vectors: string, cipher: Cipher) => WycheproofCase[];
}

type Test = Readonly<Record<string, string>> & { readonly tcId: number; readonly size: number };
type Group = Readonly<Record<string, unknown>> & { readonly tests: readonly Test[] };

type Check = (test: Test, group: Group, cipher: Cipher) => Promise<boolean>;

function suite(
  name: string,
  cases: number,
  check: Check,
  outOfScope = 0,
  why = '',
  isOut: (test: Test, group: Group) => boolean = () => false,
): WycheproofSuite {
  const inScope = (vectors: string, cipher: Cipher): WycheproofCase[] => {
    const file = join(vectors, 'wycheproof', `${name}_test.json`);
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] };
    return testGroups.flatMap((group) =>
      group.tests
        .filter((test) => !isOut(test, group))
        .map((test) => ({
          name: `${test.tcId} ${test.comment}`,
          valid: test.result === 'valid',
          accepts: () => check(test, group, cipher),
        })),
    );
  };
  return { name, cases, outOfScope, why, inScope };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (test: Test, field: string): Uint8Array<ArrayBuffer> => fromHex(test[field] ?? '');

/** Opens the sealed bytes, and seals the plaintext to the same bytes. */
const aesGcm: Check = async (test, _, cipher) => {
  const [msg, iv, aad] = [bytesOf(test, 'msg'), bytesOf(test, 'iv'), bytesOf(test, 'aad')];
  const sealed = Buffer.concat([bytesOf(test, 'ct'), bytesOf(test, 'tag')]);
  const key = await cipher.aesKey(bytesOf(test, 'key'));
  const out = new Uint8Array(msg.length);
  try {
    await cipher.open(key, iv, aad, new Uint8Array(sealed), out, 0);
  } catch {
    return false;
  }
  const again = new Uint8Array(sealed.length);
  await cipher.seal(key, iv, aad, msg, again, 0);
  return hex(out) === test.msg && hex(again) === hex(sealed);
};

const hkdf =
  (hash: HashName): Check =>
  async (test) => {
    try {
      const prk = await hkdfExtract(hash, bytesOf(test, 'salt'), bytesOf(test, 'ikm'));
      return hex(await hkdfExpand(prk, bytesOf(test, 'info'), test.size)) === test.okm;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };

const hmac =
  (hash: HashName): Check =>
  async (test, group, cipher) => {
    const tag = await cipher.mac(await cipher.macKey(hash, bytesOf(test, 'key')), bytesOf(test, 'msg'));
    return hex(tag).slice(0, Number(group.tagSize) / 4) === test.tag;
  };

const ecdsa =
  (curve: Curve, bare: boolean): Check =>
  async (test, { publicKey }, cipher) => {
    const { uncompressed } = publicKey as { uncompressed: string };
    const size = COORDINATE_SIZE[curve];
    const point = fromHex(uncompressed);
    const compressed = Uint8Array.of(2 + ((point.at(-1) ?? 0) & 1), ...point.subarray(1, 1 + size));
    const verifier = await cipher.verifier(curve, compressed, Number.POSITIVE_INFINITY);
    verifier.update(bytesOf(test, 'msg'));
    const sig = bytesOf(test, 'sig');
    if (bare && sig.length !== 2 * size) return false;
    return await verifier.verify(bare ? derFromBare(sig) : sig);
  };

const oaep =
  (padding: RsaPadding): Check =>
  async (test, group, cipher) => {
    const key = await cipher.rsaPrivateKey(fromHex(String(group.privateKeyPkcs8)), padding);
    try {
      return hex(await cipher.rsaDecrypt(key, bytesOf(test, 'ct'))) === test.msg;
    } catch {
      return false;
    }
  };

const otherIv = (_: Test, { ivSize }: Group): boolean => ivSize !== 96;
const labelled = ({ label }: Test): boolean => label !== '';

/** What the envelope takes of the cases: an IV of 96 bits, a tag of 128, an empty label. */
export const WYCHEPROOF: readonly WycheproofSuite[] = [
  suite('aes_gcm', 316, aesGcm, 119, 'an IV of another length than 96 bits', otherIv),
  suite('hkdf_sha256', 86, hkdf('SHA-256')),
  suite('hkdf_sha384', 83, hkdf('SHA-384')),
  suite('hkdf_sha512', 83, hkdf('SHA-512')),
  suite('hmac_sha256', 174, hmac('SHA-256')),
  suite('hmac_sha384', 174, hmac('SHA-384')),
  suite('hmac_sha512', 174, hmac('SHA-512')),
  suite('ecdsa_secp256r1_sha256', 484, ecdsa('P-256', false)),
  suite('ecdsa_secp256r1_sha256_p1363', 262, ecdsa('P-256', true)),
  suite('ecdsa_secp384r1_sha384', 504, ecdsa('P-384', false)),
  suite('ecdsa_secp384r1_sha384_p1363', 280, ecdsa('P-384', true)),
  suite('rsa_oaep_2048_sha1_mgf1sha1', 36, oaep('OAEP-SHA-1'), 7, 'a label', labelled),
  suite('rsa_oaep_2048_sha256_mgf1sha256', 37, oaep('OAEP-SHA-256'), 8, 'a label', labelled),
  suite('rsa_oaep_4096_sha512_mgf1sha512', 36, oaep('OAEP-SHA-512'), 7, 'a label', labelled),
];
