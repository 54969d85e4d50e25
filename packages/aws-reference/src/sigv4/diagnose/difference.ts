import type { Case } from './case.ts';
import { type CanonicalPart, type ComparedLine, lineText } from './compare.ts';

/** A part that differs: what was signed and what the service computed. */
export interface Difference {
  readonly name: string;
  /** `undefined`: this side has no such line. */
  readonly signed: string | undefined;
  readonly expected: string | undefined;
}

/** The lines of one part that differ. */
export function differences({ canonicalRequest }: Pick<Case, 'canonicalRequest'>, part: CanonicalPart): Difference[] {
  const lines: readonly ComparedLine<CanonicalPart>[] = canonicalRequest?.lines ?? [];
  return lines
    .filter((line) => line.part === part && !line.same)
    .map(({ name = '', a, b }) => ({ name, signed: lineText(a), expected: lineText(b) }));
}

/** A difference as evidence. */
export function evidenceOf(
  what: string,
  { signed, expected }: Omit<Difference, 'name'>,
): {
  what: string;
  signed?: string;
  expected?: string;
} {
  return { what, ...(signed === undefined ? {} : { signed }), ...(expected === undefined ? {} : { expected }) };
}

/** The text with every escape decoded, as often as it was encoded, and in upper-case UTF-8 escapes where it is not ASCII. */
export function fullyDecoded(text: string): string {
  let before = text;
  for (let round = 0; round < 5; round++) {
    const after = before.replace(/%[2-7][\da-f]/gi, (piece) =>
      String.fromCharCode(Number.parseInt(piece.slice(1), 16)),
    );
    if (after === before) break;
    before = after;
  }
  return before.replace(/%[\da-f]{2}|\P{ASCII}+/giu, (piece) =>
    piece[0] === '%' ? piece.toUpperCase() : encodeURI(piece.toWellFormed()),
  );
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** How two texts that differ hold the same characters, if they do. */
export function encodingDifference(
  signed: string,
  expected: string,
): 'double-encoding' | 'plus-and-space' | 'encoding' | undefined {
  if (fullyDecoded(signed) === fullyDecoded(expected)) {
    const [one, other] = [countOf(signed, /%25/g), countOf(expected, /%25/g)];
    if (one !== other) return 'double-encoding';
    return countOf(signed, /\+/g) === countOf(expected, /\+/g) ? 'encoding' : 'plus-and-space';
  }
  const spaced = (text: string): string => fullyDecoded(text).replaceAll('+', ' ');
  return spaced(signed) === spaced(expected) ? 'plus-and-space' : undefined;
}
