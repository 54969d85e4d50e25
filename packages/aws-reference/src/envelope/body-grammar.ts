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
  const first = readUint(yield [4, 'sequenceNumber']);
  if (first === FINAL_FRAME) return yield* finalGrammar(place, frameLength, sequenceNumber);
  if (first !== sequenceNumber) throw malformed(place, first, `${sequenceNumber}`);
  const iv = yield [12, 'iv'];
  return { kind: 'regular', sequenceNumber, iv, sealed: yield [frameLength + 16, 'content'] };
}

function* finalGrammar(place: Place, frameLength: number, sequenceNumber: number): Grammar<Frame> {
  const number = readUint(yield [4, 'sequenceNumber']);
  if (number !== sequenceNumber) throw malformed(place, number, `${sequenceNumber}`);
  const iv = yield [12, 'iv'];
  const length = readUint(yield [4, 'contentLength']);
  if (length > frameLength) throw malformed(place, length, `at most the frame length, ${frameLength}`);
  return { kind: 'final', sequenceNumber, iv, sealed: yield [length + 16, 'content'] };
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
