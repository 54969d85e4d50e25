import { streamOf } from '../../streams/pipe.ts';
import { readHeaders } from '../canonical-headers.ts';
import { SigV4Error } from '../error.ts';
import { type ExplainedRequest, type SignedRequest, signRequest } from '../sign-request.ts';
import { keyFor } from '../signing-key.ts';
import type { SigningOptions } from '../signing-options.ts';
import { ALGORITHM } from '../string-to-sign.ts';
import type { HttpRequest } from '../types.ts';
import { hmacChain } from './chain.ts';
import { chunkEncoder } from './encode-chunks.ts';
import { type ChunkPlan, chunkedContentLength } from './framing.ts';
import { STREAMING_UNSIGNED_PAYLOAD_TRAILER, streamingPayload } from './payload.ts';
import { sortedTrailers, type Trailer } from './trailers.ts';

/** What signing a body in chunks takes. */
export interface ChunkedSigningOptions
  extends Omit<SigningOptions, 'payloadHash' | 'payloadHashHeader'>,
    Omit<ChunkPlan, 'signatureLength'> {
  /** What follows the body: checksums, in the main. Names in any case. */
  readonly trailers?: Readonly<Record<string, Trailer>> | undefined;
}

/** A request without its body, and what turns the body into the one to send. */
export interface ChunkedRequest {
  /** Signed; its `signature` is the seed of the chain. With `explain` it has a `trace`. */
  readonly request: SignedRequest & Partial<Pick<ExplainedRequest, 'trace'>>;
  /** Body in, chunks out: for one body. Keeps one chunk at most, and gives nothing before it is read. */
  readonly encoder: TransformStream<Uint8Array, Uint8Array>;
}

/**
 * The request with the headers that say that its body comes in chunks. `content-length` and `content-encoding` of the
 * request are those of the body itself, and become those of the chunks.
 *
 * @param algorithm - The one that signs the chunks.
 * @throws {@link SigV4Error} `InvalidValue` for a plan that is none, or a request that has a body or says otherwise.
 */
export function announceChunks(request: HttpRequest, plan: ChunkPlan, algorithm: string): HttpRequest {
  if (request.body !== undefined) {
    throw new SigV4Error('InvalidValue', 'request', 'body', 'present, expected none: it goes through the encoder');
  }
  const names = sortedTrailers(plan.trailers).map(([name]) => name);
  const unsigned = plan.payload === 'unsigned-trailer';
  const payload = unsigned ? STREAMING_UNSIGNED_PAYLOAD_TRAILER : streamingPayload(names.length > 0, algorithm);
  const headers = readHeaders(request.headers);
  const set = (name: string, value: string): void => {
    const found = headers.get(name);
    if (found !== undefined && found !== value) {
      throw new SigV4Error('InvalidValue', 'request', `headers.${name}`, `"${found}", expected none or "${value}"`);
    }
    headers.set(name, value);
  };
  const encoding = headers.get('content-encoding') ?? '';
  // Outermost: S3 takes it off and keeps the rest with the object.
  if (!/^aws-chunked\b/.test(encoding)) headers.set('content-encoding', `aws-chunked${encoding && ','}${encoding}`);
  headers.set('content-length', String(chunkedContentLength(plan)));
  set('x-amz-content-sha256', payload);
  set('x-amz-decoded-content-length', String(plan.decodedLength));
  if (names.length > 0) set('x-amz-trailer', names.join(','));
  return { ...request, headers };
}

/**
 * Signs a request whose body is signed chunk by chunk while it flows, so that S3 takes a stream whose hash nobody knows
 * beforehand.
 *
 * Adds `content-length`, `content-encoding: aws-chunked`, `x-amz-content-sha256`, `x-amz-decoded-content-length` and
 * `x-amz-trailer`. A client that sends `transfer-encoding: chunked` instead of `content-length`, as browsers do, needs
 * `unsignedHeaders: ['content-length']`.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html}
 *
 * @example
 * ```ts
 * const { request, encoder } = signChunkedRequest({ method: 'PUT', url }, { credentials, region, service: 's3', decodedLength });
 * await fetch(request.url, { method: 'PUT', headers: request.headers, body: file.stream().pipeThrough(encoder), duplex: 'half' });
 * ```
 * @throws {@link SigV4Error} as {@link signRequest} does, and `InvalidValue` for lengths and trailers that are none. The
 * encoder's stream ends with one when more or fewer bytes come than `decodedLength` says.
 */
export function signChunkedRequest(request: HttpRequest, options: ChunkedSigningOptions): ChunkedRequest {
  const signed = signRequest(announceChunks(request, options, ALGORITHM), options);
  const { signature: seedSignature, amzDate, credentialScope } = signed;
  const { key } = keyFor(options, amzDate);
  const chain = options.payload === 'unsigned-trailer' ? undefined : hmacChain(key, amzDate, credentialScope);
  const { decodedLength, chunkSize, trailers } = options;
  const encoder = chunkEncoder({ decodedLength, chunkSize, trailers, chain, seedSignature });
  return { request: signed, encoder: streamOf(encoder) };
}
