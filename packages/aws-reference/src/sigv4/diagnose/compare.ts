import { compareTexts, type TextSegment } from './segments.ts';

/** Part of a CanonicalRequest; `separator` is the empty line after the headers, `surplus` what follows the hash. */
export type CanonicalPart =
  | 'method'
  | 'uri'
  | 'query'
  | 'header'
  | 'separator'
  | 'signed-headers'
  | 'payload-hash'
  | 'surplus';

/** Part of a StringToSign. */
export type StringToSignPart = 'algorithm' | 'date' | 'scope' | 'canonical-request-hash' | 'surplus';

/** A line of both sides. A side that has no such line is `undefined`. */
export interface ComparedLine<Part extends string> {
  readonly part: Part;
  /** Of a header. */
  readonly name?: string;
  readonly same: boolean;
  readonly a: readonly TextSegment[] | undefined;
  readonly b: readonly TextSegment[] | undefined;
}

/** Two texts, line by line. */
export interface Comparison<Part extends string = CanonicalPart> {
  /** Byte for byte. */
  readonly same: boolean;
  readonly lines: readonly ComparedLine<Part>[];
  /** Both have the same headers, in another order. */
  readonly reordered: boolean;
}

interface Line<Part> {
  readonly part: Part;
  readonly text: string;
  readonly name?: string;
}

/** Takes a CanonicalRequest apart, also one that is not well formed. */
function canonicalLines(text: string): Line<CanonicalPart>[] {
  const [method = '', uri = '', query = '', ...rest] = text.split('\n');
  const empty = rest.indexOf('');
  const end = empty === -1 ? Math.max(rest.length - 2, 0) : empty;
  const headers = rest.slice(0, end).map((line): Line<CanonicalPart> => {
    return { part: 'header', text: line, name: line.split(':', 1)[0] ?? '' };
  });
  const [signed, hash, ...surplus] = rest.slice(empty === -1 ? end : end + 1);
  return [
    { part: 'method', text: method },
    { part: 'uri', text: uri },
    { part: 'query', text: query },
    ...headers,
    ...(empty === -1 ? [] : [{ part: 'separator', text: '' } as const]),
    ...(signed === undefined ? [] : [{ part: 'signed-headers', text: signed } as const]),
    ...(hash === undefined ? [] : [{ part: 'payload-hash', text: hash } as const]),
    ...surplus.map((line) => ({ part: 'surplus', text: line }) as const),
  ];
}

const PARTS: readonly StringToSignPart[] = ['algorithm', 'date', 'scope', 'canonical-request-hash'];

function stringToSignLines(text: string): Line<StringToSignPart>[] {
  return text.split('\n').map((line, at) => ({ part: PARTS[at] ?? 'surplus', text: line }));
}

/** Hashes have no letter in common but by chance. */
const WHOLE: ReadonlySet<string> = new Set(['payload-hash', 'canonical-request-hash']);

function compareLine<Part extends string>(a: Line<Part> | undefined, b: Line<Part> | undefined): ComparedLine<Part> {
  const line = a ?? b;
  if (line === undefined) throw new RangeError('expected a line on one side');
  const named = line.name === undefined ? {} : { name: line.name };
  const whole = (one: Line<Part> | undefined, same: boolean): TextSegment[] | undefined =>
    one === undefined ? undefined : [{ text: one.text, same }];
  if (a === undefined || b === undefined || a.text === b.text || WHOLE.has(line.part)) {
    const same = a?.text === b?.text;
    return { part: line.part, ...named, same, a: whole(a, same), b: whole(b, same) };
  }
  return { part: line.part, ...named, same: false, ...compareTexts(a.text, b.text) };
}

/** Pairs lines of one part (of one header) in order of arrival; what only `b` has comes where `b` has it. */
function align<Part extends string>(a: readonly Line<Part>[], b: readonly Line<Part>[]): ComparedLine<Part>[] {
  const key = ({ part, name = '' }: Line<Part>): string => `${part}:${name}`;
  const partners = new Map<string, Line<Part>[]>();
  for (const line of b.toReversed()) {
    const same = partners.get(key(line));
    if (same === undefined) partners.set(key(line), [line]);
    else same.push(line);
  }
  const known = new Set(a.map(key));
  const waiting = new Set(b);
  const result: ComparedLine<Part>[] = [];
  for (const line of a) {
    const partner = partners.get(key(line))?.pop();
    for (const other of partner === undefined ? [] : waiting) {
      if (other === partner || known.has(key(other))) break;
      result.push(compareLine(undefined, other));
      waiting.delete(other);
    }
    result.push(compareLine(line, partner));
    if (partner !== undefined) waiting.delete(partner);
  }
  return [...result, ...[...waiting].map((other) => compareLine(undefined, other))];
}

function isReordered<Part extends string>(a: readonly Line<Part>[], b: readonly Line<Part>[]): boolean {
  const order = (lines: readonly Line<Part>[]): string[] =>
    lines.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const [left, right] = [order(a), order(b)];
  return left.join('\n') !== right.join('\n') && left.toSorted().join('\n') === right.toSorted().join('\n');
}

/**
 * Two CanonicalRequests, line by line: which part each line is, and which of its characters differ.
 *
 * Headers are paired by name, so that one more on a side moves nothing else. Also for texts that are not well formed.
 *
 * @param a - Usually what was signed.
 * @param b - Usually what the service computed.
 */
export function compareCanonicalRequests(a: string, b: string): Comparison {
  const [left, right] = [canonicalLines(a), canonicalLines(b)];
  return { same: a === b, lines: align(left, right), reordered: isReordered(left, right) };
}

/** Two StringsToSign, line by line. */
export function compareStringsToSign(a: string, b: string): Comparison<StringToSignPart> {
  return { same: a === b, lines: align(stringToSignLines(a), stringToSignLines(b)), reordered: false };
}

/** A side of a line as text. */
export function lineText(segments: readonly TextSegment[] | undefined): string | undefined {
  return segments?.map(({ text }) => text).join('');
}
