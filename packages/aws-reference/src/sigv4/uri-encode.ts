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
  // Nearly always, and at less than half the time.
  if (/^[\w.~-]*$/.test(text)) return text;
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

/** An escape that is no canonical one, with its digits where it has them; or a run of what should have been encoded. */
const NOT_CANONICAL = /%(?![0189A-F][\dA-F]|2[\dA-CF]|3[A-F]|40|5[B-E]|60|7[BCDF])([\dA-Fa-f]{2})?|[^\w.~%/-]+/g;

/**
 * The canonical spelling of text that is percent-encoded already: unreserved characters plain, every other byte as
 * `%XX` with upper-case digits. Works on bytes: an escape that is no UTF-8 (`%FF`) stays. Slashes stay too.
 *
 * @param text - A wire path, or part of a query. Characters that should have been encoded are encoded.
 */
export function canonicalEscape(text: string): string {
  // Nearly always, and quicker than to find nothing to replace.
  if (text.search(NOT_CANONICAL) < 0) return text;
  return text.replace(NOT_CANONICAL, (piece, hex?: string) => {
    if (!hex) return uriEncode(piece);
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(char) ? char : piece.toUpperCase();
  });
}
