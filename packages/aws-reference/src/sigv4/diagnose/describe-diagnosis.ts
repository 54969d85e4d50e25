import type { Cause, Evidence } from './cause.ts';
import { type ComparedLine, type Comparison, lineText } from './compare.ts';
import type { Diagnosis } from './diagnose.ts';
import { compareTexts, type TextSegment } from './segments.ts';

/** Marks under the characters that differ. */
function marks(segments: readonly TextSegment[]): string {
  return segments
    .map(({ text, same }) => (same ? ' ' : '^').repeat([...text].length))
    .join('')
    .trimEnd();
}

function pair(indent: string, signed: string, expected: string): string[] {
  const { a, b } = compareTexts(signed, expected);
  const lines = [`${indent}signed    ${signed}`, `${indent}          ${marks(a)}`];
  return [...lines, `${indent}expected  ${expected}`, `${indent}          ${marks(b)}`].filter(
    (line) => line.trim() !== '',
  );
}

function evidenceLines({ what, signed, expected }: Evidence): string[] {
  const indent = '     ';
  const first = `   - ${what}`;
  if (signed !== undefined && expected !== undefined) return [first, ...pair(indent, signed, expected)];
  if (signed !== undefined) return [first, `${indent}signed    ${signed}`];
  return expected === undefined ? [first] : [first, `${indent}expected  ${expected}`];
}

function causeLines({ cause, confidence, evidence, mend }: Cause, at: number): string {
  return [`${at + 1}. ${cause} (${confidence})`, ...evidence.flatMap(evidenceLines), `   ${mend}`].join('\n');
}

const sideText = (line: ComparedLine<string>, side: 'a' | 'b'): string => lineText(line[side]) ?? '(no such line)';

/** A comparison as text: `=` for lines that agree, `-` what was signed, `+` what the service computed, `^` under what differs. */
export function describeComparison(comparison: Comparison<string>): string {
  return comparison.lines
    .flatMap((line) => {
      if (line.same) return [`= ${lineText(line.a)}`.trimEnd()];
      const rows = [
        `- ${sideText(line, 'a')}`,
        `  ${marks(line.a ?? [])}`,
        `+ ${sideText(line, 'b')}`,
        `  ${marks(line.b ?? [])}`,
      ];
      return rows.filter((row) => row.trim() !== '');
    })
    .join('\n');
}

/** A diagnosis in words, for a terminal. */
export function describeDiagnosis({ causes, answer, canonicalRequest, stringToSign }: Diagnosis): string {
  const said = [answer.code, answer.message].filter(Boolean).join(': ');
  const parts = [
    said === '' ? '' : `The service says ${said}`,
    causes.length === 0 ? 'No cause found.' : causes.map(causeLines).join('\n\n'),
  ];
  if (canonicalRequest?.same === false)
    parts.push(`CanonicalRequest, signed (-) and expected (+)\n${describeComparison(canonicalRequest)}`);
  if (stringToSign?.same === false)
    parts.push(`StringToSign, signed (-) and expected (+)\n${describeComparison(stringToSign)}`);
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
