import { unified } from '@astrojs/markdown-remark';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './src/integrations/csp.ts';
import { guards } from './src/integrations/guards.ts';
import { media } from './src/integrations/media.ts';
import { reload } from './src/integrations/reload.ts';
import { searchIndex } from './src/integrations/search-index.ts';
import { readPlace } from './src/lib/place.ts';
import { notebankMarkdown } from './src/markdown/notebank.ts';
import { shikiClasses } from './src/markdown/shiki-classes.ts';
import { rehypeTables } from './src/markdown/tables.ts';

const place = readPlace();
const out = process.env.NOTEBANK_OUT;

/** Packages that the server code imports. Node loads them as they are. */
const OWN = [
  '@notebank/aws-reference',
  '@notebank/content-schema',
  '@notebank/elements',
  '@notebank/question-bank',
  '@notebank/quiz',
];

export default defineConfig({
  site: place.site,
  base: place.base,
  // Another folder, below this one, keeps two builds from writing into each other's files.
  ...(out ? { outDir: out, cacheDir: `${out}.cache` } : {}),
  // The default of Astro 7 (`jsx`) removes the space between inline elements on separate lines.
  compressHTML: true,
  // Inlined styles and scripts would stand again in every page.
  build: { inlineStylesheets: 'never' },
  vite: {
    build: { assetsInlineLimit: 0 },
    // Bundled, they would look for their own dependencies in the output folder, where pnpm puts none.
    environments: { prerender: { resolve: { external: OWN } }, ssr: { resolve: { external: OWN } } },
  },
  prefetch: false,
  devToolbar: { enabled: false },
  markdown: {
    processor: unified({
      remarkPlugins: [notebankMarkdown(place)],
      rehypePlugins: [rehypeTables],
      gfm: false,
      smartypants: false,
    }),
    shikiConfig: { theme: 'css-variables', transformers: [shikiClasses] },
  },
  integrations: [
    starlight({
      title: place.identity.title,
      favicon: '/favicon.svg',
      customCss: ['./src/styles/index.css'],
      // Notes lie outside the app: unnamed, their asides and anchors would vanish without a warning.
      markdown: { processedDirs: [place.root] },
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      sidebar: [],
      pagination: false,
      // Code is highlighted by Shiki with classes: Expressive Code writes an inline style on every token.
      expressiveCode: false,
      // Indexed by `search-index.ts`, which knows the settings of the search.
      pagefind: false,
      disable404Route: true,
      routeMiddleware: './src/route-data.ts',
      components: {
        Banner: './src/components/starlight/Nothing.astro',
        ContentPanel: './src/components/starlight/Slot.astro',
        Footer: './src/components/starlight/PageEnd.astro',
        Head: './src/components/starlight/Head.astro',
        Hero: './src/components/starlight/Nothing.astro',
        Header: './src/components/starlight/Header.astro',
        MarkdownContent: './src/components/starlight/MarkdownContent.astro',
        PageFrame: './src/components/starlight/PageFrame.astro',
        PageSidebar: './src/components/starlight/PageSidebar.astro',
        PageTitle: './src/components/starlight/PageTitle.astro',
        Search: './src/components/Search.astro',
        Sidebar: './src/components/starlight/Sidebar.astro',
        SkipLink: './src/components/starlight/SkipLink.astro',
        ThemeProvider: './src/components/starlight/Nothing.astro',
        TwoColumnContent: './src/components/starlight/TwoColumnContent.astro',
      },
    }),
    media(place),
    reload(place),
    // In this order: each reads what the one before wrote, and the policy needs the last word on the HTML.
    searchIndex(),
    guards(),
    contentSecurityPolicy(),
  ],
});
