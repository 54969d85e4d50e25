/**
 * Number of insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
 *
 * @returns the distance, or `limit + 1` as soon as it is known to be larger than `limit`.
 */
export function distance(a: string, b: string, limit = 2): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(before, column - 2) + 1);
      }
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return Math.min(at(above, b.length), limit + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** Edits that a word of this length may hold: none up to 3 letters, 1 up to 5, then 2. */
export function editsAllowed(length: number): number {
  if (length <= 3) return 0;
  return length <= 5 ? 1 : 2;
}

/**
 * The word of `known` that is nearest to `word`. Of several at one distance, one with the same first letter goes
 * first, then one of the same length, then the one that stands first.
 *
 * @param known - Words, the more likely ones first.
 * @returns `undefined` when none is near enough, or the word itself is known.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = editsAllowed(word.length);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  if (limit === 0 || /\d/.test(word)) return undefined;
  for (const candidate of known) {
    if (candidate === word) return undefined;
    if (editsAllowed(candidate.length) === 0 || Math.abs(candidate.length - word.length) > limit) continue;
    const edits = distance(word, candidate, limit);
    if (edits > limit) continue;
    const cost = edits + (candidate[0] === word[0] ? 0 : 0.5) + (candidate.length === word.length ? 0 : 0.1);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}
