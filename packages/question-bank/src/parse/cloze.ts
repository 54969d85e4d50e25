/** A gap of a cloze, with its place in the source. */
export interface Deletion {
  readonly number: number;
  readonly text: string;
  readonly hint?: string;
  /** Offsets of `{{` and of what follows `}}`. */
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a cloze, at an offset of its source. */
export interface ClozeProblem {
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
}

export interface Cloze {
  readonly deletions: readonly Deletion[];
  readonly problems: readonly ClozeProblem[];
}

const OPEN = /^\{\{c(\d{1,3})::/;

/**
 * Gaps of a cloze in Anki's notation, `{{c1::text::hint}}`, in reading order.
 *
 * Code spans are opaque: braces and colons inside them are text. Outside, `\:` and `\}` stand for the characters.
 * Gaps do not nest, because Anki versions differ on nested ones.
 */
export function parseCloze(source: string): Cloze {
  const deletions: Deletion[] = [];
  const problems: ClozeProblem[] = [];
  let at = 0;
  while (at < source.length) {
    const code = codeSpanEnd(source, at);
    if (code !== undefined) {
      at = code;
    } else if (source[at] === '\\') {
      at += 2;
    } else if (source.startsWith('{{', at)) {
      const open = OPEN.exec(source.slice(at, at + 8));
      if (open?.[1] === undefined || Number(open[1]) === 0) {
        problems.push({
          offset: at,
          found: '`{{` that opens no gap',
          expected: '`{{c1::text}}`, or `\\{{` for braces in text',
        });
        at += 2;
        continue;
      }
      const gap = readGap(source, at, Number(open[1]), at + open[0].length);
      if ('problem' in gap) {
        problems.push(gap.problem);
        at = gap.next;
      } else {
        deletions.push(gap.deletion);
        at = gap.deletion.end;
      }
    } else if (source.startsWith('}}', at)) {
      problems.push({
        offset: at,
        found: '`}}` that closes no gap',
        expected: 'balanced braces, or `\\}}` for braces in text',
      });
      at += 2;
    } else {
      at += 1;
    }
  }
  return { deletions, problems };
}

type Gap = { readonly deletion: Deletion } | { readonly problem: ClozeProblem; readonly next: number };

function readGap(source: string, start: number, number: number, textStart: number): Gap {
  let at = textStart;
  let colons: number | undefined;
  while (at < source.length) {
    const code = codeSpanEnd(source, at);
    if (code !== undefined) {
      at = code;
    } else if (source[at] === '\\') {
      at += 2;
    } else if (source.startsWith('{{', at)) {
      const problem = { offset: at, found: 'gap inside a gap', expected: 'gaps side by side' };
      return { problem, next: at + 2 };
    } else if (source.startsWith('}}', at)) {
      const text = source.slice(textStart, colons ?? at);
      if (text.trim() === '') {
        return { problem: { offset: start, found: 'empty gap', expected: 'text between `::` and `}}`' }, next: at + 2 };
      }
      const hint = colons === undefined ? undefined : unescapeCloze(source.slice(colons + 2, at));
      return { deletion: { number, text, ...(hint === undefined ? {} : { hint }), start, end: at + 2 } };
    } else if (source.startsWith('::', at)) {
      if (colons !== undefined) {
        const problem = {
          offset: at,
          found: 'third `::` in a gap',
          expected: '`{{c1::text::hint}}`, or `\\:` for a colon in text',
        };
        return { problem, next: at + 2 };
      }
      colons = at;
      at += 2;
    } else {
      at += 1;
    }
  }
  return {
    problem: { offset: start, found: 'gap that is never closed', expected: '`}}` in the same block' },
    next: source.length,
  };
}

/** End of the code span that begins at an offset, when one begins there (CommonMark 6.1). */
function codeSpanEnd(source: string, at: number): number | undefined {
  if (source[at] !== '`' || source[at - 1] === '`') return undefined;
  let length = 1;
  while (source[at + length] === '`') length += 1;
  let close = at + length;
  while (close < source.length) {
    if (source[close] !== '`') {
      close += 1;
      continue;
    }
    let run = 1;
    while (source[close + run] === '`') run += 1;
    if (run === length) return close + run;
    close += run;
  }
  return at + length;
}

function unescapeCloze(text: string): string {
  return text.replace(/\\([:}])/g, '$1');
}

/** The text with each gap replaced. */
export function replaceDeletions(
  source: string,
  cloze: Cloze,
  replace: (deletion: Deletion, index: number) => string,
): string {
  let result = '';
  let from = 0;
  for (const [index, deletion] of cloze.deletions.entries()) {
    result += source.slice(from, deletion.start) + replace(deletion, index);
    from = deletion.end;
  }
  return result + source.slice(from);
}
