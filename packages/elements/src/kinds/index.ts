import { choiceKind } from './choice.ts';
import type { Host, Kind } from './kind.ts';
import { matchKind } from './match.ts';
import { numericKind } from './numeric.ts';
import { orderKind } from './order.ts';
import { clozeKind, recallKind } from './recall.ts';

export type { Kind } from './kind.ts';

export type MakeKind = (host: Host) => Kind;

/** How each kind is read, graded and shown. A page may hold a kind that this version does not know: it stays as it is. */
export const kinds: Readonly<Record<string, MakeKind>> = {
  choice: choiceKind,
  order: orderKind,
  match: matchKind,
  numeric: numericKind,
  cloze: clozeKind,
  recall: recallKind,
};
