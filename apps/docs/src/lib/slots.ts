const SLOT = /<nb-slot\b([^>]*)>(?:\s*<\/nb-slot>)?/g;

/** What stands where the placeholders of a note are: HTML by kind, in the order of the note. */
export interface Fillings {
  readonly quiz: readonly string[];
  readonly lab: readonly string[];
}

/**
 * Puts the quizzes and labs of a note where its placeholders stand.
 *
 * Markdown is rendered once and kept; questions are filled in here, at every render, so that a changed question shows
 * also in a warm build.
 *
 * @throws {@link RangeError} when there are more or fewer placeholders of a kind than fillings.
 */
export function fillSlots(html: string, fillings: Fillings): string {
  const used = { quiz: 0, lab: 0 };
  const filled = html.replace(SLOT, (slot, attributes: string) => {
    const kind = /\bdata-kind="lab"/.test(attributes) ? 'lab' : 'quiz';
    const filling = fillings[kind][used[kind]];
    used[kind] += 1;
    return filling ?? slot;
  });
  for (const kind of ['quiz', 'lab'] as const) {
    const expected = fillings[kind].length;
    if (used[kind] === expected) continue;
    throw new RangeError(
      `expected ${expected} placeholders of the kind ${kind}, found ${used[kind]}: remove node_modules/.astro and build again`,
    );
  }
  return filled;
}
