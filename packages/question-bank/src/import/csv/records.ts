/** A row of a CSV file. */
export interface CsvRecord {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Text that is no CSV, at its place. */
export interface RecordProblem {
  readonly row: number;
  /** From 1. */
  readonly cell: number;
  readonly found: string;
  readonly expected: string;
}

/** Rows of a CSV file by RFC 4180, with CRLF or LF. Never throws: what is wrong is told, and reading goes on. */
export function readRecords(text: string): { records: CsvRecord[]; problems: RecordProblem[] } {
  const reader = new RecordReader(text.startsWith('\uFEFF') ? text.slice(1) : text);
  return { records: reader.read(), problems: reader.problems };
}

class RecordReader {
  readonly problems: RecordProblem[] = [];
  readonly #text: string;
  #at = 0;
  #cells: string[] = [];
  #row = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#at < this.#text.length) {
      this.#cells = [];
      do this.#cells.push(this.#cell());
      while (this.#skip(','));
      if (!this.#skip('\r\n')) this.#skip('\n');
      records.push({ row: this.#row, cells: this.#cells });
      this.#row += 1;
    }
    return records;
  }

  #skip(mark: string): boolean {
    const found = this.#text.startsWith(mark, this.#at);
    if (found) this.#at += mark.length;
    return found;
  }

  #cell(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#bare();
  }

  #bare(): string {
    const end = this.#endOfBare();
    const cell = this.#text.slice(this.#at, end);
    if (cell.includes('"'))
      this.#report('quote inside a cell without quotes', 'quotes around the cell, and `""` for a quote inside');
    this.#at = end;
    return cell;
  }

  /** Where a comma or a line break stands next, or the text ends. A lone CR belongs to the cell. */
  #endOfBare(): number {
    const end = /,|\r?\n/g;
    end.lastIndex = this.#at;
    return end.exec(this.#text)?.index ?? this.#text.length;
  }

  #quoted(): string {
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      const close = this.#text.indexOf('"', this.#at);
      if (close === -1) return this.#unclosed(parts);
      parts.push(this.#text.slice(this.#at, close));
      this.#at = close + 1;
      if (!this.#skip('"')) break;
      parts.push('"');
    }
    const rest = this.#endOfBare();
    if (rest > this.#at) {
      this.#report('text after a closing quote', 'a comma or the end of the row');
      parts.push(this.#text.slice(this.#at, rest));
      this.#at = rest;
    }
    return parts.join('');
  }

  #unclosed(parts: string[]): string {
    this.#report('quote that is never closed', 'a closing quote: the file may have been cut');
    parts.push(this.#text.slice(this.#at));
    this.#at = this.#text.length;
    return parts.join('');
  }

  #report(found: string, expected: string): void {
    this.problems.push({ row: this.#row, cell: this.#cells.length + 1, found, expected });
  }
}
