/**
 * Text of a piece of Markdown as a reader sees it, roughly: marks, link targets and checkboxes are taken out.
 * Cheap on purpose: it is used to compare lengths and words, not to print.
 */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g, '$1')
    .replace(/[`*_]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
