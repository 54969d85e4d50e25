import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { attribute } from './support/html.ts';
import { askingNotes, deckLink, expectDeck } from './support/journey.ts';
import { Keyboard } from './support/keyboard.ts';

const READERS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

describeInBrowser('the site without JavaScript', (reader) => {
  it.each(READERS)('$colorScheme, $width pixels', async ({ colorScheme, width }) => {
    const page = await reader.open({ colorScheme, viewport: { width, height: 800 }, javaScriptEnabled: false });
    const keyboard = new Keyboard(page);
    const [note] = askingNotes(reader.site);

    await page.goto(reader.url(''));
    await expectWhole(page, colorScheme);
    await keyboard.follow(page.getByRole('link', { name: 'All notes' }).first());
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor();
    await expectWhole(page, colorScheme);
    expect(await hidden(page.locator('[data-exams]')), 'lists are not filtered').toEqual([]);

    await keyboard.follow(page.locator('main').getByRole('link', { name: note.title, exact: true }).first());
    await page.getByRole('heading', { level: 1, name: note.title }).waitFor();
    await expectWhole(page, colorScheme);
    await expectQuestions(page, keyboard, reader.site.page(note.path).all('form').length);

    await page.goto(reader.url('changed/'));
    expect(await hidden(page.locator('.changes > li'))).toEqual([]);

    await keyboard.follow(page.locator('footer').getByRole('link', { name: 'Downloads' }));
    await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
    await expectWhole(page, colorScheme);
    await expectDeck(page, () => keyboard.follow(deckLink(page)));
    await page.context().close();
  });

  it('opens its menu on a narrow page', async () => {
    const page = await reader.open({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
    const keyboard = new Keyboard(page);
    await page.goto(reader.url(askingNotes(reader.site)[0].path));
    const exams = page.locator('#menu').getByRole('link', { name: 'Exams', exact: true });
    expect(await exams.isVisible()).toBe(false);
    await keyboard.follow(page.getByRole('button', { name: 'Menu' }));
    await exams.waitFor({ state: 'visible' });
    await keyboard.follow(exams);
    await page.getByRole('heading', { level: 1, name: 'Exams' }).waitFor();
    await page.context().close();
  });

  it('gives every question its answers in the page itself', () => {
    const { site } = reader;
    const pages = site.sitemap.filter((path) => path.startsWith('q/'));
    expect(pages.length).toBeGreaterThan(0);
    const faults = pages.flatMap((path) => {
      const page = site.page(path);
      const reasons = page.withClass('nb-why').length;
      const options = page.all('input').filter((input) => attribute(input, 'name') === 'choice').length;
      const sources = page.withClass('nb-sources').length;
      return reasons < options || sources !== 1
        ? [`/${path}: ${options} options, ${reasons} reasons, ${sources} lists of sources`]
        : [];
    });
    expect(faults).toEqual([]);
  });
});

/** Nothing that needs a script shows, nothing scrolls sideways, and the theme is that of the system. */
async function expectWhole(page: Page, colorScheme: string): Promise<void> {
  const dead = await page
    .locator('.needs-js, [data-theme-button], [data-exam-switch], button.copy')
    .evaluateAll((all) =>
      all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80)),
    );
  expect(dead, 'controls that need a script').toEqual([]);
  const { overflow, lightness } = await page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { overflow: scrollWidth - clientWidth, lightness: canvas.getImageData(0, 0, 1, 1).data[1] ?? -1 };
  });
  expect(overflow, 'sideways scroll').toBe(0);
  if (colorScheme === 'dark') expect(lightness, 'a dark page').toBeLessThan(80);
  else expect(lightness, 'a light page').toBeGreaterThan(200);
}

/** Texts of elements that cannot be seen. Fails when there are no elements. */
async function hidden(elements: Locator): Promise<string[]> {
  expect(await elements.count()).toBeGreaterThan(0);
  return elements.evaluateAll((all) =>
    all
      .filter((element) => !element.checkVisibility() && element.closest('details:not([open]), [popover]') === null)
      .map((element) => (element.textContent ?? '').trim().slice(0, 60)),
  );
}

/** Every stem and option stands there; every answer opens with Enter and shows reasons and sources. */
async function expectQuestions(page: Page, keyboard: Keyboard, count: number): Promise<void> {
  const forms = page.locator('form.nb-question');
  expect(await forms.count()).toBe(count);
  expect(await hidden(forms.locator('.nb-stem'))).toEqual([]);
  expect(await hidden(forms.locator('.nb-options label'))).toEqual([]);
  expect(await page.getByRole('button', { name: /^(Check answer|Show answer|Copy)$/ }).count()).toBe(0);
  for (const form of await forms.all()) {
    const answer = form.locator('details.nb-answer');
    expect(await answer.locator('.nb-key').isVisible(), 'answers are closed').toBe(false);
    await keyboard.follow(answer.locator('summary'));
    for (const part of ['.nb-key', '.nb-sources']) expect(await answer.locator(part).isVisible(), part).toBe(true);
    expect(await answer.locator('.nb-why').count()).toBeGreaterThanOrEqual(
      await form.locator('.nb-options li').count(),
    );
  }
}
