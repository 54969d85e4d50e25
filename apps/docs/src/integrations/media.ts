import { cpSync, createReadStream, existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Place } from '../lib/place.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** Brings `media/` of the bank into the site, at the address that the bank's links give it. */
export function media(place: Place): AstroIntegration {
  const folder = join(place.root, 'media');
  return {
    name: 'notebank:media',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(`${place.base}media`, (request, response, next) => {
          const file = join(folder, normalize(decodeURIComponent(request.url ?? '')).replace(/\?.*$/, ''));
          const type = TYPES[extname(file)];
          if (type === undefined || !file.startsWith(folder) || !existsSync(file)) return next();
          response.setHeader('content-type', type);
          createReadStream(file).pipe(response);
        });
      },
      'astro:build:done': ({ dir }) => {
        if (existsSync(folder)) cpSync(folder, fileURLToPath(new URL('media/', dir)), { recursive: true });
      },
    },
  };
}
