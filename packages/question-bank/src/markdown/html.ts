import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import type { Bank, Note } from '../bank.ts';
import { noteTree } from '../parse/note.ts';
import { remarkNotebank } from './index.ts';

/** A quiz or a lab inside a note. */
export interface Slot {
  readonly kind: 'quiz' | 'lab';
  readonly id?: string;
  readonly topic?: string;
  readonly limit?: number;
}

export interface NoteHtmlOptions {
  /** What links begin with. Default `/`. */
  readonly base?: string;
  /** HTML for a quiz or a lab. Default: nothing. */
  readonly slot?: (slot: Slot) => string;
}

/** HTML of a note's body, from the same Markdown as on the site. Raw HTML in the source is dropped. */
export function noteHtml(bank: Bank, note: Note, options: NoteHtmlOptions = {}): string {
  const file = new VFile({ path: note.path, value: note.body });
  const tree = unified()
    .use(remarkNotebank, { root: bank.root, ...(options.base === undefined ? {} : { base: options.base }) })
    .runSync(noteTree(note.body), file);
  const hast = toHast(tree as never) as Root;
  visit(hast, 'element', (node: Element) => {
    if (node.tagName !== 'nb-slot') return;
    const { dataKind, dataId, dataTopic, dataLimit } = node.properties;
    const html = options.slot?.({
      kind: dataKind === 'lab' ? 'lab' : 'quiz',
      ...(typeof dataId === 'string' ? { id: dataId } : {}),
      ...(typeof dataTopic === 'string' ? { topic: dataTopic } : {}),
      ...(typeof dataLimit === 'string' ? { limit: Number(dataLimit) } : {}),
    });
    node.tagName = 'div';
    node.properties = {};
    node.children = [{ type: 'raw', value: html ?? '' } as never];
  });
  return toHtml(hast, { allowDangerousHtml: true });
}
