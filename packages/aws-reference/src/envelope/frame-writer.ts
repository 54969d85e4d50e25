import { type AesKey, seal } from '#cipher';
import type { MaybePromise } from '../primitives/cipher-types.ts';
import { FINAL_FRAME, REGULAR_OVERHEAD } from './body-grammar.ts';
import { frameAad } from './frame-aad.ts';

/** Bytes of a final frame beside its content. */
export const FINAL_OVERHEAD = 4 + REGULAR_OVERHEAD + 4;

/** Encrypts the next frame and writes it at `at` of `out`, which has its memory for itself and was all zeros. */
export type FrameWriter = (
  plaintext: Uint8Array,
  final: boolean,
  out: Uint8Array<ArrayBuffer>,
  at: number,
) => MaybePromise<void>;

/**
 * Writes the frames of a message, one after the other.
 *
 * ```text
 * regular  sequence number u32 | IV | ciphertext | tag
 * final    FFFFFFFF | sequence number u32 | IV | bytes of ciphertext u32 | ciphertext | tag
 * ```
 *
 * The IV is the sequence number: each message has a key of its own. The caller ends before the numbers do.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html#body-framing}
 */
export function frameWriter(key: AesKey, messageId: Uint8Array): FrameWriter {
  const aad = frameAad(messageId);
  let sequenceNumber = 0;
  let view: DataView | undefined;
  return (plaintext, final, out, start) => {
    sequenceNumber++;
    const { length } = plaintext;
    // Many frames go to the same memory.
    if (view?.buffer !== out.buffer) view = new DataView(out.buffer);
    let at = start;
    if (final) view.setUint32(at, FINAL_FRAME);
    if (final) at += 4;
    view.setUint32(at, sequenceNumber);
    // The first eight bytes of the IV are zeros, as the output is.
    const iv = out.subarray(at + 4, at + 16);
    view.setUint32(at + 12, sequenceNumber);
    at += 16;
    if (final) view.setUint32(at, length);
    if (final) at += 4;
    return seal(key, iv, aad(final ? 'final' : 'regular', sequenceNumber, length), plaintext, out, at);
  };
}

/** Calls that are under way: at most 64 at once, so that many small ones do not fill the memory. */
export interface Pending {
  /** Waits when there are enough. Give it what a call returned. */
  add(call: MaybePromise<void>): MaybePromise<void>;
  all(): Promise<void>;
}

export function pending(): Pending {
  const calls: Promise<void>[] = [];
  const all = async (): Promise<void> => {
    await Promise.all(calls.splice(0));
  };
  return {
    add(call) {
      if (!(call instanceof Promise)) return;
      // Told by `all`, unless something else went wrong before.
      call.catch(() => {});
      if (calls.push(call) >= 64) return all();
    },
    all,
  };
}
