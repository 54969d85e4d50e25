/** What a spreadsheet may take for a formula, and the apostrophe that says it is none. */
const FORMULA = /^['=+\-@\t\r]/;

/** A cell that no spreadsheet runs: one apostrophe before what could be a formula. */
export function defuse(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell before {@link defuse}. An apostrophe before anything else belongs to the text. */
export function undefuse(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Rows as CSV by RFC 4180: CRLF after every row, quotes where needed. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => quote(defuse(cell))).join(',')}\r\n`).join('');
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
