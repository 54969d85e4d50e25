import axe from 'axe-core';
import type { Page } from 'playwright-core';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules whose result depends on colours: all that a second theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Rules that are left out, each with why and where upstream knows of it. Empty, and meant to stay so.
 */
export const IGNORED: Readonly<Record<string, { readonly why: string; readonly upstream: string }>> = {};

/**
 * What axe finds on the page as it stands, one line a violation: rule, what is wrong, where.
 *
 * @param options - `rules`: `all` of WCAG 2.2 A and AA and good practice (default), or those about `colours` alone.
 * `within`: a selector, for a page whose frame was checked on another page; rules about stylesheets are then left out,
 * because all pages share them.
 */
export async function violations(
  page: Page,
  { rules: which = 'all', within }: { readonly rules?: 'all' | 'colours'; readonly within?: string | undefined } = {},
): Promise<string[]> {
  const has = await page.evaluate(() => 'axe' in window);
  if (!has) await page.evaluate(axe.source);
  const runOnly: axe.RunOnly = which === 'all' ? { type: 'tag', values: STANDARDS } : { type: 'rule', values: COLOURS };
  const rules = Object.fromEntries(Object.keys(IGNORED).map((rule) => [rule, { enabled: false }]));
  const options: axe.RunOptions = { runOnly, rules, resultTypes: ['violations'], preload: within === undefined };
  const found = await page.evaluate(
    async ({ options, within }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(within ?? document, options as axe.RunOptions);
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ target, any }) => `${target.join(' ')}${any[0] ? `: ${any[0].message}` : ''}`),
      }));
    },
    { options: options as never, within },
  );
  return found.map(({ id, help, nodes }) => {
    const more = nodes.length > 3 ? ` and ${nodes.length - 3} more` : '';
    return `${id}: ${help}: ${nodes.slice(0, 3).join(' | ')}${more}`;
  });
}
