import { afterAll, expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { askingNotes, search, takeDeck } from './support/journey.ts';
import { Keyboard } from './support/keyboard.ts';
import { brokenAddresses, brokenLinks } from './support/links.ts';
import { linksOfMarkdown } from './support/markdown.ts';
import { SecondSite } from './support/second-site.ts';
import { watch } from './support/watch.ts';

// The real bank, because its links, images and aliases are what a base path breaks.
const second = new SecondSite();
afterAll(() => second.remove());

async function underBasePath(): Promise<string> {
  const { code, output } = await second.build({ NOTEBANK_BASE: '/learn/' });
  expect(code, output).toBe(0);
  return second.folder;
}

describeInBrowser(
  'the same site under a base path',
  (reader) => {
    it('names it in every address', () => {
      expect(reader.site.base).toBe('/learn/');
      expect(brokenLinks(reader.site)).toEqual([]);
      for (const file of [...reader.site.files('notes/*/index.md'), 'llms.txt', 'robots.txt']) {
        expect(brokenAddresses(reader.site, linksOfMarkdown(reader.site.read(file)), file), file).toEqual([]);
      }
    });

    it('lets a keyboard go from the landing page over the search and a note to a deck', async () => {
      const page = await reader.open({ viewport: { width: 1280, height: 800 } });
      const faults = await watch(page, new URL(reader.url('')).origin);
      const keyboard = new Keyboard(page);
      const [note] = askingNotes(reader.site);
      await page.goto(reader.url(''));
      await search(keyboard, note.title);
      expect(page.url()).toContain(`/learn/${note.path}`);
      await page.locator('notebank-quiz').first().scrollIntoViewIfNeeded();
      await page.locator('notebank-quiz form[data-ready]').first().waitFor();
      await takeDeck(keyboard);
      expect(faults).toEqual({ console: [], policy: [], requests: [] });
      await page.context().close();
    });

    it('loads a lab from its note and from the list of labs', async () => {
      const page = await reader.open({ viewport: { width: 1280, height: 800 } });
      const faults = await watch(page, new URL(reader.url('')).origin);
      await page.goto(reader.url('notes/sigv4-request-signing/'));
      await page.getByRole('button', { name: 'Try it here' }).click();
      await page.locator('notebank-sigv4-lab[data-ready]').waitFor();
      await page.goto(reader.url('labs/'));
      await page.locator('main').getByRole('link', { name: 'Sign a request, byte by byte' }).click();
      await page.locator('notebank-sigv4-lab[data-ready]').waitFor();
      expect(page.url()).toBe(reader.url('labs/sigv4/'));
      await page.locator('[data-begin]').selectOption('moved');
      await page.locator('[data-sent] a').waitFor();
      expect(faults).toEqual({ console: [], policy: [], requests: [] });
      await page.context().close();
    });

    it('answers an unknown address with its own page, which finds its way back', async () => {
      const page = await reader.open();
      const answer = await page.goto(reader.url('notes/no-such-note/'));
      expect(answer?.status()).toBe(404);
      await page.locator('main').getByRole('link', { name: 'all notes' }).click();
      await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor();
      expect(page.url()).toBe(reader.url('notes/'));
      await page.context().close();
    });
  },
  { folder: underBasePath },
);
