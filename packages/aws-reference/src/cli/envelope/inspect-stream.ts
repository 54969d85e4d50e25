import { type FrameKind, footerGrammar, frameGrammar } from '../../envelope/body-grammar.ts';
import { EnvelopeError, tooMuch } from '../../envelope/error.ts';
import { advance, begin, beginning, type Grammar, type Place, trailing, truncated } from '../../envelope/grammar.ts';
import { headerGrammar } from '../../envelope/header-grammar.ts';
import { type InspectedField, inspect, type MessageHeader } from '../../envelope/index.ts';
import type { PieceReader } from './piece-reader.ts';

/** Frames of one kind, or a body without frames. */
export interface InspectedFrames {
  /** `single` is a body without frames. */
  readonly kind: FrameKind;
  readonly count: number;
  /** Of the first. */
  readonly sequenceNumber: number;
  /** In the message, in bytes. */
  readonly start: number;
  readonly end: number;
  /** Bytes of plaintext in each. */
  readonly contentLength: number;
}

/** What can be told of a message of any size without any key. Nothing of it is authenticated. */
export interface StreamInspection {
  /** Of header and footer. */
  readonly fields: readonly InspectedField[];
  /** The bytes of the header's fields, as far as they came. */
  readonly headerBytes: Uint8Array;
  readonly header: MessageHeader | undefined;
  /** The regular frames together, and the last one. */
  readonly frames: readonly InspectedFrames[];
  /** Signature in DER. */
  readonly signature: Uint8Array | undefined;
  /** Why reading ended before the end of the message. */
  readonly problem: EnvelopeError | undefined;
}

/**
 * Takes a message apart as it comes. Holds the header, never a frame.
 *
 * @param maxBufferedBytes - Bytes of a header, at most.
 */
export async function inspectStream(reader: PieceReader, maxBufferedBytes: number): Promise<StreamInspection> {
  const place = beginning();
  const parts: Uint8Array[] = [];
  const frames: InspectedFrames[] = [];
  const footer: InspectedField[] = [];
  let signature: Uint8Array | undefined;
  let problem: EnvelopeError | undefined;
  try {
    const keep = ({ end }: Place, bytes: Uint8Array): void => {
      parts.push(bytes);
      if (end <= maxBufferedBytes) return;
      throw tooMuch('maxBufferedBytes', `${maxBufferedBytes}, but the header has more bytes and must be held whole`);
    };
    const header = await read(headerGrammar(place, {}), reader, place, keep);
    await readFrames(header, reader, place, frames);
    if (header.algorithmSuite.curve) {
      signature = await read(footerGrammar(), reader, place, ({ field: name, start, end }) =>
        footer.push({ name, part: 'footer', start, end }),
      );
    }
    if (!(await reader.isOver())) throw trailing(place.end);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    problem = error;
  }
  const headerBytes = Buffer.concat(parts);
  // What it says of the header's fields is the same, whatever follows.
  const { fields, header } = inspect(headerBytes);
  return { fields: [...fields, ...footer], headerBytes, header, frames, signature, problem };
}

/** Runs a grammar; what is in the frames is passed over. */
async function read<Result>(
  grammar: Grammar<Result>,
  reader: PieceReader,
  place: Place,
  note: (place: Place, bytes: Uint8Array) => void = () => {},
): Promise<Result> {
  let next = begin(grammar);
  while (!next.done) {
    advance(place, next.value);
    const [length, field] = next.value;
    const bytes = field === 'content' ? (await reader.skip(length)) && NOTHING : await reader.take(length);
    if (!bytes) throw truncated(place, reader.received);
    note(place, bytes);
    next = grammar.next(bytes);
  }
  return next.value;
}

const NOTHING = new Uint8Array();

/** Bytes of the tag, which ends the content. */
const TAG = 16;

async function readFrames(
  header: MessageHeader,
  reader: PieceReader,
  place: Place,
  frames: InspectedFrames[],
): Promise<void> {
  for (let number = 1; frames.at(-1)?.kind !== 'single' && frames.at(-1)?.kind !== 'final'; number++) {
    const start = place.end;
    const grammar = frameGrammar(place, header, number, Number.POSITIVE_INFINITY);
    const { kind, sequenceNumber } = await read(grammar, reader, place);
    const { end } = place;
    const frame = { kind, count: 1, sequenceNumber, start, end, contentLength: end - place.start - TAG };
    const before = frames.at(-1);
    if (kind !== 'regular' || !before) frames.push(frame);
    else frames[0] = { ...before, count: before.count + 1, end };
  }
}

/** Bytes of plaintext in all frames. */
export const plaintextLength = ({ frames }: StreamInspection): number =>
  frames.reduce((sum, { count, contentLength }) => sum + count * contentLength, 0);
