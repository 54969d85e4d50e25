import { readHeaders } from '../canonical-headers.ts';
import { SigV4Error } from '../error.ts';
import type { SigningKeyCache } from '../signing-key.ts';
import { keyFor } from '../signing-key.ts';
import type { Credentials, HttpRequest } from '../types.ts';
import type { Verified } from '../verify-request.ts';
import { type ChainVerifier, hmacChain } from './chain.ts';
import { type ChunkDecoding, type ChunkLimits, type ChunkSummary, chunkDecoder } from './decode-chunks.ts';
import { STREAMING_UNSIGNED_PAYLOAD_TRAILER, streamingPayload } from './payload.ts';
import { refused, StreamRefusedError } from './refusal.ts';
import { type Decoder, refuser, type StreamVerifier, verifierOf } from './verifier.ts';

/** What verifying a body in chunks takes. */
export interface ChunkVerifyOptions extends ChunkLimits {
  /** Those that verified the request. */
  readonly credentials: Credentials;
  /** Keeps signing keys between calls. */
  readonly keys?: SigningKeyCache | undefined;
  /** Tell why a body is refused. For logs and labs, not for the sender. */
  readonly explain?: boolean | undefined;
}

/** What a request announces of its body. */
type Announced = Pick<ChunkDecoding, 'decodedLength' | 'trailers'> & { readonly signed: boolean };

/** Reads what a request announces; throws the refusal of one that announces nothing of the kind. */
function readAnnouncement(input: HttpRequest['headers'], hashedPayload: string, algorithm?: string): Announced {
  const signed = hashedPayload !== STREAMING_UNSIGNED_PAYLOAD_TRAILER;
  const trailing = !signed || hashedPayload === streamingPayload(true, algorithm);
  if (!trailing && hashedPayload !== streamingPayload(false, algorithm))
    throw refused('Malformed', 'x-amz-content-sha256');
  const headers = readHeaders(input);
  const length = headers.get('x-amz-decoded-content-length') ?? '';
  const decodedLength = Number(length);
  if (!/^\d+$/.test(length) || !Number.isSafeInteger(decodedLength))
    throw refused('Malformed', 'x-amz-decoded-content-length');
  const names = headers
    .get('x-amz-trailer')
    ?.toLowerCase()
    .split(/\s*,\s*/);
  const trailers = names ?? (trailing && !signed ? [] : undefined);
  if ((trailers !== undefined) !== trailing) throw refused('Malformed', 'x-amz-trailer');
  return { signed, decodedLength, trailers };
}

/**
 * Decodes and verifies the body of a request that was verified, with whichever chain.
 *
 * @param chain - Verifies the links; not asked for when the chunks are not signed.
 */
export function decodeVerified(
  request: Pick<HttpRequest, 'headers'>,
  { hashedPayload, signature: seedSignature }: Pick<Verified, 'hashedPayload' | 'signature'>,
  chain: ChainVerifier,
  options: ChunkLimits & Pick<ChunkVerifyOptions, 'explain'>,
): StreamVerifier<ChunkSummary> {
  const decoder = (): Decoder<ChunkSummary> => {
    try {
      const { signed, ...announced } = readAnnouncement(request.headers, hashedPayload, chain.algorithm);
      return chunkDecoder({ ...options, ...announced, seedSignature, chain: signed ? chain : undefined });
    } catch (error) {
      if (error instanceof StreamRefusedError) return refuser(error);
      throw error;
    }
  };
  return verifierOf(decoder(), options.explain);
}

/**
 * Verifies a body in chunks while it flows: takes what arrived and gives the body itself.
 *
 * No byte of a chunk comes out before the chunk's signature is verified. The chain covers order and length, so that a
 * body is whole only when the stream ends without an error and `outcome` says `ok`: do not act on a part of it.
 *
 * Of `STREAMING-UNSIGNED-PAYLOAD-TRAILER`, only framing, length and the names of the trailers are checked.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html}
 *
 * @param request - The one that was verified: its headers tell length and trailers.
 * @param verified - What `verifyRequest` found, with `allowStreamingPayload`.
 * @throws {@link SigV4Error} `InvalidValue` for credentials of another access key; never because of what arrived.
 */
export function verifyChunks(
  request: Pick<HttpRequest, 'headers'>,
  verified: Verified,
  options: ChunkVerifyOptions,
): StreamVerifier<ChunkSummary> {
  const { credentials, keys } = options;
  if (credentials.accessKeyId !== verified.accessKeyId) {
    throw new SigV4Error('InvalidValue', 'verification', 'credentials', 'expected those that verified the request');
  }
  const { amzDate, credentialScope } = verified;
  const [, region = '', service = ''] = credentialScope.split('/');
  const { key } = keyFor({ credentials, region, service, keys }, amzDate);
  return decodeVerified(request, verified, hmacChain(key, amzDate, credentialScope), options);
}
