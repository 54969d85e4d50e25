import type { AstroIntegration } from 'astro';
import { outdateBank } from '../lib/bank.ts';
import type { Place } from '../lib/place.ts';

/** In development, reads the bank again and reloads the page when a file of it is saved. Notes: see the loader. */
export function reload(place: Place): AstroIntegration {
  return {
    name: 'notebank:reload',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.watcher.add(place.root);
        server.watcher.on('all', (_event, path) => {
          if (!path.startsWith(place.root)) return;
          outdateBank();
          server.ws.send({ type: 'full-reload' });
        });
      },
    },
  };
}
