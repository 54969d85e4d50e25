import { z } from 'zod';
import { AreaIdSchema, ExamIdSchema, TopicIdSchema } from './ids.ts';

/** A group of topics: a folder under `notes/`, a group in the sidebar, a level of the deck tree. */
export const AreaSchema = z.strictObject({
  id: AreaIdSchema.describe('Folder under `notes/`.'),
  title: z.string().min(1).describe('Name of the area in sidebar and decks.'),
  summary: z.string().min(1).optional().describe('One sentence for the overview.'),
});

/** A topic: one note, and the questions on it. */
export const TopicSchema = z.strictObject({
  id: TopicIdSchema.describe("Name of the note's file and of the folder of its questions. Never changes."),
  title: z.string().min(1).describe('Title in lists, also while there is no note yet.'),
  area: AreaIdSchema.describe('The area it belongs to.'),
  exams: z.array(ExamIdSchema).min(1).describe('Exams that ask for it.'),
  retired: z.boolean().default(false).describe('A service that is gone: fewer questions are asked of it.'),
  questions: z.boolean().default(true).describe('Whether the topic has questions: `false` for study maps.'),
});

/** `topics.yaml`: every area and topic, in reading order, also those without a note yet. */
export const TopicsFileSchema = z.strictObject({
  areas: z.array(AreaSchema).min(1).describe('Areas in reading order.'),
  topics: z.array(TopicSchema).describe('Topics in reading order within their area.'),
});

export type Area = z.infer<typeof AreaSchema>;
export type Topic = z.infer<typeof TopicSchema>;
export type TopicsFile = z.infer<typeof TopicsFileSchema>;
