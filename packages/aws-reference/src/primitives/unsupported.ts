/** What the runtime cannot do, with a way out. Not a fault of the data. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
  readonly code = 'Unsupported';

  /** @param wayOut - What to do instead. */
  constructor(what: string, wayOut: string, options?: ErrorOptions) {
    super(`${what} is missing in ${runtime()}: ${wayOut}`, options);
  }
}

/** Told by the name, so that one of another copy of this module is one too. */
export function isUnsupported(error: unknown): boolean {
  return (error as { readonly name?: unknown } | undefined)?.name === 'UnsupportedError';
}

function runtime(): string {
  return (globalThis.navigator as Navigator | undefined)?.userAgent ?? 'this runtime';
}
