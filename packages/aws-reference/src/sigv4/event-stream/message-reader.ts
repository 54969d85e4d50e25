import { collector } from '../../bytes/collector.ts';
import { PRELUDE_LENGTH, readPrelude } from './message.ts';

/** Cuts a stream of bytes into messages. */
export interface MessageReader {
  /** Takes bytes of a piece, from `at` on, up to the end of a message, and tells how many. */
  take(piece: Uint8Array, at: number): number;
  /** The message, once it is whole; the next one may begin. */
  next(): Uint8Array | undefined;
  /** Whether a message has begun that is not whole. */
  readonly pending: boolean;
}

/**
 * Keeps one message at most, and of that only what has arrived.
 *
 * @param maxLength - Bytes of a message.
 * @throws {@link StreamRefusedError} from `take`, as {@link readPrelude} does.
 */
export function messageReader(maxLength: number): MessageReader {
  let prelude = collector(PRELUDE_LENGTH);
  let message: ReturnType<typeof collector> | undefined;
  let pending = false;
  const begin = (bytes: Uint8Array): ReturnType<typeof collector> => {
    const whole = collector(readPrelude(bytes, maxLength).totalLength);
    whole.take(bytes, 0);
    return whole;
  };
  return {
    take(piece, at) {
      pending ||= at < piece.length;
      let end = at;
      if (message === undefined) {
        end += prelude.take(piece, end);
        if (prelude.whole === undefined) return end - at;
        message = begin(prelude.whole);
      }
      return end + message.take(piece, end) - at;
    },
    next() {
      const whole = message?.whole;
      if (whole !== undefined) {
        prelude = collector(PRELUDE_LENGTH);
        message = undefined;
        pending = false;
      }
      return whole;
    },
    get pending() {
      return pending;
    },
  };
}
