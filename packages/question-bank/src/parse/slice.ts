import type { Node } from 'unist';

/**
 * Source of neighbouring blocks, taken out of their list item or blockquote.
 *
 * The first line begins where the first block begins. From every line after it, at most as many columns of
 * indentation are taken as the container has, and for each blockquote one `>` with one space. Lines that continue a
 * paragraph lazily, without indentation or `>`, stay as they are.
 *
 * @param source - Text that the tree was made from.
 * @param nodes - Blocks in order.
 * @param containers - From the outside in: columns of a list item's content, or `quote`.
 */
export function sliceBlocks(
  source: string,
  nodes: readonly Node[],
  containers: readonly (number | 'quote')[] = [],
): string {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return '';
  const [first = '', ...rest] = source.slice(start.offset, end.offset).split('\n');
  // A block that begins with indentation (indented code) begins before its first character.
  return [first, ...rest.map((line) => unwrapLine(line, containers))].join('\n').trimEnd();
}

function unwrapLine(line: string, containers: readonly (number | 'quote')[]): string {
  let rest = line;
  for (const container of containers) {
    if (container === 'quote') {
      const quote = /^ {0,3}> ?/.exec(rest);
      if (!quote) return rest.trimStart();
      rest = rest.slice(quote[0].length);
    } else {
      rest = stripColumns(rest, container);
    }
  }
  return rest;
}

/** Takes up to so many columns of white space; a tab fills up to the next multiple of four. */
function stripColumns(line: string, columns: number): string {
  let column = 0;
  let index = 0;
  while (column < columns) {
    if (line[index] === ' ') {
      column += 1;
    } else if (line[index] === '\t') {
      column += 4 - (column % 4);
    } else {
      break;
    }
    index += 1;
  }
  return ' '.repeat(Math.max(column - columns, 0)) + line.slice(index);
}

/** Column at which the content of a list item begins, from the start of its marker. */
export function itemIndent(source: string, item: Node): number {
  const start = item.position?.start;
  if (start?.offset === undefined) return 0;
  const marker = /^(?:[-*+]|\d{1,9}[.)])[ \t]{0,4}/.exec(source.slice(start.offset, start.offset + 16));
  return (marker?.[0].length ?? 2) + start.column - 1;
}
