import { z } from 'zod';

/** Lower-case words joined by hyphens. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const TASK = /^[a-z0-9]+-[a-z0-9]+\/\d+\.\d+$/;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** The longest id: it becomes a folder of the site and a tag in Anki. */
export const MAX_ID_LENGTH = 80;

const slug = (what: string) =>
  z
    .string()
    .max(MAX_ID_LENGTH, `expected at most ${MAX_ID_LENGTH} characters`)
    .regex(SLUG, `expected ${what}: lower-case words joined by hyphens, such as \`codebuild-buildspec\``);

/** Id of a question, unique in its bank for ever. */
export const QuestionIdSchema = slug('a question id');
/** Id of a topic: the name of its note's file. */
export const TopicIdSchema = slug('a topic id');
/** Id of an area: a group of topics, a folder under `notes/`. */
export const AreaIdSchema = slug('an area id');
/** Id of an exam, in lower case: `dva-c02`. */
export const ExamIdSchema = slug('an exam id');

/** A task of an exam's blueprint: `<exam>/<domain>.<task>`. */
export const TaskIdSchema = z
  .string()
  .regex(TASK, 'expected a task of an exam: `<exam>/<domain>.<task>`, such as `dva-c02/3.4`');

/** A day of the calendar, `YYYY-MM-DD`. */
export const DaySchema = z
  .string()
  .regex(DAY, 'expected a day: YYYY-MM-DD')
  .refine((day) => !DAY.test(day) || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day), {
    message: 'expected a day that exists',
  });

/** A date as exact as its source gives it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const PartialDateSchema = z.string().regex(PARTIAL_DATE, 'expected a date: YYYY, YYYY-MM or YYYY-MM-DD');

/** An absolute https address. */
export const HttpsUrlSchema = z.url({ protocol: /^https$/, error: 'expected an https address' });
