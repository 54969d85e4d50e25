import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { build } from '../lib/build.ts';
import { SITE_FOLDER, siteBase } from '../lib/site.ts';
import { serveStatic } from '../lib/static-server.ts';

const DEFAULT_PORT = 4321;

const { flags, values } = readArguments({
  name: 'start',
  what: 'Builds what changed, serves the site and prints its address. Ends with Ctrl+C.',
  options: {
    port: {
      type: 'string',
      value: 'number',
      what: `port to serve on (default: ${DEFAULT_PORT}, or the next free one)`,
    },
    host: { type: 'string', value: 'name', what: 'address to listen on (default: 127.0.0.1, this machine only)' },
    'no-build': { type: 'boolean', what: 'serve what was built last' },
  },
  examples: ['npm start', 'npm start -- --port 8080', 'npm start -- --host 0.0.0.0', 'NOTEBANK_BASE=/notes/ npm start'],
});

const port = Number(values.port ?? DEFAULT_PORT);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  fail(`--port expected a whole number from 0 to 65535, got "${values.port}"`);
}
const base = siteBase();

if (!flags['no-build'] && (await build('all')) !== 0) fail('The build failed; its messages stand above.');

if (!existsSync(join(SITE_FOLDER, 'index.html'))) fail('No site in apps/docs/dist, expected one. Run npm run build.');

try {
  const host = values.host ?? '127.0.0.1';
  const server = await serveStatic({ folder: SITE_FOLDER, base, host, port, orNext: values.port === undefined });
  console.log(`\nNotebank is at ${server.address}\nCtrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  fail(code === 'EADDRINUSE' ? `Port ${port} is in use. Name another one, or leave --port out.` : message);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
