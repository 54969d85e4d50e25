/** A piece of a text beside its former self. */
export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond this, comparing every word with every other takes too long for a keystroke. */
const MOST_CELLS = 200_000;
/** Words, runs of spaces, each other character. A hash or an escape is a word. */
const WORDS = /[\w%]+|\s+|[^\w%\s]/gu;
const HASH = /^[0-9a-f]{64}$/;

/**
 * How a text differs from its former self: first by words, then by characters inside a word that changed. A hash counts
 * as a whole, because nothing in it is kept.
 */
export function differenceOf(before: string, after: string): Piece[] {
  if (before === after) return after === '' ? [] : [{ kind: 'same', text: after }];
  const old = before.match(WORDS) ?? [];
  const now = after.match(WORDS) ?? [];
  const pieces = old.length * now.length > MOST_CELLS ? whole(before, after) : byWords(old, now);
  return joined(pieces);
}

function whole(before: string, after: string): Piece[] {
  return [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ];
}

/** The longest common subsequence, walked from the front. What goes stands before what comes. */
function byWords(old: readonly string[], now: readonly string[]): Piece[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  let gone = '';
  let fresh = '';
  const flush = (): void => {
    pieces.push(...inside(gone, fresh));
    gone = '';
    fresh = '';
  };
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const word = old[i] ?? '';
    if (i < old.length && j < now.length && word === now[j]) {
      flush();
      pieces.push({ kind: 'same', text: word });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      gone += word;
      i += 1;
    } else {
      fresh += now[j] ?? '';
      j += 1;
    }
  }
  flush();
  return pieces;
}

/** A word that changed, without what it has in common with its former self at both ends. */
function inside(gone: string, fresh: string): Piece[] {
  if (HASH.test(gone) || HASH.test(fresh)) return whole(gone, fresh);
  const old = [...gone];
  const now = [...fresh];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const cut = (all: readonly string[]): string => all.slice(start, all.length - end).join('');
  return [
    { kind: 'same', text: now.slice(0, start).join('') },
    { kind: 'gone', text: cut(old) },
    { kind: 'new', text: cut(now) },
    { kind: 'same', text: now.slice(now.length - end).join('') },
  ];
}

function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = all.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) all[all.length - 1] = { kind, text: last.text + text };
    else all.push({ kind, text });
  }
  return all;
}
