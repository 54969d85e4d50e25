import type { Table, TableCell, TableRow } from 'mdast';
import type { MatchQuestion } from '../../bank.ts';
import { placeOf } from '../place.ts';
import { sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { endPlace, missingStem } from './shared.ts';

type MatchBody = Pick<MatchQuestion, 'stem' | 'columns' | 'pairs' | 'surplus' | 'explanation'>;

/** Reads one two-column table; an empty left cell makes a surplus answer. */
export function readMatch(input: KindInput): MatchBody | undefined {
  const { source, sections, report } = input;
  const { main } = sections;
  const at = main.findIndex((node) => node.type === 'table');
  const table = main[at];
  if (table?.type !== 'table' || table.align?.length !== 2) {
    report({
      rule: 'match-table',
      place: table ? placeOf(table) : endPlace(input),
      found: table?.type === 'table' ? `table of ${table.align?.length} columns` : 'match question without a table',
      expected: 'one table with two columns and a header',
      mend: 'Write the pairs as rows: `| left | right |`.',
    });
    return undefined;
  }
  for (const node of main.slice(at + 1)) {
    report({
      rule: 'match-table',
      place: placeOf(node),
      found: node.type === 'table' ? 'second table' : 'text after the table',
      expected: 'only `## Explanation` after the table',
      mend: 'Move it above the table or under `## Explanation`.',
    });
  }
  const [header, ...rows] = table.children;
  const columns = [cellAt(source, header, 0), cellAt(source, header, 1)] as const;
  const stem = sliceBlocks(source, main.slice(0, at));
  if (stem === '') return missingStem(input, placeOf(table));
  return {
    stem,
    columns,
    ...readRows(input, table, rows),
    ...(sections.explanation === undefined ? {} : { explanation: sections.explanation }),
  };
}

function readRows(
  { source, report }: KindInput,
  table: Table,
  rows: readonly TableRow[],
): Pick<MatchQuestion, 'pairs' | 'surplus'> {
  const pairs: { id: string; left: string; right: string }[] = [];
  const surplus: { id: string; right: string }[] = [];
  for (const row of rows) {
    const left = cellAt(source, row, 0);
    const right = cellAt(source, row, 1);
    if (right === '') {
      report({
        rule: 'match-table',
        place: placeOf(row),
        found: 'row with an empty right cell',
        expected: 'an answer in the right column',
        mend: 'Fill the cell. A surplus answer has an empty left cell.',
      });
    } else if (left === '') {
      surplus.push({ id: `x${surplus.length + 1}`, right });
    } else {
      if (pairs.some((pair) => pair.left === left)) {
        report({
          rule: 'match-table',
          place: placeOf(row),
          found: `left cell \`${left}\` a second time`,
          expected: 'every left cell once',
          mend: 'A reader gives one answer per left cell: join the rows or tell them apart.',
        });
      }
      pairs.push({ id: String(pairs.length + 1), left, right });
    }
  }
  if (pairs.length < 2) {
    report({
      rule: 'match-table',
      place: placeOf(table),
      found: `${pairs.length} pairs`,
      expected: 'at least two',
      mend: 'Add rows to the table.',
    });
  }
  return { pairs, surplus };
}

function cellAt(source: string, row: TableRow | undefined, index: number): string {
  const cell: TableCell | undefined = row?.children[index];
  // Inside a table every pipe is escaped, also in code; outside of it only the pipe is left.
  return cell ? sliceBlocks(source, cell.children).replaceAll('\\|', '|') : '';
}
