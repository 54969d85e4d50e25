import { z } from 'zod';
import { QuestionIdSchema } from './ids.ts';
import { KINDS } from './question.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');

/** One line of `bank.lock.jsonl`: what was last published under an id. Only `notebank lock` writes it. */
export const LockLineSchema = z.strictObject({
  id: QuestionIdSchema.describe('Id of the question.'),
  kind: z.enum(KINDS).describe('Its kind, which never changes.'),
  revision: z.int().min(1).describe('Its revision.'),
  status: z.enum(['current', 'historic', 'retired']).describe('Its status.'),
  answerHash: sha256.describe('SHA-256 of stem, options, order and key: another one asks for a new revision.'),
  noteHash: sha256.describe(
    'SHA-256 of the fields and tags of its Anki note as decks last held it: another one asks for a new `mod`.',
  ),
  mod: z
    .int()
    .min(0)
    .describe(
      "Time of the release that last changed the Anki note, in seconds since the epoch: Anki's `mod`. 0 while no deck has held it.",
    ),
});

export type LockLine = z.infer<typeof LockLineSchema>;
