import { isBytes } from '../../bytes/collector.ts';
import { utf8 } from '../../bytes/utf8.ts';
import type { Pipe } from '../../streams/pipe.ts';
import { SigV4Error } from '../error.ts';
import { type ChainSigner, signLinks } from './chain.ts';
import { type ChunkPlan, checkPlan, chunkHeader, DEFAULT_CHUNK_SIZE, headerLength } from './framing.ts';
import { canonicalTrailers, finalValue, sortedTrailers, TRAILER_SIGNATURE, type Trailer } from './trailers.ts';

/** What encoding takes. */
export interface ChunkEncoding extends Omit<ChunkPlan, 'payload' | 'signatureLength'> {
  readonly trailers?: Readonly<Record<string, Trailer>> | undefined;
  /** Signs the chunks. Left out: they are not signed. */
  readonly chain?: ChainSigner | undefined;
  /** Signature of the request. */
  readonly seedSignature: string;
}

/** A chunk that fills up. Header, data and line end lie in one array, so that the data is copied once. */
interface Frame {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the data begins. */
  readonly head: number;
  /** Where it ends. */
  readonly tail: number;
  /** How far it goes. */
  at: number;
}

function openFrame(size: number, signatureLength: number): Frame {
  const head = headerLength(size, signatureLength);
  return { bytes: new Uint8Array(head + size + 2), head, tail: head + size, at: head };
}

/**
 * Frames a body and signs its chunks. Keeps one chunk, whatever the pieces it gets.
 *
 * @throws {@link SigV4Error} `InvalidValue` at once for the plan; from `write` and `end` when more or fewer bytes come
 * than announced, and for trailers that are not as announced.
 */
export function chunkEncoder(encoding: ChunkEncoding): Pipe {
  checkPlan(encoding);
  const { decodedLength, chunkSize = DEFAULT_CHUNK_SIZE, chain, seedSignature } = encoding;
  const trailers = sortedTrailers<Trailer>(encoding.trailers);
  const sign = chain === undefined ? undefined : signLinks(chain, seedSignature);
  for (const [name, trailer] of trailers) if (typeof trailer === 'string') finalValue(name, trailer);
  let received = 0;
  let frame: Frame | undefined;

  const close = async ({ bytes, head, tail }: Frame): Promise<Uint8Array> => {
    const data = bytes.subarray(head, tail);
    for (const [, trailer] of trailers) if (typeof trailer !== 'string') trailer.update?.(data);
    bytes.set(utf8(chunkHeader(data.length, await sign?.(data))));
    bytes.set([13, 10], tail);
    return bytes;
  };
  const last = async (): Promise<string> => {
    const values = new Map(trailers.map(([name, trailer]) => [name, finalValue(name, trailer)]));
    let text = chunkHeader(0, await sign?.(new Uint8Array()));
    for (const [name, value] of values) text += `${name}:${value}\r\n`;
    if (sign && values.size > 0) text += `${TRAILER_SIGNATURE}:${await sign(canonicalTrailers(values))}\r\n`;
    return `${text}\r\n`;
  };

  return {
    async *write(piece) {
      if (!isBytes(piece)) throw new SigV4Error('InvalidValue', 'request', 'body', 'expected pieces of Uint8Array');
      if (piece.length > decodedLength - received) throw wrongLength(decodedLength, 'more');
      for (let at = 0; at < piece.length; ) {
        const open = frame ?? openFrame(Math.min(chunkSize, decodedLength - received), chain?.signatureLength ?? 0);
        const part = piece.subarray(at, at + open.tail - open.at);
        open.bytes.set(part, open.at);
        open.at += part.length;
        received += part.length;
        at += part.length;
        frame = open.at < open.tail ? open : undefined;
        if (frame === undefined) yield await close(open);
      }
    },
    async *end() {
      if (received < decodedLength) throw wrongLength(decodedLength, 'fewer');
      yield utf8(await last());
    },
  };
}

function wrongLength(decodedLength: number, found: string): SigV4Error {
  return new SigV4Error('InvalidValue', 'request', 'decodedLength', `${decodedLength}, but ${found} bytes came`);
}
