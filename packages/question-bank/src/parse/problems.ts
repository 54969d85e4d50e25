import type { Node, Parent } from 'mdast';
import type { Place, Problem } from '../problem.ts';
import { placeOf } from './place.ts';

// Problems that notes and questions share.

/** An image that says nothing to who cannot see it. */
export function imageAlt(place: Place): Problem {
  return {
    rule: 'image-alt',
    place,
    found: 'image without alternative text',
    expected: '`![what the image shows](file)`',
    mend: 'Say in the brackets what a reader who cannot see the image has to know.',
  };
}

/** Raw HTML, which every way out would drop. */
export function rawHtml(place: Place): Problem {
  return {
    rule: 'no-html',
    place,
    found: 'raw HTML',
    expected: 'Markdown',
    mend: 'Write it as Markdown, or put it into a code span: pages, exports and decks drop raw HTML.',
  };
}

/** Text that a line of `---` or `===` below it has made a heading. */
export function headingUnderline(place: Place): Problem {
  return {
    rule: 'heading-underline',
    place,
    found: 'heading made by an underline',
    expected: 'text, or a heading that begins with `##`',
    mend: 'Put an empty line above `---` or `===`, or begin the heading with `##`.',
  };
}

/** Rows with more cells than their table has columns. */
export function surplusCells(table: Node): Problem[] {
  const rows = (table as Parent).children as Parent[];
  const columns = rows[0]?.children.length ?? 0;
  return rows
    .filter((row) => row.children.length > columns)
    .map((row) => ({
      rule: 'table-pipe',
      place: placeOf(row.children[columns] ?? row),
      found: `${row.children.length} cells in a table of ${columns} columns`,
      expected: `${columns} cells`,
      mend: 'Escape a pipe inside a cell: `\\|`. Cells past the header are dropped without a word.',
    }));
}
