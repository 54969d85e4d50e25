import type { Root, RootContent } from 'mdast';
import type { Place } from '../problem.ts';

/** Place at which a node begins. */
export function placeOf(node: Root | RootContent | { readonly position?: RootContent['position'] }): Place {
  const start = node.position?.start;
  return { line: start?.line ?? 1, column: start?.column ?? 1 };
}
