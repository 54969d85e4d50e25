import type { Root } from 'mdast';
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
