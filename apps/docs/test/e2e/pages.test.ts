import process from 'node:process';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { IGNORED, violations } from './support/axe.ts';
import { describeInBrowser } from './support/browser.ts';
import { type Faults, watch } from './support/watch.ts';

/**
 * `npm run test:slow` runs every rule on all of every page, in both themes and widths. Otherwise every third page of a
 * single question is opened (they are many and alike, and grow with the bank) and every other page. They are read in the
 * light theme, the frame (header, sidebar, foot) once a template; and in the dark theme, which changes colours alone, the
 * rules about colours read the pages that show something new.
 */
const isSlow = process.env.NOTEBANK_SLOW === '1';

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const MISSING = 'notes/no-such-note/';

describeInBrowser('every page of the sitemap, and the page of what is not found', (reader) => {
  const found = { wide: [] as string[], light: [] as string[], dark: [] as string[] };
  const watched: Faults[] = [];
  const templates = new Set<string>();
  const looks = new Set<string>();
  let visited = 0;

  beforeAll(async () => {
    const paths = pathsOf(reader.site.sitemap).reverse();
    // Two at once: while one page waits for the network, the other computes.
    await Promise.all([work(paths), work(paths)]);
  }, 900_000);

  async function work(paths: string[]): Promise<void> {
    const tab = await reader.open({ viewport: WIDE, colorScheme: 'light' });
    watched.push(await watch(tab, new URL(reader.url('')).origin, reader.url(MISSING)));
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      await visit(tab, path);
      visited += 1;
    }
    await tab.context().close();
  }

  async function visit(tab: Page, path: string): Promise<void> {
    const note = (kind: keyof typeof found, faults: readonly string[]): void =>
      void found[kind].push(...faults.map((fault) => `/${path}: ${fault}`));
    const template = path.replace(/^(q|areas|contributing\/rules|notes)\/[^/]+\//, '$1/*/');
    const within = isSlow || !templates.has(template) ? undefined : 'main';
    templates.add(template);
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.setViewportSize(WIDE);
    await tab.goto(reader.url(path), { waitUntil: 'load' });
    await unfold(tab);
    note('light', await violations(tab, { within }));
    await tab.emulateMedia({ colorScheme: 'dark' });
    await tab.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    const isNew = (await looksOf(tab)).filter((look) => !looks.has(look) && looks.add(look)).length > 0;
    if (isSlow) note('dark', await violations(tab));
    else if (isNew) note('dark', await violations(tab, { rules: 'colours', within }));
    await tab.setViewportSize(NARROW);
    note('wide', await tooWide(tab));
    if (isSlow) note('dark', await violations(tab));
  }

  it('was read', () => {
    expect(visited).toBe(pathsOf(reader.site.sitemap).length);
    if (isSlow) expect(visited).toBe(reader.site.sitemap.length + 1);
    expect(visited).toBeGreaterThan(20);
  });
  it('logs no error and no warning', () => expect(watched.flatMap((faults) => faults.console)).toEqual([]));
  it('breaks no rule of its policy', () => expect(watched.flatMap((faults) => faults.policy)).toEqual([]));
  it('asks for nothing that fails, and nothing of another origin', () => {
    expect(watched.flatMap((faults) => faults.requests)).toEqual([]);
  });
  it('does not scroll sideways at 360 pixels', () => expect(found.wide).toEqual([]));
  it('has no fault that axe knows, in the light theme', () => expect(found.light).toEqual([]));
  it('has no fault that axe knows, in the dark theme', () => expect(found.dark).toEqual([]));
  it('leaves out rules only with a reason', () => {
    for (const { why, upstream } of Object.values(IGNORED)) {
      expect(why).not.toBe('');
      expect(upstream).toMatch(/^https:\/\//);
    }
  });
});

/** The pages of this run, and one that there is not. */
function pathsOf(sitemap: readonly string[]): string[] {
  const questions = sitemap.filter((path) => path.startsWith('q/'));
  const left = new Set(isSlow ? [] : questions.filter((_, at) => at % 3 !== 0));
  return [...sitemap.filter((path) => !left.has(path)), MISSING];
}

/** Brings every quiz to life and opens every answer, so that nothing stays unread. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('notebank-quiz')?.scrollIntoView());
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('notebank-quiz form')].every(({ dataset }) => 'ready' in dataset),
  );
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    scrollTo(0, 0);
  });
}

/** What a page shows as a stylesheet sees it: each element with its classes and those of its parent. */
function looksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const look = (element: Element | null): string => `${element?.tagName}.${element?.getAttribute('class') ?? ''}`;
    const all = [...document.querySelectorAll('body *')].filter((element) => !element.closest('svg'));
    return [...new Set(all.map((element) => `${look(element.parentElement)} > ${look(element)}`))];
  });
}

/** How much wider the page is than the window, and elements past its right edge that nothing lets a reader scroll to. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.checkVisibility() && element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element),
    );
    const named = beyond
      .slice(0, 3)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`);
    const wider = scrollWidth > clientWidth ? [`${scrollWidth} of ${clientWidth} pixels wide`] : [];
    return [...wider, ...named];
  });
}
