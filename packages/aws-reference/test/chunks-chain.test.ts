import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChainSigner, ChainVerifier } from '../src/sigv4/chunks/chain.ts';
import { chunkDecoder } from '../src/sigv4/chunks/decode-chunks.ts';
import { chunkEncoder } from '../src/sigv4/chunks/encode-chunks.ts';
import { chunkedContentLength } from '../src/sigv4/chunks/index.ts';
import { verifierOf } from '../src/sigv4/chunks/verifier.ts';
import { streamOf } from '../src/streams/pipe.ts';
import { cut, textOf, through } from './support/streams.ts';

/**
 * A chain as ECDSA has it: signatures are made asynchronously, are of different lengths up to 144 digits, and cannot be
 * computed by whoever verifies.
 */
function asymmetric(): ChainSigner & ChainVerifier & { readonly signed: string[] } {
  const known = new Map<string, string>();
  const signed: string[] = [];
  return {
    algorithm: 'AWS4-ECDSA-P256-SHA256',
    signatureLength: 144,
    amzDate: '20130524T000000Z',
    credentialScope: '20130524/s3/aws4_request',
    signed,
    async sign(text) {
      signed.push(text);
      known.set(text, `${known.size}`.padStart(140 + (known.size % 5), '3'));
      return known.get(text) ?? '';
    },
    async verify(text, signature) {
      return known.get(text) === signature;
    },
  };
}

const plan = { decodedLength: 20_000, chunkSize: 8192, trailers: { first: '1st' } };
const body = new Uint8Array(plan.decodedLength).fill(97);
const seedSignature = '30'.repeat(70);

it('signatures of another length are filled up with asterisks, which are no part of them', async () => {
  const chain = asymmetric();
  const { bytes } = await through([body], streamOf(chunkEncoder({ ...plan, chain, seedSignature })));
  expect(bytes).toHaveLength(chunkedContentLength({ ...plan, signatureLength: 144 }));
  const text = textOf(bytes);
  expect(text.match(/signature[=:]3+\d\*{0,4}\r/g)).toHaveLength(5);
  expect(chain.signed.map((one) => one.split('\n')[0])).toEqual([
    ...Array(4).fill('AWS4-ECDSA-P256-SHA256-PAYLOAD'),
    'AWS4-ECDSA-P256-SHA256-TRAILER',
  ]);
  expect(chain.signed.map((one) => one.split('\n')[3])).toEqual([
    seedSignature,
    ...[140, 141, 142, 143].map((length, at) => `${at}`.padStart(length, '3')),
  ]);
});

it('such a body is verified, and refused when a signature is not filled up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1 }), async (sizes) => {
      const chain = asymmetric();
      const { bytes } = await through([body], streamOf(chunkEncoder({ ...plan, chain, seedSignature })));
      const decoding = { decodedLength: plan.decodedLength, trailers: ['first'], chain, seedSignature };
      const verifier = verifierOf(chunkDecoder(decoding), true);
      const back = await through(cut(bytes, sizes), verifier);
      expect(Buffer.compare(back.bytes, body)).toBe(0);
      expect(await verifier.outcome).toMatchObject({ ok: true, trailers: new Map([['first', '1st']]) });
      const bare = verifierOf(chunkDecoder(decoding), true);
      await through([new TextEncoder().encode(textOf(bytes).replace('*', ''))], bare);
      expect(await bare.outcome).toMatchObject({ ok: false, refusal: { reason: 'SignatureMismatch', index: 0 } });
    }),
    { numRuns: 20 },
  );
});
