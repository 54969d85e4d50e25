import { readUint } from './bytes.ts';
import { tooMuch } from './error.ts';
import { type Grammar, malformed, type Place } from './grammar.ts';
import type { MessageHeader } from './message-header.ts';

/** `single` is a body that is not framed. */
export type FrameKind = 'single' | 'regular' | 'final';

export interface Frame {
  readonly kind: FrameKind;
  /** From 1. */
  readonly sequenceNumber: number;
  /** 12 bytes. */
  readonly iv: Uint8Array;
  /** Ciphertext, and the tag of 16 bytes. */
  readonly sealed: Uint8Array;
}

/** Stands in the place of a sequence number before that of the final frame. */
export const FINAL_FRAME = 0xffff_ffff;

/** Bytes of plaintext that one call of AES-GCM takes: 2^36 - 32. */
const MAX_CONTENT = 68_719_476_704;

/**
 * The grammar of a frame, or of a body that is not framed.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html#body-structure}
 *
 * @param sequenceNumber - The one that follows.
 * @param maxBufferedBytes - Bytes of plaintext, at most.
 */
export function* frameGrammar(
  place: Place,
  { frameLength }: Pick<MessageHeader, 'frameLength'>,
  sequenceNumber: number,
  maxBufferedBytes: number,
): Grammar<Frame> {
  if (frameLength === 0) return yield* singleGrammar(place, maxBufferedBytes);
  checkBuffer(maxBufferedBytes, frameLength, 'a frame');
  let number = readUint(yield [4, 'sequenceNumber']);
  const final = number === FINAL_FRAME;
  if (final) number = readUint(yield [4, 'sequenceNumber']);
  if (number !== sequenceNumber) throw malformed(place, number, `${sequenceNumber}`);
  const iv = yield [12, 'iv'];
  const length = final ? readUint(yield [4, 'contentLength']) : frameLength;
  if (length > frameLength) throw malformed(place, length, `at most the frame length, ${frameLength}`);
  return { kind: final ? 'final' : 'regular', sequenceNumber, iv, sealed: yield [length + 16, 'content'] };
}

/** Bytes of a regular frame beside its content: sequence number, IV and tag. */
export const REGULAR_OVERHEAD = 4 + 12 + 16;

/**
 * Whether a regular frame lies whole at `at`. Most of a message is such frames: to see so at once, instead of field by
 * field, is most of the speed of reading.
 */
export function isRegularFrame(bytes: Uint8Array, at: number, frameLength: number, sequenceNumber: number): boolean {
  return (
    frameLength > 0 &&
    bytes.length - at >= frameLength + REGULAR_OVERHEAD &&
    sequenceNumber !== FINAL_FRAME &&
    readUint(bytes, at, at + 4) === sequenceNumber
  );
}

/** The regular frame that {@link isRegularFrame} has seen. */
export function regularFrame(bytes: Uint8Array, at: number, frameLength: number, sequenceNumber: number): Frame {
  const iv = bytes.subarray(at + 4, at + 16);
  const sealed = bytes.subarray(at + 16, at + frameLength + REGULAR_OVERHEAD);
  return { kind: 'regular', sequenceNumber, iv, sealed };
}

function* singleGrammar(place: Place, maxBufferedBytes: number): Grammar<Frame> {
  const iv = yield [12, 'iv'];
  const length = readUint(yield [8, 'contentLength']);
  if (length > MAX_CONTENT) throw malformed(place, length, `at most ${MAX_CONTENT}`);
  checkBuffer(maxBufferedBytes, length, 'a body without frames');
  return { kind: 'single', sequenceNumber: 1, iv, sealed: yield [length + 16, 'content'] };
}

function checkBuffer(maxBufferedBytes: number, length: number, what: string): void {
  if (length > maxBufferedBytes) {
    throw tooMuch('maxBufferedBytes', `${maxBufferedBytes}, but ${what} of ${length} bytes must be held whole`);
  }
}

/** The grammar of the footer: a signature in DER. */
export function* footerGrammar(): Grammar<Uint8Array> {
  return yield [readUint(yield [2, 'signatureLength']), 'signature'];
}
