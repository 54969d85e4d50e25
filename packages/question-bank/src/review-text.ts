import type { Review } from '@notebank/content-schema';
import { isMap, isSeq, parseDocument, stringify } from 'yaml';

/**
 * Text of a question file with one more review in its front matter. Everything else stays byte for byte.
 *
 * @param text - A file whose front matter parses.
 */
export function addReviewToText(text: string, review: Review): string {
  const close = text.indexOf('\n---', 3);
  const yaml = text.slice(4, close + 1);
  const document = parseDocument(yaml);
  const line = `  - ${stringify(review, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trim()}\n`;
  const reviews = isMap(document.contents) ? document.contents.get('reviews', true) : undefined;
  if (!isSeq(reviews) || !reviews.range) return `${text.slice(0, close + 1)}reviews:\n${line}${text.slice(close + 1)}`;
  if (reviews.items.length > 0 && !reviews.flow) {
    // After the last entry, which may be followed by other keys.
    const end = 4 + (reviews.range[1] ?? 0);
    const after = text.slice(0, end).endsWith('\n') ? end : text.indexOf('\n', end) + 1;
    return text.slice(0, after) + line + text.slice(after);
  }
  const all = [...(reviews.toJSON() as Review[]), review];
  const lines = all.map(
    (entry) =>
      `\n  - ${stringify(entry, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trim()}`,
  );
  const [start, end] = [4 + (reviews.range[0] ?? 0), 4 + (reviews.range[1] ?? 0)];
  return text.slice(0, start).trimEnd() + lines.join('') + text.slice(end);
}
