import type { Element, Root } from 'hast';
import { defaultSchema, type Schema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../parse/markdown.ts';

/**
 * Gives the address to print for a link or an image.
 *
 * @param url - As it stands in the Markdown, relative to the file.
 * @param what - `href` of a link or `src` of an image.
 */
export type LinkResolver = (url: string, what: 'href' | 'src') => string;

/** What sanitised HTML may hold: what Markdown with GFM tables gives, and nothing that runs, loads or styles. */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: [
    ...['p', 'br', 'hr', 'em', 'strong', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'h2', 'h3', 'h4'],
  ],
  attributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'title'],
    code: [['className', /^language-[\w-]+$/]],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  required: {},
  ancestors: {},
  clobber: [],
  strip: ['script', 'style'],
};

/**
 * Sanitised HTML of Markdown. Raw HTML in the source is dropped.
 *
 * @param markdown - CommonMark with GFM tables and task lists.
 * @param options - `inline` leaves out the paragraph around a single one. `resolve` gives the address of each link.
 */
export function renderHtml(
  markdown: string,
  options: { readonly resolve?: LinkResolver; readonly inline?: boolean } = {},
): string {
  const hast = toHast(parseMarkdown(markdown)) as Root;
  const { resolve } = options;
  if (resolve) {
    visit(hast, 'element', (node: Element) => {
      if (node.tagName === 'a' && typeof node.properties.href === 'string') {
        node.properties.href = resolve(node.properties.href, 'href');
      }
      if (node.tagName === 'img' && typeof node.properties.src === 'string') {
        node.properties.src = resolve(node.properties.src, 'src');
      }
    });
  }
  const clean = sanitize(hast, SCHEMA) as Root;
  if (options.inline === true) unwrapSingleParagraph(clean);
  return toHtml(clean).trim();
}

function unwrapSingleParagraph(root: Root): void {
  const blocks = root.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  const [only] = blocks;
  if (blocks.length === 1 && only?.type === 'element' && only.tagName === 'p') root.children = only.children;
}

const OPEN = '\u2E28';
const CLOSE = '\u2E29';

/** Marks around a gap while Markdown is rendered: punctuation, so that emphasis beside them still works. */
export function markGap(index: number, text: string): string {
  return `${OPEN}${index}${CLOSE}${text}${OPEN}${CLOSE}`;
}

/** Replaces the marks of {@link markGap} in rendered HTML. */
export function replaceGapMarks(html: string, replace: (index: number, inner: string) => string): string {
  return html.replace(new RegExp(`${OPEN}(\\d+)${CLOSE}(.*?)${OPEN}${CLOSE}`, 'gs'), (_, index, inner) =>
    replace(Number(index), inner),
  );
}
