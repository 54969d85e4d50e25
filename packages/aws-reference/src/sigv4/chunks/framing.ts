import { SigV4Error } from '../error.ts';
import { sortedTrailers, TRAILER_SIGNATURE } from './trailers.ts';

/** Bytes of each chunk but the last, unless asked for otherwise: what S3 recommends at least. */
export const DEFAULT_CHUNK_SIZE = 65_536;
/** S3 takes no smaller chunk, but for the last. */
export const MIN_CHUNK_SIZE = 8192;

/** What decides the length of a body in chunks. */
export interface ChunkPlan {
  /** Bytes of the body itself: an integer from 0. S3 calls it `x-amz-decoded-content-length`. */
  readonly decodedLength: number;
  /** Bytes of each chunk but the last: an integer from 8,192. Left out: 65,536. */
  readonly chunkSize?: number | undefined;
  /** Whether chunks and trailers are signed. `unsigned-trailer` is for HTTPS. Left out: `signed`. */
  readonly payload?: 'signed' | 'unsigned-trailer' | undefined;
  /** Each trailer or its length. */
  readonly trailers?: Readonly<Record<string, { readonly length: number }>> | undefined;
  /** Characters of a signature. Left out: 64. */
  readonly signatureLength?: number | undefined;
}

/**
 * Refuses lengths that no body has.
 *
 * @throws {@link SigV4Error} `InvalidValue`.
 */
export function checkPlan({ decodedLength, chunkSize = DEFAULT_CHUNK_SIZE }: ChunkPlan): void {
  const check = (field: string, value: number, min: number): void => {
    if (Number.isSafeInteger(value) && value >= min) return;
    throw new SigV4Error('InvalidValue', 'request', field, `${value}, expected an integer from ${min}`);
  };
  check('decodedLength', decodedLength, 0);
  check('chunkSize', chunkSize, MIN_CHUNK_SIZE);
}

/** First line of a chunk: its size in hexadecimal digits and, when it is signed, its signature. */
export function chunkHeader(size: number, signature?: string): string {
  return `${size.toString(16)}${signature === undefined ? '' : `;chunk-signature=${signature}`}\r\n`;
}

/** Bytes of {@link chunkHeader}. */
export function headerLength(size: number, signatureLength: number): number {
  return size.toString(16).length + (signatureLength === 0 ? 2 : 19 + signatureLength);
}

/**
 * Content-Length of a body in chunks, exactly, before any byte of it is there.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html}
 *
 * @example
 * ```ts
 * chunkedContentLength({ decodedLength: 66_560 }); // 66824
 * ```
 * @throws {@link SigV4Error} `InvalidValue` for a length or a trailer's name that is none.
 */
export function chunkedContentLength(plan: ChunkPlan): number {
  checkPlan(plan);
  const { decodedLength, chunkSize = DEFAULT_CHUNK_SIZE, payload, signatureLength = 64 } = plan;
  const signed = payload === 'unsigned-trailer' ? 0 : signatureLength;
  const frame = (size: number): number => headerLength(size, signed) + size + 2;
  const last = decodedLength % chunkSize;
  let length = Math.floor(decodedLength / chunkSize) * frame(chunkSize) + (last === 0 ? 0 : frame(last)) + frame(0);
  const trailers = sortedTrailers(plan.trailers);
  for (const [name, value] of trailers) length += name.length + value.length + 3;
  if (trailers.length > 0 && signed > 0) length += TRAILER_SIGNATURE.length + signed + 3;
  return length;
}
