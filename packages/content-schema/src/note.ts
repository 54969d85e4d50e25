import { z } from 'zod';
import { DaySchema, PartialDateSchema, TaskIdSchema, TopicIdSchema } from './ids.ts';
import { SourceSchema } from './source.ts';

/** Front matter of a note. The file name is the topic's id, so it does not stand here. */
export const NoteFrontMatterSchema = z
  .strictObject({
    title: z.string().min(1).max(90).describe('Title of the note, with names as AWS spells them today.'),
    summary: z
      .string()
      .min(20)
      .max(200)
      .describe('One sentence for search results and link previews: what the reader will be able to decide or do.'),
    tasks: z.array(TaskIdSchema).min(1).describe("Tasks of the exams' blueprints that the note serves."),
    services: z
      .array(z.string().min(1))
      .default([])
      .describe('Services it is about, as AWS names them: `AWS CodeBuild`.'),
    aliases: z
      .array(z.string().min(1))
      .default([])
      .describe('Older names, abbreviations and other words that a reader would search for.'),
    errors: z
      .array(z.string().min(1))
      .default([])
      .describe('Exact error strings that the note explains, so that a search for one finds it.'),
    sources: z.array(SourceSchema).min(1).describe('Pages that settle its facts, each with the day it was checked.'),
    reviewed: DaySchema.describe('Day on which somebody last read the whole note against its sources.'),
    status: z
      .enum(['current', 'renamed', 'closed', 'retired'])
      .default('current')
      .describe(
        'State of the service: `renamed`, `closed` to new customers, `retired`. Anything but `current` shows a banner.',
      ),
    since: PartialDateSchema.optional().describe('Since when the status holds: YYYY, YYYY-MM or a day.'),
    successor: TopicIdSchema.optional().describe('Topic that takes its place.'),
  })
  .superRefine((data, context) => {
    if (data.status === 'current') {
      for (const key of ['since', 'successor'] as const) {
        if (data[key] !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [key],
            message: `expected no \`${key}\` beside \`status: current\``,
          });
        }
      }
    }
  });

/** Front matter after parsing: defaults are filled in. */
export type NoteFrontMatter = z.infer<typeof NoteFrontMatterSchema>;
/** Front matter as an author writes it. */
export type NoteFrontMatterInput = z.input<typeof NoteFrontMatterSchema>;
