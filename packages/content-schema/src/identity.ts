import { z } from 'zod';
import { HttpsUrlSchema } from './ids.ts';

const count = (what: string) => z.int().min(0).optional().describe(what);

/** Counts that `notebank stats --gate` requires. */
export const CountRulesSchema = z
  .strictObject({
    perTopic: count('Questions (current or historic) of every topic that has a note.'),
    choicePerTopic: count('Choice questions of every topic that has a note.'),
    perRetiredTopic: count('Questions of a topic marked `retired: true` in `topics.yaml`.'),
    perTask: count(
      'Current questions of every task of every exam. Tasks are only counted once their exam has any question.',
    ),
    perPool: z
      .strictObject({
        practice: count('Current questions of the practice pool.'),
        mock: count('Current questions of the mock pool.'),
      })
      .optional()
      .describe('Questions per pool.'),
  })
  .describe('Counts that `notebank stats --gate` requires.');

/** `bank.yaml`: the identity of a bank. */
export const BankIdentitySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'expected lower-case words joined by hyphens or dots')
    .max(64)
    .describe(
      "Identity of the bank. Every Anki note's guid is made from it: once a deck is published it never changes.",
    ),
  title: z.string().min(1).describe('Name of the bank.'),
  deckRoot: z
    .string()
    .min(1)
    .regex(/^[^:"]+$/, 'expected a name without `:` and `"`')
    .describe('Topmost deck in Anki.'),
  baseMs: z
    .int()
    .min(1_000_000_000_000)
    .describe('Epoch milliseconds from which ids of Anki notes and cards are counted. Never changes.'),
  site: HttpsUrlSchema.describe('Address of the published site, without its base path.'),
  base: z
    .string()
    .regex(/^\/(?:[^/]+\/)*$/, 'expected a path that begins and ends with `/`')
    .default('/')
    .describe('Base path of the published site.'),
  repository: HttpsUrlSchema.describe('Address of the repository, for "edit this page".'),
  branch: z.string().min(1).default('main').describe('Branch that "edit this page" points at.'),
  contentPath: z.string().default('content').describe('Folder of the bank within the repository.'),
  licence: z
    .strictObject({
      id: z.string().min(1).describe('SPDX identifier: `CC-BY-4.0`.'),
      url: HttpsUrlSchema.describe('Text of the licence.'),
    })
    .describe('Licence of notes and questions.'),
  attribution: z.string().min(1).describe('How to credit the bank: name and address.'),
  contact: z.string().min(1).describe('Who answers for the bank: an address or a handle.'),
  reports: HttpsUrlSchema.describe('Where a reader reports a fault: the page that opens a new issue.'),
  counts: CountRulesSchema.default({}),
});

export type BankIdentity = z.infer<typeof BankIdentitySchema>;
export type CountRules = z.infer<typeof CountRulesSchema>;
