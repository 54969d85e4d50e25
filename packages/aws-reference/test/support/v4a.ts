import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64Url } from '../../src/bytes/base64.ts';
import {
  importPublicKey,
  type PresignOptions,
  type PublicKey,
  presignUrl,
  signRequest,
  verifySignature,
} from '../../src/sigv4/v4a/index.ts';
import { suiteOptions } from './suite.ts';
import type { SuiteCase } from './vectors.ts';

/** Cases of the suite for Signature Version 4A that have expected values. */
export const V4A_CASES = 38;

export const FORMS = ['header', 'query'] as const;
export type Form = (typeof FORMS)[number];

/** The key pair that the suite gives for the published example keys `AKIDEXAMPLE`. */
export const SUITE_PUBLIC_KEY = publicKeyOf(
  'b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1',
  '865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518',
);

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** A point, from 64 hexadecimal digits each. */
export function publicKeyOf(x: string, y: string): PublicKey {
  return { kty: 'EC', crv: 'P-256', x: toBase64Url(fromHex(x)), y: toBase64Url(fromHex(y)) };
}

/** Options of signing as the `context.json` of a case asks for them. */
export function v4aOptions(one: SuiteCase): PresignOptions {
  const { region, keys: _, ...options } = suiteOptions(one);
  return { ...options, regionSet: region };
}

export interface V4aSteps {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** The steps of ours, with a signature of ours, which is another one at each call. */
export async function ourV4aSteps(one: SuiteCase, via: Form): Promise<V4aSteps & { readonly signature: string }> {
  const options = { ...v4aOptions(one), explain: true, reveal: true } as const;
  const { trace } = await (via === 'header' ? signRequest(one.request, options) : presignUrl(one.request, options));
  const { canonicalRequest, stringToSign, signature } = trace;
  return { canonicalRequest, stringToSign, signature };
}

/** The steps of the suite. */
export function suiteV4aSteps(one: SuiteCase, via: Form): V4aSteps {
  return {
    canonicalRequest: one.expected(`${via}-canonical-request`),
    stringToSign: one.expected(`${via}-string-to-sign`),
  };
}

/** Whether the public key of a case vouches for a signature over its StringToSign. */
export async function suiteVouches(folder: string, one: SuiteCase, via: Form, signature: string): Promise<boolean> {
  const text = readFileSync(join(folder, one.name, 'public-key.json'), 'utf8');
  const { X, Y } = JSON.parse(text) as { readonly X: string; readonly Y: string };
  const key = await importPublicKey(publicKeyOf(X, Y));
  return await verifySignature(key, suiteV4aSteps(one, via).stringToSign, signature);
}

/** A key derivation of the vectors: hexadecimal digits. */
export interface V4aDerivation {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly privateKey: string;
  readonly publicX: string;
  readonly publicY: string;
}

export interface V4aKat {
  readonly keyDerivation: readonly V4aDerivation[];
  readonly chunked: {
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly publicX: string;
    readonly publicY: string;
    readonly chunkHashes: readonly string[];
    readonly trailerHash: string;
    readonly signaturePaddedTo: number;
    readonly padChar: string;
  };
}

/** @param vectors - The folder of `NOTEBANK_VECTORS`. */
export function v4aKat(vectors: string): V4aKat {
  return JSON.parse(readFileSync(join(vectors, 'sigv4a/kat/sigv4a-kats.json'), 'utf8')) as V4aKat;
}

/** A signature of Project Wycheproof over a message, with the public key that should vouch for it or not. */
export interface WycheproofCase {
  readonly id: number;
  readonly comment: string;
  readonly publicKey: PublicKey;
  readonly message: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly valid: boolean;
}

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly wx: string; readonly wy: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: string;
    }[];
  }[];
}

/** Cases of ECDSA on P-256 with SHA-256 and DER signatures. */
export const WYCHEPROOF_CASES = 484;

/** @param vectors - The folder of `NOTEBANK_VECTORS`. */
export function wycheproofCases(vectors: string): WycheproofCase[] {
  const file = join(vectors, 'wycheproof/ecdsa_secp256r1_sha256_test.json');
  const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as WycheproofFile;
  const coordinate = (hex: string) => hex.padStart(64, '0').slice(-64);
  return testGroups.flatMap(({ publicKey: { wx, wy }, tests }) =>
    tests.map(({ tcId, comment, msg, sig, result }) => ({
      id: tcId,
      comment,
      publicKey: publicKeyOf(coordinate(wx), coordinate(wy)),
      message: fromHex(msg),
      signature: fromHex(sig),
      valid: result === 'valid',
    })),
  );
}
