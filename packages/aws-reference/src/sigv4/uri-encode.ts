import { SigV4Error } from './error.ts';

/**
 * Percent-encodes every UTF-8 byte outside the unreserved set `A-Z a-z 0-9 - . _ ~`, with upper-case digits. A space is
 * `%20`, never `+`.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html} (UriEncode)
 *
 * @param text - Any text; what is encoded already is encoded again.
 * @throws {@link SigV4Error} `InvalidText` for a lone surrogate, which has no UTF-8.
 */
export function uriEncode(text: string): string {
  // What stands in credentials and scopes, without the detour over bytes.
  if (/^[\w.~/-]*$/.test(text)) return text.replaceAll('/', '%2F');
  try {
    // encodeURIComponent leaves five characters more than Signature Version 4 does.
    return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch (cause) {
    throw new SigV4Error('InvalidText', 'canonical-request', 'url', 'a lone surrogate, expected well-formed text', {
      cause,
    });
  }
}

/** What lies before and after the first separator; all before it when there is none. */
export function splitAt(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Whether unreserved characters and slashes stand plain, and all others as upper-case escapes. */
export function isCanonicalPath(text: string): boolean {
  return /^(?:[\w.~/-]|%(?:[0189A-F][\dA-F]|2[\dA-CF]|3[A-F]|40|5[B-E]|60|7[BCDF]))*$/.test(text);
}

/**
 * The canonical spelling of text that is percent-encoded already: unreserved characters plain, every other byte as
 * `%XX` with upper-case digits. Works on bytes: an escape that is no UTF-8 (`%FF`) stays.
 *
 * @param text - Part of a wire path or query. Characters that should have been encoded are encoded.
 */
export function canonicalEscape(text: string): string {
  if (isCanonicalPath(text) && !text.includes('/')) return text;
  // A valid escape, or a run of what is none.
  return text.replace(/%([\dA-Fa-f]{2})|(?:[^\w.~%-]|%(?![\dA-Fa-f]{2}))+/gu, (piece, hex?: string) => {
    if (hex === undefined) return uriEncode(piece);
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(char) ? char : piece.toUpperCase();
  });
}
