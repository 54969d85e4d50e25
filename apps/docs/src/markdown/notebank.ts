import { type RemarkNotebankOptions, remarkNotebank } from '@notebank/question-bank/markdown';
import type { Place } from '../lib/place.ts';

/** The bank's own remark plugin, with links that begin with the base path of this site. */
export function notebankMarkdown(place: Place): [typeof remarkNotebank, RemarkNotebankOptions] {
  return [remarkNotebank, { root: place.root, base: place.base }];
}
