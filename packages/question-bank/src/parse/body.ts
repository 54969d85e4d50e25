import type { Node, Root } from 'mdast';
import type { Problem } from '../problem.ts';
import type { FileLink } from './file-link.ts';
import { walk } from './markdown.ts';
import { placeOf } from './place.ts';

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
        if (!startsWith(source, node, '</')) problems.push(html(node));
        break;
      case 'heading':
        if (!startsWith(source, node, '#')) problems.push(underline(node));
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
        links.push({ url, image: node.type === 'image', place: placeOf(node as never) });
        if (node.type === 'image' && !alt?.trim()) problems.push(imageAlt(node));
        break;
      }
      case 'table':
        checkTable(node as never, problems);
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

function html(node: Node): Problem {
  return {
    rule: 'no-html',
    place: placeOf(node as never),
    found: 'raw HTML',
    expected: 'Markdown',
    mend: 'Write it as Markdown, or put it into a code span: exports and decks drop raw HTML.',
  };
}

function underline(node: Node): Problem {
  return {
    rule: 'heading-underline',
    place: placeOf(node as never),
    found: 'heading made by an underline',
    expected: 'text, or a heading that begins with `##`',
    mend: 'Put an empty line above `---` or `===`, or begin the heading with `##`.',
  };
}

function reference(node: Node): Problem {
  return {
    rule: 'no-references',
    place: placeOf(node as never),
    found: 'reference-style link or its definition',
    expected: 'an inline link: `[text](address)`',
    mend: 'Options and rationales are shown apart from each other, so write the address where the link is.',
  };
}

function imageAlt(node: Node): Problem {
  return {
    rule: 'image-alt',
    place: placeOf(node as never),
    found: 'image without alternative text',
    expected: '`![what the image shows](file)`',
    mend: 'Say in the brackets what a reader who cannot see the image has to know.',
  };
}

interface TableNode extends Node {
  readonly align: readonly unknown[];
  readonly children: readonly (Node & { readonly children: readonly Node[] })[];
}

function checkTable(table: TableNode, problems: Problem[]): void {
  const columns = table.children[0]?.children.length ?? 0;
  for (const row of table.children) {
    if (row.children.length <= columns) continue;
    problems.push({
      rule: 'table-pipe',
      place: placeOf(row.children[columns] as never),
      found: `${row.children.length} cells in a table of ${columns} columns`,
      expected: `${columns} cells`,
      mend: 'Escape a pipe inside a cell: `\\|`. Cells past the header are dropped without a word.',
    });
  }
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
