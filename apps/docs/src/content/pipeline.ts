import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APP } from '../lib/place.ts';

/**
 * Digest of everything besides the note that its HTML depends on: the Markdown plugins of bank and site, and the base
 * path. It is part of every entry's digest, so that a warm build never keeps HTML that an older pipeline made.
 */
export function pipelineDigest(base: string): string {
  const hash = createHash('sha256').update(base);
  const bank = dirname(dirname(fileURLToPath(import.meta.resolve('@notebank/question-bank/markdown'))));
  const folders = [...['markdown', 'parse', 'render'].map((name) => join(bank, name)), join(APP, 'src/markdown')];
  for (const folder of folders) {
    for (const file of globSync('**/*.{js,ts}', { cwd: folder }).sort())
      hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}
