/** The few parts of a syntax tree of HTML that this plugin touches. */
interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/**
 * Puts every table into a box that scrolls on its own and can be reached by keyboard.
 *
 * An empty corner makes the first column headers of their rows: a header cell without text says nothing to a reader who
 * hears it.
 */
export function rehypeTables() {
  return (tree: Node): void => boxTables(tree);
}

function boxTables(parent: Node): void {
  parent.children = (parent.children ?? []).map((child) => {
    if (child.tagName !== 'table') {
      boxTables(child);
      return child;
    }
    nameHeaders(child);
    const label = all(child, 'th').filter(isColumn).map(textOf).join(', ');
    const properties = {
      className: ['table-box'],
      tabIndex: 0,
      role: 'group',
      ariaLabel: label === '' ? 'Table' : `Table: ${label}`,
    };
    return { type: 'element', tagName: 'div', properties, children: [child] };
  });
}

function nameHeaders(table: Node): void {
  const columns = all(table, 'th');
  const [corner] = columns;
  for (const cell of columns) {
    if (textOf(cell) === '') cell.tagName = 'td';
    else cell.properties = { ...cell.properties, scope: 'col' };
  }
  if (corner === undefined || corner.tagName === 'th') return;
  for (const row of all(table, 'tr').slice(1)) {
    const first = row.children?.find(({ tagName }) => tagName === 'td');
    if (first === undefined || textOf(first) === '') continue;
    first.tagName = 'th';
    first.properties = { ...first.properties, scope: 'row' };
  }
}

function isColumn(cell: Node): boolean {
  return cell.properties?.scope === 'col';
}

function all(node: Node, tagName: string): Node[] {
  const inside = (node.children ?? []).flatMap((child) => all(child, tagName));
  return node.tagName === tagName ? [node, ...inside] : inside;
}

function textOf(node: Node): string {
  return (node.value ?? (node.children ?? []).map(textOf).join('')).trim();
}
