/** Sends pieces through a pair of streams, one after the other as they are asked for. */
export async function* through(
  pieces: AsyncIterable<Uint8Array>,
  pair: TransformStream<Uint8Array, Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = streamFrom(pieces).pipeThrough(pair).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Who opened the source closes it: an iterator cannot while it waits. */
function streamFrom(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}
