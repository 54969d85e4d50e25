import { z } from 'zod';
import { TopicIdSchema } from './ids.ts';
import { SourceSchema } from './source.ts';

/** A term of the field, with the other words people use for it. */
export const TermSchema = z.strictObject({
  term: z.string().min(1).describe('The term, as AWS writes it.'),
  aliases: z
    .array(z.string().min(1))
    .default([])
    .describe('Abbreviations, older names and common misspellings: a search for one finds the term.'),
  definition: z.string().min(1).describe('One or two sentences.'),
  topic: TopicIdSchema.optional().describe('Topic that tells more.'),
  source: SourceSchema.optional().describe('Where the definition comes from.'),
});

/** `glossary.yaml`: terms, which are also the synonyms of the search. */
export const GlossaryFileSchema = z.strictObject({
  terms: z.array(TermSchema).describe('Terms, in alphabetical order.'),
});

export type Term = z.infer<typeof TermSchema>;
export type GlossaryFile = z.infer<typeof GlossaryFileSchema>;
