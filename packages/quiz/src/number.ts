// Spaces of all kinds, apostrophes and underscores separate thousands in one country or another.
const SEPARATORS = /(?<=\d)[\s'’_](?=\d{3}(?!\d))/gu;
// Sign, digits, exponent, unit. A unit holds no digit but one stuck to a letter (m2, s3): "5 or 6" and "1/2" are no numbers.
const NUMBER = /^[=~≈]?\s*([+-]?)\s*\p{Sc}?\s*(\d[\d.,]*|[.,]\d+)(e[+-]?\d+)?(?:[^\d]|(?<=\p{L})\d)*$/iu;
const GROUPED = /^(?:\d*|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)$/u;

/**
 * The number that a reader typed, or `undefined` when it is none.
 *
 * - Thousands may be separated by commas, points, spaces, apostrophes or underscores, in groups of three.
 * - With a comma and a point, the later one is the decimal mark: `1,234.5` and `1.234,5` are the same number.
 * - A single point is always the decimal mark: `1.234` is a little more than one.
 * - A single comma separates thousands where three digits follow and one to three stand before it (`1,234` is
 *   1234, as English pages write it); everywhere else it is the decimal mark (`0,5`, `2,75`, `0,125`).
 * - A currency sign or `=`, `~`, `≈` before the number and a unit after it are ignored: `5 KB` and `5 k` are 5.
 *   A unit is not converted. Exponents work: `1.5e3`.
 */
export function parseNumber(typed: string): number | undefined {
  const match = NUMBER.exec(typed.trim().replaceAll('\u2212', '-').replace(SEPARATORS, ''));
  if (match === null) return undefined;
  const [, sign, digits = '', exponent = ''] = match;
  const value = Number(`${sign}${plainDigits(digits.replace(/[.,]$/u, ''))}${exponent}`);
  return Number.isFinite(value) ? value : undefined;
}

/** Digits with a point as the decimal mark; `NaN` when the marks make no sense. */
function plainDigits(digits: string): string {
  const cut = decimalMark(digits);
  const whole = digits.slice(0, cut);
  const fraction = digits.slice(cut + 1);
  return GROUPED.test(whole) && /^\d*$/u.test(fraction) ? `${whole.replace(/[.,]/gu, '')}.${fraction}` : 'NaN';
}

/** Place of the decimal mark, or the length when there is none. */
function decimalMark(digits: string): number {
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  const mark = digits.charAt(last);
  const isRepeated = digits.indexOf(mark) !== last;
  return last < 0 || isRepeated || /^[1-9]\d{0,2},\d{3}$/u.test(digits) ? digits.length : last;
}
