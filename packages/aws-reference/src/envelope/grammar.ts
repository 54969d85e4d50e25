import { EnvelopeError } from './error.ts';

/** Asks for the bytes of a field. */
export type Take = readonly [length: number, field: string];

/**
 * The grammar of a part of a message. It asks for one field after the other and gives what they mean. Who runs it finds
 * the bytes: in a whole message, in a stream, or, to inspect, with their places noted.
 */
export type Grammar<Result> = Generator<Take, Result, Uint8Array>;

/** Where a grammar is: kept by who runs it. */
export interface Place {
  field: string;
  /** First byte of the field in the message. */
  start: number;
  /** First byte after it. */
  end: number;
}

/** Refuses what the field at this place holds. */
export function malformed({ field, start }: Place, found: string | number, expected: string): EnvelopeError {
  return new EnvelopeError('Malformed', field, `found ${found}, expected ${expected}`, { offset: start });
}

export const beginning = (): Place => ({ field: 'version', start: 0, end: 0 });

const NOTHING = new Uint8Array();

/** Moves on to the next field. */
export function advance(place: Place, [length, field]: Take): void {
  place.field = field;
  place.start = place.end;
  place.end += length;
}

/** Begins a grammar. */
export function begin<Result>(grammar: Grammar<Result>): IteratorResult<Take, Result> {
  return grammar.next(NOTHING);
}

/**
 * Runs a grammar on a whole message, from the end of `place` on.
 *
 * @throws {@link EnvelopeError} `Truncated`, and what the grammar refuses.
 */
export function readWhole<Result>(grammar: Grammar<Result>, message: Uint8Array, place: Place): Result {
  let next = begin(grammar);
  while (!next.done) {
    advance(place, next.value);
    if (place.end > message.length) throw truncated(place, message.length);
    next = grammar.next(message.subarray(place.start, place.end));
  }
  return next.value;
}

/** The message ended within the field at this place. */
export function truncated({ field, start, end }: Place, length: number): EnvelopeError {
  const message = `the message ends after ${length} bytes, expected ${end} at least`;
  return new EnvelopeError('Truncated', field, message, { offset: start });
}

/** Refuses a message that goes on after its end. */
export function trailing(offset: number): EnvelopeError {
  return new EnvelopeError('TrailingBytes', 'message', 'found more bytes, expected its end', { offset });
}
