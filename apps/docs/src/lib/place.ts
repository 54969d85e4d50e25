import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BankIdentity, BankIdentitySchema } from '@notebank/content-schema';
import { parse } from 'yaml';

/** Folder of this app. The built server code lies elsewhere, so the working directory of the build decides there. */
export const APP = import.meta.url.includes('/src/lib/')
  ? resolve(dirname(fileURLToPath(import.meta.url)), '../..')
  : process.cwd();

/** Where the site stands, and which bank it shows. */
export interface Place {
  /** Folder that holds `bank.yaml`; `NOTEBANK_CONTENT` names another one. */
  readonly root: string;
  readonly identity: BankIdentity;
  /** Origin of the site, without a path: `https://notebank.example`. `NOTEBANK_SITE` replaces it. */
  readonly site: string;
  /** Base path, beginning and ending with `/`. `NOTEBANK_BASE` replaces it. */
  readonly base: string;
}

/**
 * Reads `bank.yaml` alone, which is all that the configuration needs.
 *
 * @throws {@link Error} when the file is missing or breaks its schema; `notebank check` tells more.
 */
export function readPlace(env: Readonly<Record<string, string | undefined>> = process.env): Place {
  const root = resolve(APP, env.NOTEBANK_CONTENT ?? '../../content');
  const identity = BankIdentitySchema.parse(parse(readFileSync(resolve(root, 'bank.yaml'), 'utf8')));
  return {
    root,
    identity,
    site: env.NOTEBANK_SITE || identity.site,
    base: withSlashes(env.NOTEBANK_BASE || identity.base),
  };
}

/** `docs` -> `/docs/`, `` -> `/`. */
export function withSlashes(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}
