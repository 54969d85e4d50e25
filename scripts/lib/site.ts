import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { root } from './run.ts';

/** Folder of the built site. */
export const SITE_FOLDER = join(root, 'apps', 'docs', 'dist');

/**
 * Path under which the site is built: `NOTEBANK_BASE`, else `base` of the bank's `bank.yaml`, else `/`. Begins and ends
 * with `/`, as `apps/docs` makes it.
 */
export function siteBase(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const bank = resolve(root, 'apps', 'docs', env.NOTEBANK_CONTENT ?? '../../content', 'bank.yaml');
  const base = env.NOTEBANK_BASE || /^base: *['"]?([^'"\s#]+)/m.exec(readFileSync(bank, 'utf8'))?.[1] || '/';
  return `/${base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
}
