import type { Kind } from '@notebank/content-schema';
import type { Question } from '../../bank.ts';
import { readChoice } from './choice.ts';
import { readCloze } from './cloze.ts';
import type { KindInput } from './kind-input.ts';
import { readMatch } from './match.ts';
import { readNumeric } from './numeric.ts';
import { readOrder } from './order.ts';
import { readRecall } from './recall.ts';

/** Reader of the body of each kind; undefined when no whole question is left. */
export const kindReaders: Readonly<Record<Kind, (input: KindInput) => Partial<Question> | undefined>> = {
  choice: readChoice,
  cloze: readCloze,
  recall: readRecall,
  order: readOrder,
  match: readMatch,
  numeric: readNumeric,
};
