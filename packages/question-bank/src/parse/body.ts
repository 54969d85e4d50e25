import type { Node, Root } from 'mdast';
import type { Problem } from '../problem.ts';
import type { FileLink } from './file-link.ts';
import { walk } from './markdown.ts';
import { placeOf } from './place.ts';
import { headingUnderline, imageAlt, rawHtml, surplusCells } from './problems.ts';

/** Words that begin a directive of notes: `::quiz`, `:::changed`. */
const DIRECTIVE = /^\s{0,3}:{2,}\s?[A-Za-z][\w-]*/;
/** A real checkbox with the white space after it. */
export const CHECKBOX = /^\[[ \txX]\][ \t]+/;
const CHECKBOX_LIKE = /^\[\s*[xX]?\s*\]/;

/** Problems that any body can have, whatever its kind, and the links that it holds. */
export function checkBody(tree: Root, source: string, problems: Problem[]): { links: FileLink[] } {
  const links: FileLink[] = [];
  const definitions: Node[] = [];
  let references = 0;
  walk(tree, (node, parent) => {
    switch (node.type) {
      case 'html':
        // One message for a pair of tags.
        if (!startsWith(source, node, '</')) problems.push(rawHtml(placeOf(node)));
        break;
      case 'heading':
        if (!startsWith(source, node, '#')) problems.push(headingUnderline(placeOf(node)));
        break;
      case 'linkReference':
      case 'imageReference':
        references += 1;
        problems.push(reference(node));
        break;
      case 'definition':
        definitions.push(node);
        break;
      case 'link':
      case 'image': {
        const { url, alt } = node as Node & { url: string; alt?: string | null };
        const place = placeOf(node);
        links.push({ url, image: node.type === 'image', place });
        if (node.type === 'image' && !alt?.trim()) problems.push(imageAlt(place));
        break;
      }
      case 'table':
        problems.push(...surplusCells(node));
        break;
      case 'paragraph':
        checkParagraph(node, parent, source, problems);
        break;
    }
  });
  if (references === 0) for (const node of definitions) problems.push(reference(node));
  return { links };
}

function startsWith(source: string, node: Node, text: string): boolean {
  const offset = node.position?.start.offset;
  return offset !== undefined && source.startsWith(text, offset);
}

function reference(node: Node): Problem {
  return {
    rule: 'no-references',
    place: placeOf(node),
    found: 'reference-style link or its definition',
    expected: 'an inline link: `[text](address)`',
    mend: 'Options and rationales are shown apart from each other, so write the address where the link is.',
  };
}

function checkParagraph(node: Node, parent: Node | undefined, source: string, problems: Problem[]): void {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return;
  const isTask = parent?.type === 'listItem' && typeof (parent as Node & { checked?: unknown }).checked === 'boolean';
  const text = source.slice(start.offset, end.offset);
  // The paragraph of a task begins with its checkbox when inline code follows at once.
  const lines = (isTask ? text.replace(CHECKBOX, '') : text).split('\n');
  for (const [index, line] of lines.entries()) {
    const column = index === 0 ? start.column : 1;
    const place = { line: start.line + index, column };
    if (DIRECTIVE.test(line)) {
      problems.push({
        rule: 'leftover-directive',
        place,
        found: `directive text \`${line.trim().split(/\s/, 1)[0]}\``,
        expected: 'text without directives',
        mend: 'Questions know no directives. Write the text out, or put it into a code span.',
      });
    }
    if (isCheckboxLike(line, index, parent)) {
      problems.push({
        rule: 'checkbox',
        place,
        found: `\`${CHECKBOX_LIKE.exec(line.trimStart().replace(/^[-*+]\s+/, ''))?.[0] ?? line.trim()}\` that is no checkbox`,
        expected: '`- [x]` or `- [ ]`, then a space and text',
        mend: 'Write one space or one x between the brackets and one space after them, at the start of a list item.',
      });
    }
  }
}

function isCheckboxLike(line: string, index: number, parent: Node | undefined): boolean {
  const text = line.trimStart();
  const inItem = parent?.type === 'listItem' && index === 0;
  // A real checkbox was taken out of the paragraph, so what still looks like one was not read as one.
  if (CHECKBOX_LIKE.test(text) && !/^\[[^\]]*\]\(/.test(text)) return inItem || parent?.type === 'root';
  return index > 0 && /^[-*+]\s+\[\s*[xX]?\s*\]/.test(text);
}
