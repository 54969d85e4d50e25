import { z } from 'zod';
import { DaySchema, HttpsUrlSchema } from './ids.ts';

/** A page that settles a fact, and the day on which somebody read it there. */
export const SourceSchema = z
  .strictObject({
    title: z.string().min(1).describe('Title of the page, as it calls itself.'),
    url: HttpsUrlSchema.describe('Its https address. Prefer documentation of AWS over blogs, blogs over forums.'),
    checked: DaySchema.describe('Day on which somebody last read the fact there, `YYYY-MM-DD`.'),
  })
  .describe('A page that settles a fact, and the day on which somebody read it there.');

export type Source = z.infer<typeof SourceSchema>;
