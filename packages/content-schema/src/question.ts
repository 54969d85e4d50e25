import { z } from 'zod';
import { DaySchema, PartialDateSchema, QuestionIdSchema, TaskIdSchema, TopicIdSchema } from './ids.ts';
import { SourceSchema } from './source.ts';

/** The six kinds of question. */
export const KINDS = ['choice', 'cloze', 'recall', 'order', 'match', 'numeric'] as const;

/** A second reader's answer from stem and options alone. */
export const ReviewSchema = z
  .strictObject({
    by: z.string().min(1).describe('Who answered: a name or a role, such as `second reader`.'),
    date: DaySchema.describe('Day of the answer, `YYYY-MM-DD`.'),
    revision: z.int().min(1).describe('Revision of the question that was answered. Older ones do not count.'),
    answer: z
      .union([z.array(z.string()), z.string(), z.number()])
      .optional()
      .describe(
        'What was answered: option ids (`[a, c]`), step or pair numbers in the order given (`["2", "1"]`), a number, or text.',
      ),
    agreed: z.boolean().describe('Whether answer and key agree and no other option could be defended.'),
    note: z.string().optional().describe('What the reader found unclear, or which other option could be defended.'),
  })
  .describe("A second reader's answer from stem and options alone.");

const shared = {
  id: QuestionIdSchema.describe('Never changes and is never used again. The file may move, the id stays.'),
  topic: TopicIdSchema.describe('The topic of `topics.yaml` that the question belongs to.'),
  tasks: z
    .array(TaskIdSchema)
    .min(1, 'expected at least one task')
    .describe("Tasks of the exams' blueprints that it practises: `[dva-c02/3.4, dop-c02/1.1]`."),
  difficulty: z
    .int()
    .min(1)
    .max(3)
    .describe('1 recall: one fact. 2 apply: a rule on a case. 3 analyse: several rules against each other.'),
  revision: z
    .int()
    .min(1)
    .describe(
      'Starts at 1 and rises when stem, set of options, order or key change; not for typos, rationale, sources.',
    ),
  pool: z
    .enum(['practice', 'mock'])
    .default('practice')
    .describe('`practice` is shown everywhere. `mock` stays out of notes, practice, decks and search.'),
  status: z
    .enum(['current', 'historic', 'retired'])
    .default('current')
    .describe(
      '`historic`: true, but about a service or an answer that is gone; shown with a banner, out of practice and decks. `retired`: withdrawn, with `reason` and `since`.',
    ),
  reason: z
    .string()
    .min(1)
    .optional()
    .describe('Why it was withdrawn, or what is gone. Required when `status: retired`.'),
  since: PartialDateSchema.optional().describe(
    'Since when it is historic or retired: YYYY, YYYY-MM or a day. Required when `status: retired`.',
  ),
  sources: z
    .array(SourceSchema)
    .min(1, 'expected at least one source')
    .describe('Pages that settle the answer, each with the day it was checked.'),
  reviews: z.array(ReviewSchema).default([]).describe('Answers of second readers. `notebank review ID` adds them.'),
};

/** A decision among options: one checked box is multiple choice, several are multiple response. */
export const ChoiceFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('choice').describe('Pick one option, or several: derived from the number of checked boxes.'),
  shuffle: z
    .enum(['all', 'except-last', 'none'])
    .default('all')
    .describe('Which options change places: `all`, `except-last` (for "all of the above"), or `none`.'),
});

/** Text with gaps in Anki's notation. */
export const ClozeFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('cloze').describe('Fill the gaps `{{c1::text::hint}}`: numbers and names worth knowing by heart.'),
});

/** A prompt that the reader answers in their own words. */
export const RecallFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('recall').describe('Explain in your own words, then compare with the answer.'),
});

/** Steps to put in order. */
export const OrderFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('order').describe('Put the steps in order. The file lists them in the right one.'),
});

/** Pairs to find. */
export const MatchFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('match').describe('Find the right cell for every left cell of a two-column table.'),
});

/** A number that follows from a rule. */
export const NumericFrontMatterSchema = z.strictObject({
  ...shared,
  kind: z.literal('numeric').describe('A number that follows from a rule.'),
  answer: z
    .strictObject({
      value: z.number().describe('The right number.'),
      tolerance: z
        .number()
        .min(0)
        .default(0)
        .describe('How far off an answer may be and still count, in the same unit.'),
      unit: z.string().default('').describe('Unit shown beside the field: `instances`, `seconds`, `RCU`.'),
    })
    .describe('The right number, its tolerance and its unit.'),
  mistakes: z
    .array(
      z.strictObject({
        value: z.number().describe('A wrong number that a likely mistake gives.'),
        why: z.string().min(1).describe('The mistake, told to who made it.'),
      }),
    )
    .default([])
    .describe('Wrong numbers worth an answer of their own.'),
  compute: z
    .strictObject({
      simulator: z.string().min(1).describe('Name of the simulator that gives the answer.'),
      params: z
        .record(z.string(), z.union([z.number(), z.string()]))
        .describe('Its parameters, with the defaults of the text.'),
      vary: z
        .record(z.string(), z.array(z.union([z.number(), z.string()])).min(1))
        .default({})
        .describe('Other values that a parameter may take for a new variant.'),
    })
    .optional()
    .describe('Lets a simulator compute the answer. Stem and explanation then hold `{{size=11}}` and `{{=value}}`.'),
});

/** Front matter of a question file, of any kind. Defaults are filled in. */
export const QuestionFrontMatterSchema = z
  .discriminatedUnion('kind', [
    ChoiceFrontMatterSchema,
    ClozeFrontMatterSchema,
    RecallFrontMatterSchema,
    OrderFrontMatterSchema,
    MatchFrontMatterSchema,
    NumericFrontMatterSchema,
  ])
  .superRefine((data, context) => {
    if (data.status !== 'retired') return;
    for (const key of ['reason', 'since'] as const) {
      if (data[key] === undefined) {
        context.addIssue({ code: 'custom', path: [key], message: `expected \`${key}\` beside \`status: retired\`` });
      }
    }
  });

export type Kind = (typeof KINDS)[number];
export type Review = z.infer<typeof ReviewSchema>;
/** Front matter after parsing: defaults are filled in. */
export type QuestionFrontMatter = z.infer<typeof QuestionFrontMatterSchema>;
/** Front matter as an author writes it. */
export type QuestionFrontMatterInput = z.input<typeof QuestionFrontMatterSchema>;
