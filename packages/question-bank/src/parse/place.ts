import type { Node } from 'unist';
import type { Place } from '../problem.ts';

/** Place at which a node begins; the top of the file for a node without a position. */
export function placeOf(node: Pick<Node, 'position'>): Place {
  const start = node.position?.start;
  return { line: start?.line ?? 1, column: start?.column ?? 1 };
}
