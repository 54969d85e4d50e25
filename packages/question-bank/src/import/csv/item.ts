import type { Item } from '../../export/csv/columns.ts';

/** Tells a problem of a cell. */
export type ReportCell = (column: string, found: string, expected: string) => void;

/** An item with its number in the header, for messages. */
export interface NumberedItem extends Item {
  readonly number: number;
}
