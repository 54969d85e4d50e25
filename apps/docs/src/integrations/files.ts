import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of the built site. */
export interface Page {
  /** Path below the output folder, with `/`: `notes/codeartifact/index.html`. */
  readonly path: string;
  readonly file: string;
  readonly html: string;
}

/** Every HTML page of the output, one at a time, so that memory does not grow with the site. */
export function* pagesOf(dir: URL): Generator<Page> {
  const root = fileURLToPath(dir);
  for (const found of globSync('**/*.html', { cwd: root }).sort()) {
    const file = join(root, found);
    yield { path: found.replaceAll('\\', '/'), file, html: readFileSync(file, 'utf8') };
  }
}
