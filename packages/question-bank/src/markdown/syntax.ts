import { directiveFromMarkdown } from 'mdast-util-directive';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { directive } from 'micromark-extension-directive';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

/** Syntax of notes beyond CommonMark: GFM tables and task lists, and directives. */
export const noteSyntax = {
  micromark: () => [gfmTable(), gfmTaskListItem(), directive()],
  fromMarkdown: () => [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown(), directiveFromMarkdown()],
};
