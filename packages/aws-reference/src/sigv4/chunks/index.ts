// The steps.
export {
  type ChunkParts,
  chunkSignature,
  chunkStringToSign,
  type LinkParts,
  type TrailerParts,
  trailerSignature,
  trailerStringToSign,
} from './chunk-string-to-sign.ts';
export type { ChunkLimits, ChunkSummary } from './decode-chunks.ts';
export { type ChunkPlan, chunkedContentLength, chunkHeader, DEFAULT_CHUNK_SIZE, MIN_CHUNK_SIZE } from './framing.ts';
export { STREAMING_UNSIGNED_PAYLOAD_TRAILER, streamingPayload } from './payload.ts';
export { type StreamRefusal, type StreamRefusalReason, StreamRefusedError } from './refusal.ts';
// What is made of them.
export { type ChunkedRequest, type ChunkedSigningOptions, signChunkedRequest } from './sign-chunked-request.ts';
export { canonicalTrailers, type Trailer, type TrailerUpdater } from './trailers.ts';
export type { StreamOutcome, StreamVerifier } from './verifier.ts';
export { type ChunkVerifyOptions, verifyChunks } from './verify-chunks.ts';
