import { BankDocumentSchema } from '@notebank/content-schema';
import type { Bank } from '../bank.ts';
import { publishBank } from '../render/publish.ts';

/** What the bank itself does not know of its document. */
export interface JsonOptions {
  /** Version of the content, such as the one of its package. */
  readonly version: string;
  /** Day of its newest change, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The bank document as JSON, with keys in the order of the schema: the same bank gives the same text. */
export function toJson(bank: Bank, options: JsonOptions): string {
  // Reading through the schema puts the keys in its order, whatever order the front matter had.
  const document = BankDocumentSchema.parse(publishBank(bank, options));
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
