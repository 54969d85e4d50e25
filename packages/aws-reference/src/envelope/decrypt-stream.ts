import { open } from '#cipher';
import { type Collector, collector } from '../bytes/collector.ts';
import { concat } from '../bytes/concat.ts';
import type { EncryptionContext } from '../kms/types.ts';
import type { MaybePromise } from '../primitives/cipher-types.ts';
import { type Pipe, streamOf } from '../streams/pipe.ts';
import {
  type Frame,
  footerGrammar,
  frameGrammar,
  isRegularFrame,
  REGULAR_OVERHEAD,
  regularFrame,
} from './body-grammar.ts';
import { DecryptError, tooMuch } from './error.ts';
import { type FrameAad, frameAad } from './frame-aad.ts';
import { pending } from './frame-writer.ts';
import { advance, begin, beginning, type Grammar, type Take, trailing, truncated } from './grammar.ts';
import { headerGrammar } from './header-grammar.ts';
import { checkedBytes, checkedCount, MAX_BUFFERED_BYTES, type StreamOptions } from './limits.ts';
import type { MessageHeader } from './message-header.ts';
import {
  type DecryptOptions,
  type DecryptPlan,
  decryptError,
  type OpenedMessage,
  planDecryption,
} from './open-message.ts';

export interface DecryptStreamOptions extends DecryptOptions, StreamOptions {}

/** What the header of a message told, once it was authenticated. */
export interface AuthenticHeader {
  readonly header: MessageHeader;
  /** All pairs that are bound to the message: those that it stores, and those that were given. Check what you expect. */
  readonly encryptionContext: EncryptionContext;
}

export interface DecryptStream extends TransformStream<Uint8Array, Uint8Array> {
  /** Rejects with what ended the stream, if that was before; with an `AbortError` when the stream was abandoned. */
  readonly header: Promise<AuthenticHeader>;
}

const TAG_SIZE = 16;
/** Bytes of plaintext that are let go at once, so that small frames do not cost a piece each. */
const BATCH = 65_536;

/**
 * Decrypts a stream. No byte of a frame comes out before the frame is authentic, and the last frame of a signed message
 * waits for the signature. A message is whole only when the stream ends without an error: do not act on a part of it.
 *
 * ```js
 * await file.stream().pipeThrough(decryptStream({ keys })).pipeTo(destination);
 * ```
 *
 * @throws {@link EnvelopeError} for its options; the stream ends with the errors of `decrypt`.
 */
export function decryptStream(options: DecryptStreamOptions): DecryptStream {
  const plan = planDecryption(options);
  const limit = checkedCount(
    'maxBufferedBytes',
    options.maxBufferedBytes ?? MAX_BUFFERED_BYTES,
    Number.MAX_SAFE_INTEGER,
  );
  const header = Promise.withResolvers<AuthenticHeader>();
  // Those who do not ask for it learn of the error from the stream.
  header.promise.catch(() => {});
  const pipe = decrypter(plan, limit, header.resolve);
  const stream = streamOf({
    ...pipe,
    failed(cause) {
      const error = decryptError(cause);
      header.reject(error);
      return error;
    },
    abandon() {
      header.reject(new DOMException('the stream was abandoned', 'AbortError'));
      pipe.abandon?.();
    },
  });
  return { ...stream, header: header.promise };
}

/** What to do with what a grammar read: gives the grammar that follows. */
type Step<Value> = (value: Value) => MaybePromise<Running>;
/** A grammar, under way. */
interface Running {
  next(bytes: Uint8Array): IteratorResult<Take, () => MaybePromise<Running>>;
}

function decrypter(plan: DecryptPlan, limit: number, tell: (header: AuthenticHeader) => void): Pipe {
  const place = beginning();
  let headerBytes: Uint8Array[] | undefined = [];
  let opened: (OpenedMessage & { readonly header: MessageHeader; readonly aad: FrameAad }) | undefined;
  const calls = pending();
  let out = new Uint8Array();
  let filled = 0;
  /** The last frame of a signed message. */
  let held: Uint8Array | undefined;
  const ready: Uint8Array[] = [];
  let inFooter = false;
  let over = false;
  let received = 0;
  /** Bytes of the piece that are not read yet. */
  let left = 0;

  /** The number of the frame that begins at this place; 0 within one, and elsewhere. */
  let begins = 0;
  let take: Take | undefined;
  let running = run(headerGrammar(place, plan.limits), openHeader);
  let waiting: Collector | undefined;
  let spare: Collector | undefined;

  /** Joins a grammar with what follows it. */
  function run<Value>(grammar: Grammar<Value>, step: Step<Value>): Running {
    const wrap = (result: IteratorResult<Take, Value>): IteratorResult<Take, () => MaybePromise<Running>> =>
      result.done ? { done: true, value: () => step(result.value) } : result;
    const first = wrap(begin(grammar));
    if (!first.done) ask(first.value);
    return { next: (bytes) => wrap(grammar.next(bytes)) };
  }

  function ask(next: Take): void {
    take = next;
    advance(place, next);
    if (headerBytes && place.end > limit) {
      throw tooMuch('maxBufferedBytes', `${limit}, but the header has more bytes and must be held whole`);
    }
  }

  async function openHeader(header: MessageHeader): Promise<Running> {
    const bytes = concat(headerBytes ?? []);
    headerBytes = undefined;
    opened = { ...(await plan.open(header, bytes, limit)), header, aad: frameAad(header.messageId) };
    opened.verifier?.update(bytes);
    tell({ header, encryptionContext: opened.encryptionContext });
    return frame(1);
  }

  function frame(number: number): Running {
    begins = number;
    return run(frameGrammar(place, opened?.header ?? { frameLength: 0 }, number, limit), openFrame);
  }

  function openFrame(one: Frame): MaybePromise<Running> {
    if (one.kind !== 'regular') return openLast(one);
    const next = (): Running => frame(one.sequenceNumber + 1);
    const wait = openRegular(one);
    return wait ? wait.then(next) : next();
  }

  function openRegular(one: Frame): MaybePromise<void> {
    const length = one.sealed.length - TAG_SIZE;
    if (filled + length <= out.length) return put(one);
    // Room for what the piece still holds, and no more: readers may keep what they are given.
    const following = Math.floor(left / (length + REGULAR_OVERHEAD)) * length;
    return flush(length + Math.min(BATCH, following)).then(() => put(one));
  }

  /** Opens the regular frames that lie whole in a piece, from `at` on, and gives where they end. */
  async function* openWhole(piece: Uint8Array, start: number): AsyncGenerator<Uint8Array, number> {
    const { frameLength } = opened?.header ?? { frameLength: 0 };
    let at = start;
    let number = begins;
    while (isRegularFrame(piece, at, frameLength, number)) {
      const from = at;
      at += frameLength + REGULAR_OVERHEAD;
      left = piece.length - at;
      const wait = openRegular(regularFrame(piece, from, frameLength, number++));
      if (wait) await wait;
      if (ready.length > 0) yield* ready.splice(0);
    }
    if (at === start) return at;
    opened?.verifier?.update(piece.subarray(start, at));
    place.end = place.start + at - start;
    running = frame(number);
    return at;
  }

  async function openLast(one: Frame): Promise<Running> {
    await flush(one.sealed.length - TAG_SIZE);
    await put(one);
    await flush(0);
    if (!opened?.verifier) return ended();
    held = ready.pop();
    inFooter = true;
    return run(footerGrammar(), verify);
  }

  /** Decrypts a frame to where there is room for it. */
  function put({ kind, sequenceNumber, iv, sealed }: Frame): MaybePromise<void> {
    const length = sealed.length - TAG_SIZE;
    const at = filled;
    filled += length;
    if (opened) {
      const { key, aad } = opened;
      return calls.add(open(key, iv, aad(kind, sequenceNumber, length), sealed, out, at));
    }
  }

  async function verify(signature: Uint8Array): Promise<Running> {
    if (!(await opened?.verifier?.verify(signature))) throw new DecryptError();
    if (held) ready.push(held);
    return ended();
  }

  function ended(): Running {
    over = true;
    take = undefined;
    return { next: () => ({ done: false, value: [0, ''] }) };
  }

  /** Lets go what is authentic, and makes room. */
  async function flush(room: number): Promise<void> {
    await calls.all();
    if (filled > 0) ready.push(out.subarray(0, filled));
    out = new Uint8Array(room);
    filled = 0;
  }

  /** Gathers a field. Frames share one, as each is copied before the next begins. */
  function gatherer(length: number): Collector {
    if (!opened || length !== opened.header.frameLength + TAG_SIZE) return collector(length);
    spare ??= collector(length);
    spare.clear();
    return spare;
  }

  /** The bytes of the field that is asked for, once they are there: out of the piece itself where they lie together. */
  function gather(piece: Uint8Array, at: number, length: number): readonly [end: number, bytes?: Uint8Array] {
    if (!waiting && piece.length - at >= length) return [at + length, piece.subarray(at, at + length)];
    waiting ??= gatherer(length);
    const end = at + waiting.take(piece, at);
    const { whole } = waiting;
    if (!whole) return [end];
    waiting = undefined;
    return [end, whole];
  }

  return {
    async *write(piece) {
      received += checkedBytes('message', piece).length;
      let at = 0;
      while (take && (at < piece.length || take[0] === 0)) {
        if (begins > 0) at = yield* openWhole(piece, at);
        if (at === piece.length && begins > 0) break;
        const [end, bytes] = gather(piece, at, take[0]);
        begins = 0;
        at = end;
        left = piece.length - at;
        if (!bytes) break;
        // Whose memory may be used again after the piece. The content of a frame is read before that.
        const kept = take[1] === 'content' ? bytes : new Uint8Array(bytes);
        headerBytes?.push(kept);
        if (!headerBytes && !inFooter) opened?.verifier?.update(kept);
        const next = running.next(kept);
        if (next.done) {
          const following = next.value();
          running = following instanceof Promise ? await following : following;
        } else ask(next.value);
        if (ready.length > 0) yield* ready.splice(0);
      }
      if (over && at < piece.length) throw trailing(place.end);
      await calls.all();
      if (filled > 0) yield out.subarray(0, filled);
      out = new Uint8Array();
      filled = 0;
    },
    end() {
      if (!over) throw truncated(place, received);
      return [];
    },
    abandon() {
      opened = undefined;
      held = undefined;
    },
  };
}
