import { collector } from '../bytes/collector.ts';
import { concat } from '../bytes/concat.ts';
import { type Pieces, type Pipe, streamOf } from '../streams/pipe.ts';
import { REGULAR_OVERHEAD } from './body-grammar.ts';
import { uint } from './bytes.ts';
import { checkFrames } from './encrypt.ts';
import { invalid, tooMuch } from './error.ts';
import { FINAL_OVERHEAD, type FrameWriter, frameWriter, pending } from './frame-writer.ts';
import { checkedBytes, checkedCount, MAX_BUFFERED_BYTES, type StreamOptions } from './limits.ts';
import { type EncryptOptions, type EncryptPlan, planMessage, type StartedMessage } from './start-message.ts';

export interface EncryptStreamOptions extends EncryptOptions, StreamOptions {
  /** Bytes of plaintext, at most, for a cache of materials, which counts them. More is refused. */
  readonly plaintextLength?: number | undefined;
}

/** Bytes of plaintext that become one piece of output, so that small frames do not cost a piece each. */
const BATCH = 65_536;

/**
 * Encrypts a stream. Holds a frame and what it makes of it; asks for keys when the first bytes are wanted.
 *
 * ```js
 * await file.stream().pipeThrough(encryptStream({ keys })).pipeTo(destination);
 * ```
 *
 * @throws {@link EnvelopeError} like `encrypt`; what happens later ends the stream with such an error.
 */
export function encryptStream(options: EncryptStreamOptions): TransformStream<Uint8Array, Uint8Array> {
  const plan = planMessage(options);
  const limit = checkedCount(
    'maxBufferedBytes',
    options.maxBufferedBytes ?? MAX_BUFFERED_BYTES,
    Number.MAX_SAFE_INTEGER,
  );
  const { plaintextLength: most } = options;
  if (most !== undefined && !(Number.isSafeInteger(most) && most >= 0)) {
    throw invalid('plaintextLength', `${most}, expected a whole number`);
  }
  if (plan.frameLength > limit) {
    throw tooMuch('maxBufferedBytes', `${limit}, but a frame of ${plan.frameLength} bytes must be held whole`);
  }
  return streamOf(encrypter(plan, limit, most));
}

function encrypter(plan: EncryptPlan, limit: number, most: number | undefined): Pipe {
  const { frameLength } = plan;
  const perBatch = Math.max(1, Math.floor(BATCH / frameLength));
  let started: (StartedMessage & { readonly write: FrameWriter }) | undefined;
  // Two, because one may wait to be encrypted while the other fills; a large frame does not wait.
  let [held, other] = [collector(frameLength), collector(frameLength)];
  let frames = 0;
  let length = 0;

  async function* start(): Pieces {
    const message = await plan.start(most, limit);
    message.signer?.update(message.header);
    started = { ...message, write: frameWriter(message.key, message.messageId) };
    yield message.header;
  }

  /** Whole frames, of which none is the last. */
  async function regular(contents: readonly Uint8Array[]): Promise<Uint8Array> {
    const out = new Uint8Array(contents.length * (frameLength + REGULAR_OVERHEAD));
    const calls = pending();
    for (const [index, content] of contents.entries()) {
      checkFrames(++frames + 1);
      const call = calls.add(started?.write(content, false, out, index * (frameLength + REGULAR_OVERHEAD)));
      if (call) await call;
    }
    await calls.all();
    started?.signer?.update(out);
    return out;
  }

  async function last(): Promise<Uint8Array> {
    const content = held.partial;
    const out = new Uint8Array(content.length + FINAL_OVERHEAD);
    await started?.write(content, true, out, 0);
    if (!started?.signer) return out;
    started.signer.update(out);
    const signature = await started.signer.sign();
    return concat([out, uint(signature.length, 2), signature]);
  }

  async function* write(piece: Uint8Array): Pieces {
    length += checkedBytes('plaintext', piece).length;
    if (length > (most ?? length)) throw invalid('plaintextLength', `${most}, but more bytes came`);
    if (!started) yield* start();
    // A full frame may be the last one, so it waits for the next byte.
    let contents: Uint8Array[] = [];
    for (let at = 0; at < piece.length; ) {
      const { whole } = held;
      if (whole) {
        contents.push(whole);
        if (perBatch > 1) [held, other] = [other, held];
        held.clear();
      } else if (held.length === 0 && piece.length - at > frameLength) {
        contents.push(piece.subarray(at, at + frameLength));
        at += frameLength;
      } else {
        at += held.take(piece, at);
      }
      if (contents.length < perBatch) continue;
      yield await regular(contents);
      contents = [];
    }
    if (contents.length > 0) yield await regular(contents);
  }

  return {
    write,
    async *end() {
      if (!started) yield* start();
      yield await last();
    },
    abandon() {
      started = undefined;
    },
  };
}
