import { z } from 'zod';
import { DaySchema, HttpsUrlSchema, PartialDateSchema, QuestionIdSchema, TaskIdSchema, TopicIdSchema } from './ids.ts';
import { SourceSchema } from './source.ts';

/** Version of the published document. Within 1 fields are only added. */
export const SCHEMA_VERSION = 1;

/** Text in both forms. */
export const RichTextSchema = z
  .strictObject({
    markdown: z.string().describe('Source, in Markdown with GFM tables.'),
    html: z.string().describe('The same as sanitised HTML, with absolute links.'),
  })
  .describe('Text in both forms.');

const published = {
  id: QuestionIdSchema.describe('Never changes, never used again.'),
  revision: z.int().min(1).describe('Rises when stem, options, order or key change.'),
  topic: TopicIdSchema.describe('Topic it belongs to.'),
  tasks: z.array(TaskIdSchema).describe('Tasks of blueprints: `<exam>/<domain>.<task>`.'),
  difficulty: z.int().min(1).max(3).describe('1 recall, 2 apply, 3 analyse.'),
  pool: z.enum(['practice', 'mock']).describe('Practice, or kept for mock exams.'),
  status: z.enum(['current', 'historic', 'retired']).describe('Whether it still counts.'),
  reason: z.string().optional().describe('Why it is historic or retired.'),
  since: PartialDateSchema.optional().describe('Since when.'),
  reviewed: z.boolean().describe('Whether a second reader agreed with the key of this revision.'),
  url: HttpsUrlSchema.describe('Page of the question.'),
  sources: z.array(SourceSchema).describe('Pages that settle the answer.'),
  stem: RichTextSchema.describe('Scenario and question.'),
  explanation: RichTextSchema.optional().describe('What to take away, beyond the options.'),
};

const id = z.string().min(1).describe('Valid within (question id, revision).');

export const PublishedOptionSchema = z.strictObject({
  id,
  correct: z.boolean().describe('Whether it is a key.'),
  text: RichTextSchema.describe('The option.'),
  rationale: RichTextSchema.describe('Why it is right or wrong.'),
});
export const PublishedChoiceSchema = z.strictObject({
  ...published,
  kind: z.literal('choice').describe('Pick options.'),
  choose: z.int().min(1).describe('How many options are keys.'),
  shuffle: z.enum(['all', 'except-last', 'none']).describe('Which options may change places.'),
  options: z.array(PublishedOptionSchema).min(2).describe('Options in file order.'),
});
export const PublishedStepSchema = z.strictObject({
  id,
  text: RichTextSchema.describe('The step.'),
  rationale: RichTextSchema.optional().describe('Why it stands there, or why it is surplus.'),
});
export const PublishedOrderSchema = z.strictObject({
  ...published,
  kind: z.literal('order').describe('Put steps in order.'),
  steps: z.array(PublishedStepSchema).min(2).describe('Steps in the right order.'),
  surplus: z.array(PublishedStepSchema).describe('Steps that belong nowhere.'),
});
export const PublishedPairSchema = z.strictObject({
  id,
  left: RichTextSchema.describe('Left cell.'),
  right: RichTextSchema.describe('The right cell that belongs to it.'),
});
export const PublishedMatchSchema = z.strictObject({
  ...published,
  kind: z.literal('match').describe('Find pairs.'),
  columns: z.tuple([RichTextSchema, RichTextSchema]).describe('Headers of the two columns.'),
  pairs: z.array(PublishedPairSchema).min(2).describe('The right pairs. Two pairs may share a right cell.'),
  surplus: z
    .array(z.strictObject({ id, right: RichTextSchema.describe('A right cell that belongs to none.') }))
    .describe('Right cells that belong to no left cell.'),
});
export const PublishedNumericSchema = z.strictObject({
  ...published,
  kind: z.literal('numeric').describe('Give a number.'),
  answer: z
    .strictObject({
      value: z.number().describe('The right number.'),
      tolerance: z.number().describe('How far off an answer may be.'),
      unit: z.string().describe('Unit, or an empty string.'),
    })
    .describe('The right number.'),
  mistakes: z
    .array(z.strictObject({ value: z.number().describe('A wrong number.'), why: z.string().describe('The mistake.') }))
    .describe('Wrong numbers with an answer of their own.'),
});
export const PublishedClozeSchema = z.strictObject({
  ...published,
  kind: z
    .literal('cloze')
    .describe(
      'Fill gaps. In `stem` gaps stand as `{{c1::text::hint}}` in Markdown, as `<span class="cloze">` in HTML.',
    ),
  deletions: z
    .array(
      z.strictObject({
        number: z.int().min(1).describe('Card number: gaps with one number are asked together.'),
        text: RichTextSchema.describe('What stands in the gap.'),
        hint: z.string().optional().describe('Hint shown in the gap.'),
      }),
    )
    .min(1)
    .describe('Gaps in reading order.'),
});
export const PublishedRecallSchema = z.strictObject({
  ...published,
  kind: z.literal('recall').describe('Explain in your own words.'),
  answer: RichTextSchema.describe('Answer to compare with.'),
});

export const PublishedQuestionSchema = z.discriminatedUnion('kind', [
  PublishedChoiceSchema,
  PublishedClozeSchema,
  PublishedRecallSchema,
  PublishedOrderSchema,
  PublishedMatchSchema,
  PublishedNumericSchema,
]);

/** The published bank: what export writes, `/api/v1/` answers and the elements read. */
export const BankDocumentSchema = z.strictObject({
  $schema: HttpsUrlSchema.describe('Address of this schema.'),
  schemaVersion: z.literal(SCHEMA_VERSION).describe('Version of this schema.'),
  bank: z
    .strictObject({
      id: z.string().describe('Identity of the bank.'),
      title: z.string().describe('Name of the bank.'),
      version: z.string().describe('Version of the content.'),
      site: HttpsUrlSchema.describe('Address of the site with its base path.'),
      attribution: z.string().describe('How to credit it.'),
      licence: z
        .strictObject({
          id: z.string().describe('SPDX identifier.'),
          url: HttpsUrlSchema.describe('Text of the licence.'),
        })
        .describe('Licence of the content.'),
    })
    .describe('The bank.'),
  date: DaySchema.describe('Day of the newest change.'),
  questions: z
    .array(PublishedQuestionSchema)
    .describe('Questions by id. Retired ones stay, so that their ids keep answering.'),
});

export type RichText = z.infer<typeof RichTextSchema>;
export type PublishedOption = z.infer<typeof PublishedOptionSchema>;
export type PublishedStep = z.infer<typeof PublishedStepSchema>;
export type PublishedPair = z.infer<typeof PublishedPairSchema>;
export type PublishedChoice = z.infer<typeof PublishedChoiceSchema>;
export type PublishedOrder = z.infer<typeof PublishedOrderSchema>;
export type PublishedMatch = z.infer<typeof PublishedMatchSchema>;
export type PublishedNumeric = z.infer<typeof PublishedNumericSchema>;
export type PublishedCloze = z.infer<typeof PublishedClozeSchema>;
export type PublishedRecall = z.infer<typeof PublishedRecallSchema>;
export type PublishedQuestion = z.infer<typeof PublishedQuestionSchema>;
export type BankDocument = z.infer<typeof BankDocumentSchema>;
