import { fromBase64 } from '../bytes/base64.ts';
import { type Frame, footerGrammar, frameGrammar } from './body-grammar.ts';
import { readUint } from './bytes.ts';
import { EnvelopeError } from './error.ts';
import { begin, beginning, type Grammar, type Place, readWhole, trailing } from './grammar.ts';
import { headerGrammar } from './header-grammar.ts';
import { checkedBytes } from './limits.ts';
import type { MessageHeader } from './message-header.ts';

/** A field of a message. */
export interface InspectedField {
  /** `algorithmSuiteId`, `contextKey`, `sequenceNumber`: the names of the format. */
  readonly name: string;
  readonly part: 'header' | 'headerAuthentication' | 'body' | 'footer';
  /** First byte of the field in the message. */
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  /** Which pair of the context, encrypted data key or frame it belongs to, from 0. */
  readonly index?: number;
}

/** A frame, unread: what is in it needs the key. */
export interface InspectedFrame {
  /** `single` is a body without frames. */
  readonly kind: Frame['kind'];
  readonly sequenceNumber: number;
  /** In the message, in bytes. */
  readonly start: number;
  readonly end: number;
  /** Bytes of plaintext. */
  readonly contentLength: number;
}

/** What can be told of a message without any key. Nothing of it is authenticated. */
export interface Inspection {
  /** The bytes that the offsets belong to. */
  readonly message: Uint8Array;
  /** The message was Base64 text and was decoded: what decrypts it wants bytes. */
  readonly base64: boolean;
  /** Every byte that could be read, field by field, in order. */
  readonly fields: readonly InspectedField[];
  readonly header: MessageHeader | undefined;
  readonly frames: readonly InspectedFrame[];
  /** Signature in DER, of a signed message. */
  readonly signature: Uint8Array | undefined;
  /** Why reading ended before the end of the message; its `offset` tells where. */
  readonly problem: EnvelopeError | undefined;
}

/**
 * Takes a message apart without any key. Never throws because of what the message holds: `problem` tells.
 *
 * All fields are listed, so that very small frames take many times the memory of the message. Where messages are large and
 * come from strangers, `notebank-envelope inspect` reads them in a stream.
 *
 * @param input - A message, or its Base64, as text or as the bytes of that text.
 */
export function inspect(input: Uint8Array | string): Inspection {
  const text = typeof input === 'string' ? input : asText(checkedBytes('message', input));
  const decoded = text === undefined ? undefined : fromBase64(text.replace(/\s/g, ''));
  const message = decoded ?? (typeof input === 'string' ? new TextEncoder().encode(input) : input);
  const fields: InspectedField[] = [];
  const frames: InspectedFrame[] = [];
  const found: { header?: MessageHeader; signature?: Uint8Array; problem?: EnvelopeError } = {};
  try {
    const place = beginning();
    found.header = readWhole(noted(headerGrammar(place, {}), place, noteHeader(fields)), message, place);
    for (let number = 1; frames.at(-1)?.kind !== 'single' && frames.at(-1)?.kind !== 'final'; number++) {
      frames.push(inspectFrame(found.header, message, place, number, fields));
    }
    if (found.header.algorithmSuite.curve) {
      const note = ({ field, start, end }: Place) => void fields.push({ name: field, part: 'footer', start, end });
      found.signature = readWhole(noted(footerGrammar(), place, note), message, place);
    }
    if (place.end < message.length) throw trailing(place.end);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    found.problem = error;
  }
  const { header, signature, problem } = found;
  return { message, base64: decoded !== undefined, fields, header, frames, signature, problem };
}

/** A grammar whose fields are noted with their places. */
function* noted<Result>(grammar: Grammar<Result>, place: Place, note: (place: Place) => void): Grammar<Result> {
  let next = begin(grammar);
  while (!next.done) {
    const bytes = yield next.value;
    note(place);
    next = grammar.next(bytes);
  }
  return next.value;
}

/** Text, when bytes begin as the Base64 of a message does. */
function asText(bytes: Uint8Array): string | undefined {
  const begins = bytes[0] === 65 && (bytes[1] === 89 || bytes[1] === 103);
  return begins ? new TextDecoder('latin1').decode(bytes) : undefined;
}

/** Fields with which the next pair of the context, or the next encrypted data key, begins. */
const FIRST_OF_SEVERAL = ['contextKeyLength', 'keyProviderIdLength'];

function noteHeader(fields: InspectedField[]): (place: Place) => void {
  let index = -1;
  return ({ field: name, start, end }) => {
    const several = /^(?:context|keyProvider|encryptedDataKey(?!Count))/.test(name);
    if (FIRST_OF_SEVERAL.includes(name)) index++;
    if (!several) index = -1;
    const part = /^header(?:Iv|Auth)/.test(name) ? 'headerAuthentication' : 'header';
    fields.push({ name, part, start, end, ...(several ? { index } : {}) });
  };
}

function inspectFrame(
  header: MessageHeader,
  message: Uint8Array,
  place: Place,
  number: number,
  fields: InspectedField[],
): InspectedFrame {
  const frameStart = place.end;
  const part = 'body';
  const index = number - 1;
  const note = ({ field, start, end }: Place): void => {
    if (field === 'content') {
      fields.push({ name: 'ciphertext', part, start, end: end - 16, index });
      fields.push({ name: 'tag', part, start: end - 16, end, index });
      return;
    }
    const marks =
      field === 'sequenceNumber' && start === frameStart && readUint(message.subarray(start, end)) === 0xffff_ffff;
    fields.push({ name: marks ? 'sequenceNumberEnd' : field, part, start, end, index });
  };
  const grammar = frameGrammar(place, header, number, Number.POSITIVE_INFINITY);
  const { kind, sequenceNumber, sealed } = readWhole(noted(grammar, place, note), message, place);
  return { kind, sequenceNumber, start: frameStart, end: place.end, contentLength: sealed.length - 16 };
}
