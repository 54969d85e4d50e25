import { collector, isBytes } from '../../bytes/collector.ts';
import { SigV4Error } from '../error.ts';
import { type ChainVerifier, verifyLinks } from './chain.ts';
import { MIN_CHUNK_SIZE } from './framing.ts';
import { lineReader } from './line-reader.ts';
import { readTrailers } from './read-trailers.ts';
import { refused } from './refusal.ts';
import type { Decoder } from './verifier.ts';

/** Limits of what is taken. */
export interface ChunkLimits {
  /** Bytes of each chunk but the last, at least. Left out: 8,192, as S3 has it. */
  readonly minChunkSize?: number | undefined;
  /** Bytes of a signed chunk, at most: it is kept until its signature is verified. Left out: 1,048,576. */
  readonly maxChunkSize?: number | undefined;
  /** Bytes of a line between the data, at most. Left out: 8,192. */
  readonly maxLineLength?: number | undefined;
}

/** What decoding takes. */
export interface ChunkDecoding extends ChunkLimits {
  /** Verifies the chunks. Left out: they are not signed. */
  readonly chain?: ChainVerifier | undefined;
  /** Signature of the request, verified already. */
  readonly seedSignature: string;
  /** Bytes of the body itself, as the request announced them. */
  readonly decodedLength: number;
  /** Lower-case names of the trailers, as the request announced them. Left out: no trailers follow. */
  readonly trailers?: readonly string[] | undefined;
}

/** What is known of a body that was decoded to its end. */
export interface ChunkSummary {
  /** Bytes. */
  readonly decodedLength: number;
  /** Without the last one, which is empty. */
  readonly chunks: number;
  /** By lower-case name. Not signed when the chunks are not. Whether a checksum is right is for the caller to see. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** A piece, and how far it has been read. */
interface Cursor {
  readonly piece: Uint8Array;
  at: number;
}

/** Reads on, and gives what is verified. */
type Step = (cursor: Cursor) => Promise<Uint8Array | undefined>;

/** Size and signature. A length may be written in either case. */
const HEADER = /^([\dA-Fa-f]{1,13})(?:;chunk-signature=([\da-f]+\**))?$/;

/**
 * Takes a body out of its chunks and verifies each before a byte of it comes out. Keeps one chunk and one line.
 *
 * @throws {@link StreamRefusedError} from `write` and `end`, for everything that is not as signed and announced.
 */
export function chunkDecoder(decoding: ChunkDecoding): Decoder<ChunkSummary> {
  const { chain, decodedLength, minChunkSize = MIN_CHUNK_SIZE, maxChunkSize = 1_048_576 } = decoding;
  const verify = chain && verifyLinks(chain, decoding.seedSignature);
  const lines = lineReader(decoding.maxLineLength ?? 8192);
  const trailers = decoding.trailers && readTrailers(decoding.trailers, verify);
  let index = 0;
  let received = 0;
  let short = false;
  let step = line(header);

  function line(handle: (text: string) => Step | Promise<Step>): Step {
    return async (cursor) => {
      cursor.at += lines.take(cursor.piece, cursor.at);
      const text = lines.next();
      if (text !== undefined) step = await handle(text);
      else if (lines.overlong) throw refused('TooLarge', 'line');
      return undefined;
    };
  }

  async function header(text: string): Promise<Step> {
    const [, digits, signature] = HEADER.exec(text) ?? [];
    if (digits === undefined || (signature === undefined) !== (verify === undefined)) {
      throw refused('Malformed', 'chunk-header');
    }
    const size = Number.parseInt(digits, 16);
    checkSize(size);
    if (size > 0) return signature === undefined ? passed(size) : held(size, signature);
    if (signature !== undefined && !(await verify?.(new Uint8Array(), signature))) throw refused('SignatureMismatch');
    return trailers === undefined ? line(lastLine) : line(trailerLine);
  }

  function checkSize(size: number): void {
    if (size === 0 ? received !== decodedLength : size > decodedLength - received) throw refused('LengthMismatch');
    if (size > 0 && short) throw refused('TooSmall', 'chunk');
    if (verify && size > maxChunkSize) throw refused('TooLarge', 'chunk');
    short = size < minChunkSize;
  }

  /** Keeps a chunk until all of it is there and verified. */
  function held(size: number, signature: string): Step {
    const chunk = collector(size);
    return async (cursor) => {
      cursor.at += chunk.take(cursor.piece, cursor.at);
      const { whole } = chunk;
      if (whole === undefined) return undefined;
      if (!(await verify?.(whole, signature))) throw refused('SignatureMismatch');
      received += size;
      step = line(chunkEnd);
      return whole;
    };
  }

  /** Lets the bytes of an unsigned chunk through as they come. */
  function passed(size: number): Step {
    let left = size;
    return async (cursor) => {
      const part = cursor.piece.subarray(cursor.at, cursor.at + left);
      cursor.at += part.length;
      left -= part.length;
      received += part.length;
      if (left === 0) step = line(chunkEnd);
      return part;
    };
  }

  function chunkEnd(text: string): Step {
    if (text !== '') throw refused('Malformed', 'chunk-end');
    index++;
    return line(header);
  }

  async function trailerLine(text: string): Promise<Step> {
    return (await trailers?.take(text)) ? over : line(trailerLine);
  }

  function lastLine(text: string): Step {
    if (text !== '') throw refused('UnexpectedTrailer');
    return over;
  }

  async function over(): Promise<undefined> {
    throw refused('TrailingBytes');
  }

  return {
    async *write(piece) {
      if (!isBytes(piece)) {
        throw new SigV4Error('InvalidValue', 'verification', 'body', 'expected pieces of Uint8Array');
      }
      const cursor = { piece, at: 0 };
      while (cursor.at < piece.length) {
        const verified = await step(cursor);
        if (verified !== undefined) yield verified;
      }
    },
    end() {
      if (step !== over) throw refused('Truncated');
      return [];
    },
    get index() {
      return index;
    },
    summary: () => ({ decodedLength: received, chunks: index, trailers: trailers?.values ?? new Map() }),
  };
}
