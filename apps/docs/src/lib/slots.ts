const SLOT = /<nb-slot\b([^>]*)>(?:\s*<\/nb-slot>)?/g;

/**
 * Puts the quizzes of a note where its placeholders stand.
 *
 * Markdown is rendered once and kept; questions are filled in here, at every render, so that a changed question shows
 * also in a warm build.
 *
 * @param quizzes - HTML of each quiz, in the order of the note.
 * @throws {@link RangeError} when there are more or fewer placeholders than quizzes.
 */
export function fillSlots(html: string, quizzes: readonly string[]): string {
  let used = 0;
  const filled = html.replace(SLOT, (slot, attributes: string) => {
    // Labs have no page yet: a reader sees nothing where one will stand.
    if (/\bdata-kind="lab"/.test(attributes)) return '';
    const quiz = quizzes[used];
    used += 1;
    return quiz ?? slot;
  });
  if (used !== quizzes.length) {
    throw new RangeError(
      `expected ${quizzes.length} placeholders for quizzes, found ${used}: remove node_modules/.astro and build again`,
    );
  }
  return filled;
}
