import { existsSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { previewPage } from '../preview/page.ts';
import type { Context, SharedOptions } from './context.ts';
import { makeCommand, usage } from './shared.ts';
import { writeWhole } from './write-file.ts';

interface PreviewOptions extends SharedOptions {
  readonly port: string;
  readonly host: string;
  readonly out?: string;
}

/** `notebank preview FILE` */
export function addPreview(program: Command, context: Context): void {
  makeCommand(
    program,
    context,
    'preview',
    'Show a question or a note as the site and the cards will, reloaded on every save.',
  )
    .argument('<file>', 'question or note')
    .option('--port <port>', 'port to serve on', '4400')
    .option('--host <host>', 'address to serve on', '127.0.0.1')
    .option('--out <file>', 'write the page to a file instead of serving it')
    .addHelpText(
      'after',
      '\nExamples:\n  notebank preview content/questions/sqs/sqs-visibility.md\n  notebank preview content/notes/cicd/codebuild-overview.md --out page.html',
    )
    .action((file: string, options: PreviewOptions) => preview(context, file, options));
}

async function preview(context: Context, file: string, options: PreviewOptions): Promise<void> {
  const path = context.resolve(file);
  if (!existsSync(path)) throw usage(`file \`${file}\``, 'a file that exists');
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw usage(`port \`${options.port}\``, 'a number from 0 to 65535');
  const root = await context.root();
  const inside = relative(root, path).split(sep).join('/');
  if (!/^(?:notes|questions)\/[^/]+\/[^/]+\.md$/.test(inside)) {
    throw usage(`file \`${file}\``, 'a note or a question of the bank');
  }
  const render = async (live: boolean) => previewPage(await context.load(), inside, { live });
  if (options.out !== undefined) {
    await writeWhole(context.resolve(options.out), await render(false));
    context.print(options.out);
    return;
  }
  const server = serve(root, path, () => render(true));
  await listen(server, port, options.host);
  const { port: bound } = server.address() as AddressInfo;
  context.print(`Preview of ${inside}: http://${options.host}:${bound}/  (Ctrl+C ends it)`);
  await new Promise<void>((done) => {
    server.once('close', done);
    process.once('SIGINT', () => server.close());
    process.once('SIGTERM', () => server.close());
    context.io.stdin.once('end', () => server.close());
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE'
          ? usage(`port ${port} in use`, 'a free port', 'Choose one with --port, or 0 for any.')
          : error,
      );
    });
    server.listen(port, host, done);
  });
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

function serve(root: string, file: string, render: () => Promise<string>): Server {
  const listeners = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(root), { recursive: true }, () => {
    // Editors save in several steps: one reload for all of them.
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const listener of listeners) listener.write('event: reload\ndata: now\n\n');
    }, 60);
  });
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  server.on('close', () => {
    watcher.close();
    clearTimeout(timer);
  });
  const close = server.close.bind(server);
  server.close = (callback) => {
    for (const listener of listeners) listener.end();
    server.closeAllConnections();
    return close(callback);
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`: watching ${file}\n\n`);
      listeners.add(response);
      request.once('close', () => listeners.delete(response));
    } else if (pathname === '/') {
      const page = await render();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(page);
    } else {
      await sendMedia(decodeURIComponent(pathname), response);
    }
  }

  async function sendMedia(pathname: string, response: ServerResponse): Promise<void> {
    const path = resolve(root, `.${pathname}`);
    const type = MEDIA_TYPES[extname(path)];
    if (type === undefined || !path.startsWith(join(root, 'media') + sep) || !existsSync(path)) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('Not found');
      return;
    }
    response.writeHead(200, { 'content-type': type });
    response.end(await readFile(path));
  }

  return server;
}
