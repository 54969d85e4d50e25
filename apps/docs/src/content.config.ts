import { defineCollection } from 'astro:content';
import { docsLoader, i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';
import { bankNotes, splitByPrefix } from './content/loader.ts';
import { pipelineDigest } from './content/pipeline.ts';
import { readPlace } from './lib/place.ts';

const digest = pipelineDigest(readPlace().base);

export const collections = {
  docs: defineCollection({
    loader: splitByPrefix('notes/', bankNotes({ digest }), docsLoader()),
    schema: docsSchema({
      // The front matter of notes is checked by the bank and read from it. These keys only say what a page is.
      extend: z.object({
        topic: z.string().optional().describe('Topic of a note.'),
        kicker: z.string().optional().describe('Line above the heading: where the page belongs.'),
        heading: z.string().optional().describe('Heading, where it differs from the title of the tab.'),
        section: z.enum(['contributing']).optional().describe('Section whose pages stand in the sidebar.'),
        width: z.enum(['text', 'wide']).default('text').describe('Measure of the page.'),
        order: z.number().default(50).describe('Place in the sidebar of its section.'),
        drawn: z.boolean().default(false).describe('Whether a component draws the page, and no Markdown.'),
        lab: z.boolean().default(false).describe('Whether the page holds a lab.'),
        small: z.boolean().default(false).describe('Whether the heading gives way to what stands below it.'),
      }),
    }),
  }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
};
