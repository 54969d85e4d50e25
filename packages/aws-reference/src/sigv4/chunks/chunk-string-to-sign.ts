import { sha256Hex } from '#primitives';
import { EMPTY_PAYLOAD_HASH } from '../hashed-payload.ts';
import { signature } from '../signature.ts';
import { ALGORITHM } from '../string-to-sign.ts';

/** What every link of a chain of signatures has in common. */
export interface LinkParts {
  /** Left out: `AWS4-HMAC-SHA256`. */
  readonly algorithm?: string | undefined;
  /** Of the seed request, for all chunks: `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly credentialScope: string;
  /** Of the chunk before; of the request itself for the first chunk. */
  readonly previousSignature: string;
}

/** What the StringToSign of a chunk is made of. */
export interface ChunkParts extends LinkParts {
  /** The chunk's bytes: none for the last chunk. */
  readonly data: Uint8Array;
}

/** What the StringToSign of the trailers is made of. */
export interface TrailerParts extends LinkParts {
  /** `name:value\n` for each, sorted by name. */
  readonly canonicalTrailers: string;
}

function link(kind: string, { algorithm = ALGORITHM, amzDate, credentialScope, previousSignature }: LinkParts): string {
  return `${algorithm}-${kind}\n${amzDate}\n${credentialScope}\n${previousSignature}\n`;
}

/**
 * StringToSign of a chunk: algorithm, moment, scope, the signature before, the hash of nothing and the hash of the data,
 * a line each.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html}
 */
export function chunkStringToSign(parts: ChunkParts): string {
  return `${link('PAYLOAD', parts)}${EMPTY_PAYLOAD_HASH}\n${sha256Hex(parts.data)}`;
}

/**
 * Signature of a chunk, the next one's `previousSignature`.
 *
 * @param signingKey - 32 bytes.
 * @returns 64 lower-case hexadecimal digits.
 */
export function chunkSignature(signingKey: Uint8Array, parts: ChunkParts): string {
  return signature(signingKey, chunkStringToSign(parts));
}

/**
 * StringToSign of the trailers: algorithm, moment, scope, the signature of the last chunk and the hash of the canonical
 * trailers, a line each.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html}
 */
export function trailerStringToSign(parts: TrailerParts): string {
  return `${link('TRAILER', parts)}${sha256Hex(parts.canonicalTrailers)}`;
}

/**
 * Signature of the trailers, the value of `x-amz-trailer-signature`.
 *
 * @param signingKey - 32 bytes.
 * @returns 64 lower-case hexadecimal digits.
 */
export function trailerSignature(signingKey: Uint8Array, parts: TrailerParts): string {
  return signature(signingKey, trailerStringToSign(parts));
}
