import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { askingNotes } from './support/journey.ts';
import { Keyboard } from './support/keyboard.ts';

/** Elements that are for some exams only, with whether they can be seen where nothing folds them away. */
function entries(page: Page): Promise<{ readonly exams: readonly string[]; readonly shown: boolean }[]> {
  return page.evaluate(() => {
    // What a closed box or menu hides is not filtered.
    for (const details of document.querySelectorAll('details')) details.open = true;
    return [...document.querySelectorAll<HTMLElement>('[data-exams]')].map((element) => ({
      exams: (element.dataset.exams ?? '').split(' '),
      shown: getComputedStyle(element).display !== 'none',
    }));
  });
}

async function expectFiltered(page: Page, exam: string): Promise<void> {
  const all = await entries(page);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(({ exams, shown }) => shown !== (exam === '' || exams.includes(exam)))).toEqual([]);
}

describeInBrowser('the exam switch', (reader) => {
  const choose = async (page: Page, label: string): Promise<void> => {
    const keyboard = new Keyboard(page);
    await keyboard.tabTo(page.locator('header [data-exam-switch]'));
    await keyboard.type(label);
    await page.waitForFunction(
      (text) => document.querySelector<HTMLSelectElement>('[data-exam-switch]')?.selectedOptions[0]?.text === text,
      label,
    );
  };

  it('filters lists and the sidebar, keeps the choice over pages, and lets go of it', async () => {
    const page = await reader.open({ viewport: { width: 1280, height: 800 } });
    await page.goto(reader.url('notes/'));
    await expectFiltered(page, '');
    const options = await page
      .locator('header [data-exam-switch] option')
      .evaluateAll((all) =>
        all.map((option) => ({ exam: (option as HTMLOptionElement).value, label: option.textContent ?? '' })),
      );
    const [both, ...exams] = options;
    expect(both?.exam).toBe('');
    expect(exams.length).toBeGreaterThan(0);

    for (const { exam, label } of exams) {
      await page.goto(reader.url('notes/'));
      await choose(page, label);
      await expectFiltered(page, exam);
      const left = await entries(page);
      expect(
        left.some(({ shown }) => shown),
        `topics of ${exam}`,
      ).toBe(true);
      for (const path of ['', 'changed/', askingNotes(reader.site)[0].path]) {
        await page.goto(reader.url(path));
        await expectFiltered(page, exam);
        const chosen = await page
          .locator('[data-exam-switch]')
          .evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value));
        expect(new Set(chosen), `every switch of /${path}`).toEqual(new Set([exam]));
      }
    }

    await page.goto(reader.url('notes/'));
    await choose(page, both?.label ?? '');
    await expectFiltered(page, '');
    await page.reload();
    await expectFiltered(page, '');
    await page.context().close();
  });

  it('hides something for at least one exam', async () => {
    const page = await reader.open();
    await page.goto(reader.url('notes/'));
    const every = await page
      .locator('header [data-exam-switch] option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
    const exams = every.filter(Boolean);
    expect((await entries(page)).some(({ exams: asked }) => exams.some((exam) => !asked.includes(exam)))).toBe(true);
    await page.context().close();
  });

  it('does not flash: the choice is there before anything is painted, while scripts still load', async () => {
    const page = await reader.open();
    await page.goto(reader.url('notes/'));
    const exam = await page.locator('header [data-exam-switch] option').nth(1).getAttribute('value');
    await page.evaluate((id) => localStorage.setItem('notebank.exam', id ?? ''), exam);
    // Scripts never come: what is right now was right at the first paint.
    await page.route('**/*.js', () => {});
    await page.goto(reader.url('notes/'), { waitUntil: 'commit' });
    await page.locator('footer').waitFor();
    await expectFiltered(page, exam ?? '');
    await page.context().close();
  });

  it('shows everything again when the exam that was kept is gone', async () => {
    const page = await reader.open();
    await page.goto(reader.url('notes/'));
    await page.evaluate(() => localStorage.setItem('notebank.exam', 'gone-c99'));
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.exam === undefined);
    await expectFiltered(page, '');
    await page.context().close();
  });

  it('narrows the search', async () => {
    const page = await reader.open();
    await page.goto(reader.url(''));
    const second = page.locator('header [data-exam-switch] option').nth(1);
    const label = (await second.textContent()) ?? '';
    await choose(page, label);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /search/i }).waitFor();
    const id = await second.getAttribute('value');
    // The switch holds ids, the search codes: `dva-c02`, `DVA-C02`.
    const narrowed = page.locator(`dialog select:has(option[value="${id}" i])`);
    await narrowed.waitFor();
    expect((await narrowed.inputValue()).toLowerCase()).toBe(id);
    await page.keyboard.press('Escape');
    await page.context().close();
  });
});
