/**
 * Why a stream was refused:
 *
 * - `Malformed`: what arrived cannot be read, or the seed request does not describe such a stream.
 * - `SignatureMismatch`: a chunk, trailer or message is not what was signed, or not in its place.
 * - `TooLarge`, `TooSmall`: a chunk, line or message beyond the limits.
 * - `LengthMismatch`: more or fewer bytes than announced.
 * - `Truncated`: the end came too early. `TrailingBytes`: something follows the end.
 * - `MissingTrailer`, `UnexpectedTrailer`: not the trailers that were announced.
 * - `ChecksumMismatch`: a message was damaged. `Skewed`: a message was signed too far from now.
 */
export type StreamRefusalReason =
  | 'Malformed'
  | 'SignatureMismatch'
  | 'TooLarge'
  | 'TooSmall'
  | 'LengthMismatch'
  | 'Truncated'
  | 'TrailingBytes'
  | 'MissingTrailer'
  | 'UnexpectedTrailer'
  | 'ChecksumMismatch'
  | 'Skewed';

/** A refusal, for the verifier's own eyes. Plain data, no secret. */
export interface StreamRefusal {
  readonly reason: StreamRefusalReason;
  /** What it is about: a part, header or trailer, with commas where it is several. */
  readonly field?: string;
  /** Which chunk or message of a stream, from 0. The last chunk counts, with the trailers that follow it. */
  readonly index?: number;
}

/** What a stream ends with that was refused. Whatever it gave before was verified; it is not the whole. */
export class StreamRefusedError extends Error {
  override readonly name = 'StreamRefusedError';
  readonly code = 'StreamRefused';
  /** With `explain`. */
  readonly refusal: StreamRefusal | undefined;

  constructor(refusal?: StreamRefusal) {
    super(refusal === undefined ? 'refused' : Object.values(refusal).join(' '));
    this.refusal = refusal;
  }
}

/** A refusal to throw. Where in the stream it is, {@link verifierOf} adds. */
export function refused(reason: StreamRefusalReason, field?: string): StreamRefusedError {
  return new StreamRefusedError(field === undefined ? { reason } : { reason, field });
}
