/** What a pipe gives: one after the other, each made when it is asked for. */
export type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Takes pieces and gives pieces; whatever it keeps between them is its memory. */
export interface Pipe {
  /** What a piece sets free. Throws to end the stream with that error. */
  write(piece: Uint8Array): Pieces;
  /** What is left once the last piece was there. */
  end(): Pieces;
  /** What the stream ends with in place of what was thrown. Left out: the same. */
  failed?(error: unknown): unknown;
  /** The stream was aborted or cancelled: neither `write` nor `end` comes any more. */
  abandon?(): void;
}

/**
 * A pipe as a pair for `pipeThrough`.
 *
 * Unlike a `TransformStream`, which hands on at once all that a piece became, this waits for the reader before each of
 * them: a piece of a gigabyte takes no second gigabyte. Nothing is made before it is asked for.
 */
export function streamOf(pipe: Pipe): TransformStream<Uint8Array, Uint8Array> {
  let source: ReadableStreamDefaultController<Uint8Array> | undefined;
  let sink: WritableStreamDefaultController | undefined;
  let stopped = false;
  let wanted = Promise.withResolvers<void>();
  /** Ends what a write or a close waits for: a service may never answer. */
  let release: (() => void) | undefined;
  const stop = (): void => {
    if (!stopped) pipe.abandon?.();
    stopped = true;
    wanted.resolve();
    release?.();
  };
  const send = async (pieces: () => Pieces): Promise<void> => {
    try {
      for await (const piece of pieces()) {
        await wanted.promise;
        if (stopped) return;
        wanted = Promise.withResolvers<void>();
        source?.enqueue(piece);
      }
    } catch (cause) {
      const error = pipe.failed ? pipe.failed(cause) : cause;
      source?.error(error);
      throw error;
    }
  };
  const untilStopped = (call: Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      release = resolve;
      call.then(resolve, reject);
    });
  const readable = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        source = controller;
      },
      pull() {
        wanted.resolve();
      },
      cancel(reason) {
        stop();
        sink?.error(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const writable = new WritableStream<Uint8Array>({
    start(controller) {
      sink = controller;
      // Before `abort`, which waits for a write that may itself wait for the reader.
      controller.signal.addEventListener('abort', () => {
        source?.error(controller.signal.reason);
        stop();
      });
    },
    write: (piece) => untilStopped(send(() => pipe.write(piece))),
    async close() {
      await untilStopped(send(() => pipe.end()));
      if (!stopped) source?.close();
    },
  });
  return { readable, writable };
}
