import { fromBase64 } from '../../bytes/base64.ts';
import { EnvelopeError } from '../../envelope/error.ts';

/** Bytes of a line of 76 characters, as in MIME. */
const LINE = 57;

/** Base64 in lines. */
export async function* toBase64Text(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % LINE);
    rest = bytes.subarray(whole);
    if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole).replace(/.{76}/g, '$&\n'));
  }
  if (rest.length > 0) yield Buffer.from(`${rest.toString('base64')}\n`);
}

/** `A`, with which the Base64 of every message begins, and no message. */
const BASE64_OF_VERSION = 0x41;

/**
 * A message in bytes, from bytes or Base64.
 *
 * @param found - Is told when it is Base64.
 * @throws {@link EnvelopeError} `Malformed` for text that begins as Base64 does, with the place in the text.
 */
export async function* fromAnyText(
  pieces: AsyncIterable<Uint8Array>,
  found: () => void = () => {},
): AsyncGenerator<Uint8Array> {
  let decoder: ReturnType<typeof base64Decoder> | undefined;
  let begun = false;
  for await (const piece of pieces) {
    if (!begun && piece[0] === BASE64_OF_VERSION) {
      decoder = base64Decoder();
      found();
    }
    begun ||= piece.length > 0;
    yield decoder ? decoder.write(piece) : piece;
  }
  decoder?.end();
}

function base64Decoder() {
  let rest = '';
  /** Of the piece in the text. */
  let start = 0;
  let end = 0;
  let over = false;
  const refuse = (what: string): EnvelopeError =>
    new EnvelopeError('Malformed', 'base64', `found ${what}, expected Base64 (RFC 4648) to its end`, { offset: start });
  return {
    write(piece: Uint8Array): Uint8Array {
      const text =
        rest +
        Buffer.from(piece)
          .toString('latin1')
          .replace(/[ \t\r\n]+/g, '');
      start = end;
      end += piece.length;
      if (text === '') return new Uint8Array();
      if (over) throw refuse('more after the padding');
      const whole = text.slice(0, text.length - (text.length % 4));
      rest = text.slice(whole.length);
      over = whole.endsWith('=');
      const regular = over ? whole.slice(0, -4) : whole;
      const last = over ? fromBase64(whole.slice(-4)) : new Uint8Array();
      if (!last || /[^A-Za-z0-9+/]/.test(regular)) throw refuse('other characters in what follows');
      return Buffer.concat([Buffer.from(regular, 'base64'), last]);
    },
    end(): void {
      start = end;
      if (rest !== '') throw refuse('its end within a group of four characters');
    },
  };
}
