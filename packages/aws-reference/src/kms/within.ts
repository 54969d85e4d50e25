/** What `work` gives; rejects with the signal's reason as soon as it aborts, whether `work` listens to it or not. */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return await work();
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * What `work` gives, if it does so in time.
 *
 * @param late - Makes the error of work that took longer.
 * @param signal - Ends it before.
 * @param work - Is given a signal that tells when nobody waits for it any more.
 */
export async function within<T>(
  milliseconds: number,
  late: () => Error,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(late()), milliseconds);
  const limited = () => unlessAborted(controller.signal, () => work(controller.signal));
  try {
    return await unlessAborted(signal, limited);
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
