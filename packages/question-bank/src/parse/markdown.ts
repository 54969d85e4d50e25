import type { Node, Parent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

const extensions = [gfmTable(), gfmTaskListItem()];
const mdastExtensions = [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()];

/** Syntax tree of a question's body: CommonMark with GFM tables and task lists, no directives, no bare links. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions, mdastExtensions });
}

/** Calls a function for every node, parents first. A loop of our own: a bank walks millions of nodes. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  if (!('children' in node)) return;
  for (const child of (node as Parent).children) walk(child, visit, node);
}

/** Moves the lines of a tree down, so that lines of a body are lines of its file. Offsets stay those of the body. */
export function moveLines(tree: Root, lines: number): Root {
  walk(tree, ({ position }) => {
    if (!position) return;
    position.start.line += lines;
    position.end.line += lines;
  });
  return tree;
}
