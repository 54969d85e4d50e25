/** A piece of a line: shared by both sides or not. */
export interface TextSegment {
  readonly text: string;
  readonly same: boolean;
}

/** Both sides of a line, cut where they differ. */
export interface TextComparison {
  readonly a: readonly TextSegment[];
  readonly b: readonly TextSegment[];
}

/** What is compared as one: an escape, a word, any other character. */
const TOKEN = /%[\da-f]{2}|[\p{L}\p{N}]+|[\s\S]/giu;
/** Cells of the table of the longest common subsequence; beyond it, the middle counts as different whole. */
const CELLS = 250_000;

const sharedLength = (a: readonly string[], b: readonly string[]): number => {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
};

/** What two texts share and where they differ: a single character that changed is one segment of one character. */
export function compareTexts(a: string, b: string): TextComparison {
  const left = [...a];
  const right = [...b];
  const head = sharedLength(left, right);
  const tail = sharedLength(left.slice(head).reverse(), right.slice(head).reverse());
  const middle = compareMiddles(
    left.slice(head, left.length - tail).join(''),
    right.slice(head, right.length - tail).join(''),
  );
  const before = { text: left.slice(0, head).join(''), same: true };
  const after = { text: left.slice(left.length - tail).join(''), same: true };
  const whole = (segments: readonly TextSegment[]): TextSegment[] => joined([before, ...segments, after]);
  return { a: whole(middle.a), b: whole(middle.b) };
}

function compareMiddles(a: string, b: string): TextComparison {
  const left = a.match(TOKEN) ?? [];
  const right = b.match(TOKEN) ?? [];
  if (left.length * right.length > CELLS) return { a: [{ text: a, same: false }], b: [{ text: b, same: false }] };
  return walk(left, right, commonLengths(left, right));
}

/** Length of the longest common subsequence of what follows each pair of positions. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [lengths[i], lengths[i + 1]];
      if (row === undefined || below === undefined) continue;
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk(a: readonly string[], b: readonly string[], lengths: readonly Uint16Array[]): TextComparison {
  const left: TextSegment[] = [];
  const right: TextSegment[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one !== undefined && one === other) {
      left.push({ text: one, same: true });
      right.push({ text: one, same: true });
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      left.push({ text: one ?? '', same: false });
      i++;
    } else {
      right.push({ text: other, same: false });
      j++;
    }
  }
  return { a: left, b: right };
}

/** Neighbours of one kind become one segment; empty ones go. */
function joined(segments: readonly TextSegment[]): TextSegment[] {
  const result: TextSegment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (segment.text === '') continue;
    if (last?.same === segment.same) result[result.length - 1] = { text: last.text + segment.text, same: last.same };
    else result.push(segment);
  }
  return result;
}
