import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { pagesOf } from './files.ts';

/** Sources of inline code that a policy must name: `'sha256-...'`, sorted, each once. */
export interface InlineHashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;
/** Data blocks are never executed, so no hash is needed for them. */
const DATA_BLOCK =
  /\btype\s*=\s*["']?(?!module\b|text\/javascript\b|application\/javascript\b|importmap\b|speculationrules\b)[\w/+.-]+/i;
const CHARSET = /<meta charset="utf-8"\s*\/?>/i;

/** Hashes of the inline scripts and styles of a page. */
export function inlineHashes(html: string): InlineHashes {
  const scripts = [...html.matchAll(SCRIPT)]
    .filter(([, attributes = '']) => !/\bsrc\s*=/i.test(attributes) && !DATA_BLOCK.test(attributes))
    .map(([, , body = '']) => sha256(body));
  const styles = [...html.matchAll(STYLE)].map(([, body = '']) => sha256(body));
  return { scripts: unique(scripts), styles: unique(styles) };
}

/**
 * The policy of a page. Everything comes from the site itself; `'wasm-unsafe-eval'` is for the search index.
 *
 * @param header - A header may say who frames the page; a `meta` element may not.
 */
export function policy(hashes: InlineHashes, options: { readonly header?: boolean } = {}): string {
  const directives = [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes.scripts].join(' '),
    ["style-src 'self'", ...hashes.styles].join(' '),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    ...(options.header === true ? ["frame-ancestors 'none'"] : []),
  ];
  return directives.join('; ');
}

/**
 * The page with its policy in a `meta` element right after the charset, so that it governs everything below.
 *
 * @throws {@link Error} when the page has no charset to stand after, or a policy already.
 */
export function withPolicy(html: string): string {
  if (/http-equiv="content-security-policy"/i.test(html))
    throw new Error('expected a page without a policy, found one');
  if (!CHARSET.test(html)) throw new Error('expected <meta charset="utf-8">, found none');
  const content = policy(inlineHashes(html)).replaceAll('"', '&quot;');
  return html.replace(
    CHARSET,
    (charset) => `${charset}<meta http-equiv="content-security-policy" content="${content}">`,
  );
}

function sha256(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * Gives every page a policy, and `_headers` one for all of them. It runs last: a hook that changed a script after it
 * would break the page.
 */
export function contentSecurityPolicy(): AstroIntegration {
  let base = '/';
  return {
    name: 'notebank:csp',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:build:done': ({ dir, logger }) => {
        const scripts = new Set<string>();
        const styles = new Set<string>();
        let count = 0;
        for (const page of pagesOf(dir)) {
          const hashes = inlineHashes(page.html);
          for (const hash of hashes.scripts) scripts.add(hash);
          for (const hash of hashes.styles) styles.add(hash);
          writeFileSync(page.file, withPolicy(page.html));
          count += 1;
        }
        const all = policy({ scripts: [...scripts].sort(), styles: [...styles].sort() }, { header: true });
        fillHeaders(fileURLToPath(new URL('_headers', dir)), { 'content-security-policy': all, base });
        logger.info(`${count} pages, ${scripts.size} inline scripts, ${styles.size} inline styles`);
      },
    },
  };
}

/** Fills the slots `{{name}}` of `_headers`. */
function fillHeaders(file: string, values: Readonly<Record<string, string>>): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/\{\{([\w-]+)\}\}/g, (slot, name: string) => values[name] ?? slot),
  );
}
