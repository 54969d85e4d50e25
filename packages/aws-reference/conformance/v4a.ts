import { join } from 'node:path';
import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { toHex } from '../src/bytes/hex.ts';
import * as node from '../src/primitives/ecdsa-node.ts';
import * as portable from '../src/primitives/ecdsa-portable.ts';
import { hashedPayload } from '../src/sigv4/index.ts';
import { deriveSigningKeyPair, privateKeyBytes } from '../src/sigv4/v4a/index.ts';
import {
  FORMS,
  type Form,
  ourV4aSteps,
  publicKeyOf,
  suiteV4aSteps,
  suiteVouches,
  V4A_CASES,
  type V4aDerivation,
  type V4aKat,
  v4aKat,
  WYCHEPROOF_CASES,
  type WycheproofCase,
  wycheproofCases,
} from '../test/support/v4a.ts';
import { type SuiteCase, suiteCases } from '../test/support/vectors.ts';

/** Key derivations, and values of the chunked example: a key pair, three chunks and the trailers, two of the padding. */
export const V4A_DERIVATIONS = 2;
export const V4A_CHUNK_VALUES = 7;

/** Signature Version 4A: steps and signatures of the suite, key derivations, and ECDSA in both runtimes' spelling. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const folder = join(vectors ?? '', 'sigv4a/aws-c-auth');
  const forms = vectors && suiteForms(folder);
  const kat = vectors ? v4aKat(vectors) : undefined;
  const hostile = vectors && wycheproofCases(vectors);
  return [
    await count('sigv4a/aws-c-auth/steps', 2 * V4A_CASES, forms, stepsHold),
    await count('sigv4a/aws-c-auth/signatures', 2 * V4A_CASES, forms, ([one, via]) =>
      suiteVouches(folder, one, via, one.expected(`${via}-signature`)),
    ),
    await count('sigv4a/aws-c-auth/our-signatures', 2 * V4A_CASES, forms, async ([one, via]) =>
      suiteVouches(folder, one, via, (await ourV4aSteps(one, via)).signature),
    ),
    await count('sigv4a/kat/key-derivation', V4A_DERIVATIONS, kat?.keyDerivation, derivationHolds),
    await count('sigv4a/kat/chunks', V4A_CHUNK_VALUES, kat && (await chunkValues(kat)), async ([is, be]) => is === be),
    await count('wycheproof/ecdsa-p256 (sigv4a)', WYCHEPROOF_CASES, hostile, (one) => vouchesAsTold(node, one)),
    await count('wycheproof/ecdsa-p256 (sigv4a, WebCrypto)', WYCHEPROOF_CASES, hostile, (one) =>
      vouchesAsTold(portable, one),
    ),
  ];
}

type SuiteForm = readonly [SuiteCase, Form];

function suiteForms(folder: string): SuiteForm[] {
  return suiteCases(folder).flatMap((one) => FORMS.map((via): SuiteForm => [one, via]));
}

async function stepsHold([one, via]: SuiteForm): Promise<boolean> {
  const [ours, theirs] = [await ourV4aSteps(one, via), suiteV4aSteps(one, via)];
  return ours.canonicalRequest === theirs.canonicalRequest && ours.stringToSign === theirs.stringToSign;
}

async function derivationHolds({ privateKey, publicX, publicY, ...credentials }: V4aDerivation): Promise<boolean> {
  const { publicKey } = await deriveSigningKeyPair(credentials);
  const expected = publicKeyOf(publicX, publicY);
  return toHex(privateKeyBytes(credentials)) === privateKey && publicKey.x === expected.x && publicKey.y === expected.y;
}

/** What is, and what should be, of the example of a chunked upload. */
export async function chunkValues({ chunked }: V4aKat): Promise<(readonly [is: unknown, be: unknown])[]> {
  const { publicKey } = await deriveSigningKeyPair(chunked.credentials);
  const expected = publicKeyOf(chunked.publicX, chunked.publicY);
  const chunks = ['a'.repeat(65_536), 'a'.repeat(1024), ''].map(hashedPayload);
  return [
    [`${publicKey.x} ${publicKey.y}`, `${expected.x} ${expected.y}`],
    ...chunks.map((hash, at): readonly [unknown, unknown] => [hash, chunked.chunkHashes[at]]),
    [hashedPayload('first:1st\nsecond:2nd\nthird:3rd\n'), chunked.trailerHash],
    [144, chunked.signaturePaddedTo],
    ['*', chunked.padChar],
  ];
}

async function vouchesAsTold(ecdsa: typeof node | typeof portable, one: WycheproofCase): Promise<boolean> {
  const { importPublicJwk, ecdsaVerify } = ecdsa as typeof portable;
  return (await ecdsaVerify(await importPublicJwk(one.publicKey), one.signature, one.message)) === one.valid;
}

/** Counts what holds. A case that is missing counts as failed, and so does one that throws. */
async function count<Case>(
  suite: string,
  cases: number,
  found: readonly Case[] | '' | undefined,
  holds: (one: Case) => Promise<boolean>,
): Promise<ConformanceResult> {
  if (!found) return { suite, cases, passed: 0, failed: 0, skipped: cases };
  const held = await Promise.all(found.map((one) => holds(one).catch(() => false)));
  const passed = held.filter(Boolean).length;
  const all = Math.max(cases, found.length);
  return { suite, cases: all, passed, failed: all - passed, skipped: 0 };
}
