import { sha256 } from '../../digest.ts';

/** Anki's base 91: `a-z A-Z 0-9` and punctuation, without quote, apostrophe and backslash. */
const BASE91 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~';

/** How many milliseconds ids of Anki notes spread over: about twelve days from `baseMs`. */
const ID_SPAN = 1_000_000_000;

/** What identifies an Anki note: nothing but the bank and the question. */
export interface AnkiIdentity {
  /** Anki finds the note again by this. */
  readonly guid: string;
  /** 0 to 999,999,999: where the note's id would like to stand after `baseMs`. */
  readonly ordinal: number;
}

/**
 * Identity of the note of a question: SHA-256 of `bankId__questionId`, as genanki joins values.
 *
 * The ordinal comes from the same hash, not from a place in a list, so that a new question renumbers no other. Anki
 * matches notes by guid and moves an id that is taken, so ids decide nothing but the "Created" column.
 */
export function ankiIdentity(bankId: string, questionId: string): AnkiIdentity {
  const digest = sha256(`${bankId}__${questionId}`);
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return { guid: base91(view.getBigUint64(0)), ordinal: view.getUint32(8) % ID_SPAN };
}

/**
 * Guid of joined values, as `genanki.guid_for` makes it: first 8 bytes of SHA-256, big-endian, in base 91.
 */
export function guidFor(...values: readonly string[]): string {
  const digest = sha256(values.join('__'));
  return base91(new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getBigUint64(0));
}

/** A 64-bit number in base 91, most significant digit first; empty for 0. */
export function base91(number: bigint): string {
  // Two halves of five digits each: 91 ** 5 fits a double, so only two divisions need big integers.
  const high = Number(number / 6240321451n);
  const low = Number(number % 6240321451n);
  return (digits(high) + digits(low).padStart(5, 'a')).replace(/^a+/, '');
}

function digits(number: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 91)) text = BASE91[rest % 91] + text;
  return text;
}
