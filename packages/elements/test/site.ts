import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

const packageFolder = join(import.meta.dirname, '..');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

export interface Bundle {
  /** Files by name. `define.js` is the entry. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of the files that load with `define.js`, itself included; what loads on demand is not among them. */
  readonly initial: readonly string[];
}

/** An element as a site would ship it: bundled, minified, in chunks. */
export async function bundleElements(entry = 'src/define.ts'): Promise<Bundle> {
  const result = await build({
    absWorkingDir: packageFolder,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@notebank/source'],
    outdir: 'dist',
    write: false,
    metafile: true,
  });
  const files = new Map(result.outputFiles.map(({ path, contents }) => [path.split(/[\\/]/).at(-1) ?? '', contents]));
  const name = (path: string): string => path.split('/').at(-1) ?? '';
  const initial = new Set(['define.js']);
  for (const entry of initial) {
    const output = Object.entries(result.metafile.outputs).find(([path]) => name(path) === entry)?.[1];
    for (const { path, kind } of output?.imports ?? []) if (kind === 'import-statement') initial.add(name(path));
  }
  return { files, initial: [...initial] };
}

export interface TestSite {
  /** Such as `http://127.0.0.1:40001`. */
  readonly address: string;
  close(): Promise<void>;
}

export interface Page {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Serves the example and the stylesheet by their folders, the bundle as `/elements/dist/`, and further pages by path. */
export async function serveElements(bundle: Bundle, pages: Readonly<Record<string, Page>>): Promise<TestSite> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const page = pages[path] ?? filePage(bundle, path);
    const type = page?.type ?? TYPES[extname(path)] ?? 'text/html; charset=utf-8';
    response.writeHead(page === undefined ? 404 : (page.status ?? 200), { 'content-type': type, ...page?.headers });
    response.end(page?.body ?? 'not found');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function filePage(bundle: Bundle, path: string): Page | undefined {
  const built = bundle.files.get(path.replace(/^\/elements\/dist\//, ''));
  if (built !== undefined) return { body: built };
  const found = /^\/((?:elements\/example|quiz\/css)\/[\w.-]+)$/.exec(path)?.[1];
  if (found === undefined) return undefined;
  try {
    return { body: readFileSync(join(packageFolder, '..', found)) };
  } catch {
    return undefined;
  }
}

/** A page with a quiz. `script: false` is a page without JavaScript of its own. */
export function quizPage(
  quiz: string,
  options: { readonly theme?: 'light' | 'dark'; readonly script?: boolean } = {},
): Page {
  const { theme = 'light', script = true } = options;
  const body = `<!doctype html><html lang="en" data-theme="${theme}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Quiz</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/quiz/css/quiz.css"><link rel="stylesheet" href="/elements/example/page.css">${script ? '<script type="module" src="/elements/dist/define.js"></script>' : ''}</head><body><main><h1>Quiz</h1>${quiz}<p><a href="#end" id="end">After the quiz</a></p></main></body></html>`;
  return { body, type: TYPES['.html'] as string, headers: { 'content-security-policy': POLICY } };
}

/** No inline script, no inline style. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'";
