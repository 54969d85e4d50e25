/**
 * UTF-8 bytes of a text. A lone surrogate would silently become U+FFFD: callers refuse such text before
 * (`isWellFormed`).
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
