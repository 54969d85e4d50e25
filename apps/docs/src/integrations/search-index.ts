import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { getBank } from '../lib/bank.ts';
import { indexSite } from '../search/build/index-site.ts';

/** Writes the search index into `pagefind/` and what the search knows besides it into `search/terms.json`. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'notebank:search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const { pages } = await indexSite(fileURLToPath(dir), await getBank());
        logger.info(`indexed ${pages} pages`);
      },
    },
  };
}
