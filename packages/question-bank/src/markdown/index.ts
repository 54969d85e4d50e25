import { isAbsolute, relative, sep } from 'node:path';
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { bankLinks } from '../render/publish.ts';
import { transformDirectives } from './directives.ts';
import { noteSyntax } from './syntax.ts';

export interface RemarkNotebankOptions {
  /** Folder of the bank: paths of notes are taken relative to it. */
  readonly root: string;
  /** Base path of the site, beginning and ending with `/`. Default `/`. */
  readonly base?: string;
}

/**
 * The Markdown of notes, as a remark plugin: the bank reads notes with it and a site renders them with it, so that
 * headings, anchors, links and directives mean the same in both.
 *
 * It brings GFM tables, task lists and directives; the processor should have no GFM of its own, because bare
 * addresses and footnotes are not part of the format. Files outside of the bank's notes keep their links.
 */
export function remarkNotebank(this: Processor, options: RemarkNotebankOptions) {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), ...noteSyntax.micromark()];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), ...noteSyntax.fromMarkdown()];

  return (tree: Root, file: VFile): void => {
    transformDirectives(tree, String(file));
    const path = bankPath(file.path, options.root);
    if (path?.startsWith('notes/')) rewriteLinks(tree, path, options.base ?? '/');
  };
}

/** Path of a file relative to the bank, with `/`; undefined outside of it. */
function bankPath(path: string | undefined, root: string): string | undefined {
  if (path === undefined) return undefined;
  const inside = isAbsolute(path) ? relative(root, path) : path;
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : inside.split(sep).join('/');
}

function rewriteLinks(tree: Root, path: string, base: string): void {
  const resolve = bankLinks(path, base);
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'definition') node.url = resolve(node.url, 'href');
    if (node.type === 'image') node.url = resolve(node.url, 'src');
  });
}
