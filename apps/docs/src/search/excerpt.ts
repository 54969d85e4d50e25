import type { PageData } from './engine.ts';

/** A piece of text; `hit` says that the query asked for it. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface Excerpt {
  readonly pieces: readonly Piece[];
  /** Heading that the excerpt stands under, where it has an anchor. */
  readonly section: { readonly id: string; readonly title: string } | undefined;
}

/**
 * The part of a page that holds most of the words that were found, as the index numbers them: by white space.
 *
 * @param places - Numbers of those words, ascending.
 * @param length - Words to show.
 */
export function excerptOf(
  page: Pick<PageData, 'content' | 'anchors'>,
  places: readonly number[],
  length = 28,
): Excerpt {
  const words = page.content.split(/\s+/);
  const inside = places.filter((place) => place < words.length);
  const first = densest(inside, length);
  const start = Math.max(0, Math.min(first - 3, words.length - length));
  const end = Math.min(words.length, start + length);
  const hits = new Set(inside);
  const pieces: Piece[] = start > 0 ? [{ text: '… ', hit: false }] : [];
  for (let place = start; place < end; place += 1) {
    pieces.push({ text: words[place] ?? '', hit: hits.has(place) }, { text: ' ', hit: false });
  }
  if (end < words.length) pieces.push({ text: '…', hit: false });
  return { pieces: merged(pieces), section: sectionAt(page, first) };
}

/** First place of the window of `length` words that holds the most different places; 0 without any. */
function densest(places: readonly number[], length: number): number {
  let best = places[0] ?? 0;
  let most = 0;
  let from = 0;
  places.forEach((place, index) => {
    while ((places[from] ?? 0) <= place - length + 3) from += 1;
    if (index - from + 1 > most) [best, most] = [places[from] ?? 0, index - from + 1];
  });
  return best;
}

function sectionAt({ anchors }: Pick<PageData, 'anchors'>, place: number): Excerpt['section'] {
  const headings = anchors.filter(
    ({ element, location, text }) => /^h[2-4]$/.test(element) && location <= place && text.trim() !== '',
  );
  const last = headings.reduce<(typeof headings)[number] | undefined>(
    (a, b) => (a && a.location > b.location ? a : b),
    undefined,
  );
  return last && { id: last.id, title: last.text.trim() };
}

function merged(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last && last.hit === piece.hit) out[out.length - 1] = { text: last.text + piece.text, hit: last.hit };
    else out.push(piece);
  }
  return out;
}
