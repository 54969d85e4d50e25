import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { violations } from './e2e/support/axe.ts';
import { describeInBrowser } from './e2e/support/browser.ts';
import { describeSite } from './e2e/support/site.ts';
import { type Faults, watch } from './e2e/support/watch.ts';

/** Polls with the patience that a busy machine needs. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

const START = 'notes/codeartifact/';

describeInBrowser('search dialog', (reader) => {
  vi.setConfig({ testTimeout: 90_000 });
  let page: Page;
  let faults: Faults;

  async function open(path = START, options: Parameters<typeof reader.open>[0] = {}): Promise<void> {
    page = await reader.open(options);
    faults = await watch(page, new URL(reader.url('')).origin, reader.url('notes/code-artifacts/'));
    await page.goto(reader.url(path));
  }
  const field = () => page.getByRole('combobox', { name: 'Search notes' });
  // The values of the filters are options too.
  const options = () => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  const chosen = () => page.locator('[role=option][aria-selected=true]');
  const isOpen = () => page.locator('.search-dialog[open]').count();

  async function search(text: string): Promise<void> {
    const count = page.locator('.search-count');
    await soon(() => page.locator('.search-filters').count()).toBe(1);
    await count.evaluate((element) => element.replaceChildren());
    await field().fill(text);
    // The count is announced last.
    await soon(() => count.textContent()).not.toBe('');
  }

  afterEach(async () => {
    await page.context().close();
    expect(faults.console).toEqual([]);
    expect(faults.policy).toEqual([]);
    expect(faults.requests).toEqual([]);
  });

  it('opens by /, is worked by arrows and Enter, and leads to the note', async () => {
    await open();
    await page.keyboard.press('/');
    await field().waitFor();
    await search('buildspec phases');
    expect(await field().getAttribute('aria-expanded')).toBe('true');
    expect(await field().getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('ArrowDown');
    expect(await field().getAttribute('aria-activedescendant')).toBe(await options().first().getAttribute('id'));
    await page.keyboard.press('ArrowUp');
    expect(await chosen().getAttribute('id')).toBe(await options().last().getAttribute('id'));
    await page.keyboard.press('ArrowDown');
    expect(await chosen().count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/notes\/codebuild-buildspec\//);
  });

  it('opens by Ctrl+K and by its button, closes by Escape, and gives the focus back', async () => {
    await open();
    await page.keyboard.press('Control+k');
    await field().waitFor();
    await page.keyboard.press('Escape');
    expect(await isOpen()).toBe(0);
    const button = page.locator('[data-search]').first();
    await button.click();
    await field().waitFor();
    await page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('announces how many results there are', async () => {
    await open();
    await page.keyboard.press('/');
    await search('artifact store');
    const count = page.locator('.search-count[role=status]');
    expect(await count.textContent()).toMatch(/^\d+ notes?, \d+ terms?, \d+ questions?/);
    expect(await page.getByRole('group', { name: 'Notes' }).getByRole('option').count()).toBeGreaterThan(0);
  });

  it('replaces a word that is nowhere, says so, and searches for the original on request', async () => {
    await open();
    await page.keyboard.press('/');
    await search('jenkns');
    const note = page.locator('.search-note');
    await soon(() => note.textContent()).toContain('Searched for jenkins instead of jenkns');
    expect(await options().first().getAttribute('href')).toContain('jenkins-on-aws');
    await note.getByRole('button').click();
    await soon(() => note.textContent()).toContain('Nothing was found for jenkns');
    expect(await options().count()).toBe(0);
    await note.getByRole('button', { name: /Jenkins on AWS/ }).click();
    await soon(() => options().count()).toBeGreaterThan(0);
  });

  it('narrows by type, and by the exam that the site is switched to', async () => {
    await open();
    await page.locator('[data-exam-switch]').first().selectOption('dop-c02');
    await page.keyboard.press('/');
    await search('exam scope and domains');
    const exam = page.locator('.search-selects select').first();
    expect(await exam.inputValue()).toBe('DOP-C02');
    const links = () =>
      options().evaluateAll((found) => found.map((each) => new URL((each as HTMLAnchorElement).href).pathname));
    expect((await links()).join(' ')).not.toContain('exam-dva-scope');
    await page.getByRole('checkbox', { name: 'Questions' }).check();
    await soon(async () => (await links()).every((path) => path.includes('/q/'))).toBe(true);
    await exam.selectOption('');
    await page.getByRole('checkbox', { name: 'Questions' }).uncheck();
    await soon(async () => (await links()).join(' ')).toContain('exam-dva-scope');
  });

  it('offers to search without filters when they leave nothing', async () => {
    await open();
    await page.keyboard.press('/');
    await search('codeguru');
    await page.locator('.search-selects select').last().selectOption('AWS CodeCommit');
    const again = page.getByRole('button', { name: 'Search without filters' });
    await again.waitFor();
    await again.click();
    await soon(() => options().count()).toBeGreaterThan(0);
  });

  it('finds an error message as it was copied', async () => {
    await open();
    await page.keyboard.press('/');
    await search('Error: Cannot connect to the Docker daemon at unix:/var/run/docker.sock.');
    expect(await options().first().getAttribute('href')).toMatch(/notes\/codebuild/);
  });

  it('searches on the page for a missing address', async () => {
    await open('notes/code-artifacts/');
    const link = page
      .getByRole('heading', { name: 'Perhaps one of these' })
      .locator('xpath=..')
      .getByRole('link')
      .first();
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(/\/notes\//);
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('has no fault that axe knows, and fits (%s, %i pixels)', async (colorScheme, width) => {
    await open(START, { colorScheme, viewport: { width, height: 740 } });
    await page.keyboard.press('/');
    await search('minimum hosts');
    await page.keyboard.press('ArrowDown');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('.search-dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    await search('"nothing like this"');
    await page.getByText('Nothing was found').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describeSite('size of the search', (site) => {
  const gzip = (path: string) => gzipSync(readFileSync(join(site.folder, path)), { level: 9 }).length;

  describe('in kB gzip beside Pagefind', () => {
    it('client: 12 at most', () => {
      const scripts = site.files('_astro/*.js');
      const [dialog] = scripts.filter((path) => site.read(path).includes('search-dialog'));
      expect(dialog).toBeDefined();
      const chunks = importsOf(dialog ?? '', new Map(scripts.map((path) => [path, site.read(path)])));
      expect([...chunks].reduce((sum, path) => sum + gzip(path), 0)).toBeLessThanOrEqual(12_000);
    });

    it('names, spellings and errors: 15 at most', () => {
      expect(gzip('search/terms.json')).toBeLessThanOrEqual(15_000);
    });
  });
});

/** A script and all that it imports before it runs. */
function importsOf(path: string, scripts: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = scripts.get(path) ?? '';
  for (const [, name] of source.matchAll(/(?:import|from)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
    importsOf(`_astro/${name}`, scripts, seen);
  return seen;
}
