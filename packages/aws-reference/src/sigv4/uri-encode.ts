import { SigV4Error } from './error.ts';

/** The characters that `encodeURIComponent` leaves and Signature Version 4 encodes. */
const LEFT_OVER = /[!'()*]/g;

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Percent-encodes every UTF-8 byte outside the unreserved set `A-Z a-z 0-9 - . _ ~`, with upper-case digits. A space is
 * `%20`, never `+`.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html} (UriEncode)
 *
 * @param text - Any text; what is encoded already is encoded again.
 * @param field - Named in the error.
 * @throws {@link SigV4Error} `InvalidText` for a lone surrogate, which has no UTF-8.
 */
export function uriEncode(text: string, field = 'text'): string {
  try {
    return encodeURIComponent(text).replace(LEFT_OVER, percent);
  } catch (cause) {
    throw new SigV4Error(
      'InvalidText',
      'canonical-request',
      field,
      'a lone surrogate, expected text that has a UTF-8 form: half of a character was cut off',
      { cause },
    );
  }
}

/** A valid escape, a run of what has to be encoded, or a `%` that begins no escape. `\w` is ASCII. */
const PIECE = /%[0-9A-Fa-f]{2}|[^\w.~%-]+|%/gu;
const UNRESERVED = /[\w.~-]/;

/**
 * The canonical spelling of text that is percent-encoded already: unreserved characters plain, every other byte as
 * `%XX` with upper-case digits. Works on bytes: an escape that is no UTF-8 (`%FF`) stays.
 *
 * @param text - Part of a wire path or query. Characters that should have been encoded are encoded.
 * @param field - Named in the error.
 */
export function canonicalEscape(text: string, field: string): string {
  return text.replace(PIECE, (piece) => {
    if (piece.length !== 3 || piece[0] !== '%') return uriEncode(piece, field);
    const char = String.fromCharCode(Number.parseInt(piece.slice(1), 16));
    return UNRESERVED.test(char) ? char : piece.toUpperCase();
  });
}
