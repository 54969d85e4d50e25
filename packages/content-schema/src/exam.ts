import { z } from 'zod';
import { DaySchema, ExamIdSchema } from './ids.ts';
import { SourceSchema } from './source.ts';

/** A task statement of a domain, in our own words. */
export const ExamTaskSchema = z.strictObject({
  id: z
    .string()
    .regex(/^\d+\.\d+$/, 'expected `<domain>.<task>`, such as `3.4`')
    .describe('`<domain>.<task>`: `3.4`.'),
  title: z.string().min(1).describe('What a candidate does, in our words.'),
  skills: z.array(z.string().min(1)).default([]).describe('What the task names, in our words.'),
});

/** A domain of a blueprint. */
export const ExamDomainSchema = z.strictObject({
  id: z.string().regex(/^\d+$/, 'expected a number as text').describe('Number of the domain, as text: `"3"`.'),
  title: z.string().min(1).describe('Name of the domain.'),
  weight: z.int().min(1).max(100).describe('Share of the scored items, in percent.'),
  tasks: z.array(ExamTaskSchema).min(1).describe('Its task statements.'),
});

/** Blueprint of an exam: one file under `exams/`. */
export const ExamSchema = z
  .strictObject({
    id: ExamIdSchema.describe('The exam code in lower case, as in `tasks`: `dva-c02`. It is also the file name.'),
    code: z.string().min(1).describe('The exam code as AWS writes it: `DVA-C02`.'),
    title: z.string().min(1).describe('Name of the certification.'),
    short: z.string().min(1).max(12).describe('Short name for switches and badges: `Developer`.'),
    level: z.enum(['foundational', 'associate', 'professional', 'specialty']).describe('Level of the certification.'),
    items: z.int().min(1).describe('Items in the form, scored and unscored.'),
    scored: z.int().min(1).describe('Items that count.'),
    minutes: z.int().min(1).describe('Time for the form, in minutes.'),
    passingScore: z.int().min(100).max(1000).describe('Scaled score needed, from 100 to 1000.'),
    price: z.string().optional().describe('Price with its currency: `150 USD`.'),
    guideVersion: z.string().optional().describe('Version of the exam guide that the data follows.'),
    checked: DaySchema.describe('Day on which somebody last compared the data with the guide.'),
    sources: z.array(SourceSchema).min(1).describe('Where weights, times and scores come from.'),
    unverified: z.array(z.string().min(1)).default([]).describe('Statements that no official source confirmed.'),
    outOfScope: z.array(z.string().min(1)).default([]).describe('What the guide leaves out.'),
    domains: z.array(ExamDomainSchema).min(1).describe('Domains. Their weights add up to 100.'),
  })
  .superRefine((exam, context) => {
    const sum = exam.domains.reduce((total, domain) => total + domain.weight, 0);
    if (sum !== 100) {
      context.addIssue({
        code: 'custom',
        path: ['domains'],
        message: `expected weights that add up to 100, got ${sum}`,
      });
    }
    for (const [d, domain] of exam.domains.entries()) {
      for (const [t, task] of domain.tasks.entries()) {
        if (!task.id.startsWith(`${domain.id}.`)) {
          const path = ['domains', d, 'tasks', t, 'id'];
          context.addIssue({ code: 'custom', path, message: `expected a task id that begins with \`${domain.id}.\`` });
        }
      }
    }
    if (exam.scored > exam.items) {
      context.addIssue({
        code: 'custom',
        path: ['scored'],
        message: `expected at most ${exam.items}, the items in the form`,
      });
    }
  });

export type Exam = z.infer<typeof ExamSchema>;
export type ExamDomain = z.infer<typeof ExamDomainSchema>;
export type ExamTask = z.infer<typeof ExamTaskSchema>;
