import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { quizHtml } from '@notebank/quiz/html';
import { choiceQuestion, everyKind, historicQuestion, multipleQuestion } from '@notebank/quiz/samples';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../../scripts/lib/browser.ts';
import { bundleElements, quizPage, serveElements, type TestSite } from './site.ts';

const executablePath = findBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = quizHtml([...everyKind(), historicQuestion()], {
  title: 'Check what you know',
  seed: 'browser',
  reportUrl: () => '/report',
});

describe.skipIf(executablePath === undefined)(`in a browser (${executablePath ?? HOW_TO_GET_A_BROWSER})`, () => {
  let browser: Browser;
  let site: TestSite;

  beforeAll(async () => {
    site = await serveElements(await bundleElements(), {
      '/light': quizPage(everything),
      '/dark': quizPage(everything, { theme: 'dark' }),
      '/plain': quizPage(everything, { script: false }),
      '/two': quizPage(quizHtml([choiceQuestion(), multipleQuestion()], { title: 'Two' })),
      '/src': quizPage(
        '<notebank-quiz id="remote" src="/elements/example/questions.json" ids="queue-size timeouts" heading="Remote"></notebank-quiz>',
      ),
      '/failing': quizPage('<notebank-quiz src="/nowhere.json"><a href="/q">Questions</a></notebank-quiz>'),
    });
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      // The sandbox of Chromium does not start for root, as in most containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens a page, runs the test, and fails when the console said anything or a policy was violated. */
  async function visit(
    path: string,
    test: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const printed: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    page.on('pageerror', (error) => printed.push(String(error)));
    try {
      await page.goto(`${site.address}${path}`);
      if (path !== '/plain') await page.waitForFunction(() => customElements.get('notebank-quiz') !== undefined);
      await test(page);
      expect(printed).toEqual([]);
    } finally {
      await context.close();
    }
  }

  /** What the focus is on, as assistive technology sees it. */
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const active = document.activeElement as HTMLElement;
      const labels = (active as HTMLInputElement).labels;
      const legend = active.querySelector('legend');
      const text = active.getAttribute('aria-label') ?? (labels?.[0] ?? legend ?? active).textContent;
      return `${active.tagName.toLowerCase()} ${text.trim()}`;
    });
  const textOf = async (locator: Locator): Promise<string> => (await locator.textContent())?.trim() ?? '';
  const status = (page: Page, id: string): Promise<string> => textOf(page.locator(`#nb-${id} [role=status]`));
  const value = (page: Page, selector: string): Promise<string> => page.locator(selector).inputValue();

  /** Texts that describe an element, in the order of `aria-describedby`. */
  const descriptions = (page: Page, selector: string): Promise<string[]> =>
    page.locator(selector).evaluate((target) =>
      (target.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .filter((id) => id !== '')
        .map((id) => document.getElementById(id)?.textContent ?? `no element ${id}`),
    );

  /** Tabs until the focus is on something, at most so often. */
  async function tabTo(page: Page, wanted: RegExp, limit = 12): Promise<void> {
    const seen: string[] = [];
    for (let step = 0; step < limit; step += 1) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (wanted.test(now)) return;
      seen.push(now);
    }
    throw new Error(`Tab never came to ${wanted}, it came to ${seen.join(' | ')}`);
  }

  async function violations(page: Page): Promise<string[]> {
    // Playwright evaluates outside of the policy of the page.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: {
          run(
            root: Document,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await checker.run(document, { runOnly: { type: 'tag', values: tags } });
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
      );
    });
  }

  it('goes through every kind by keyboard alone', async () => {
    await visit('/light', async (page) => {
      const { keyboard } = page;
      // Choice: one tab stop, arrows choose, Enter checks.
      await tabTo(page, /^input/);
      await keyboard.press('ArrowDown');
      expect(await page.locator('#nb-buildspec-location :checked').count()).toBe(1);
      await tabTo(page, /^button Check answer/);
      await keyboard.press('Enter');
      expect(await status(page, 'buildspec-location')).toMatch(/^(Correct\.|Not correct\. The answer is [A-D]\.)$/);
      expect(await focused(page)).toBe('button Next question');
      await keyboard.press('Enter');
      expect(await focused(page)).toBe('fieldset Question 2, choose two');

      // Multiple response: Space toggles, the count is announced.
      await tabTo(page, /^input/);
      await keyboard.press('Space');
      expect(await status(page, 'private-packages')).toBe('1 of 2 chosen');
      await tabTo(page, /^button Check answer/);
      await keyboard.press('Enter');
      expect(await status(page, 'private-packages')).toBe('Choose 2 answers: 1 chosen.');
      expect(await focused(page)).toBe('button Check answer');
      await keyboard.press('Shift+Tab');
      await keyboard.press('Space');
      expect(await status(page, 'private-packages')).toBe('2 of 2 chosen');
      await tabTo(page, /^button Check answer/);
      await keyboard.press('Enter');
      await keyboard.press('Enter');

      // Order: the button keeps the focus while its row moves.
      expect(await focused(page)).toBe('fieldset Question 3, put in order');
      const first = await textOf(page.locator('#nb-change-path .nb-steps label').first());
      await tabTo(page, /^button Move down/);
      await keyboard.press('Enter');
      expect(await focused(page)).toBe(`button Move down: ${first}`);
      expect(await status(page, 'change-path')).toBe(`${first}: position 2 of 5`);
      await keyboard.press('Space');
      expect(await status(page, 'change-path')).toBe(`${first}: position 3 of 5`);
      expect(await focused(page)).toBe(`button Move down: ${first}`);
      await tabTo(page, /^button Check answer/, 20);
      await keyboard.press('Enter');
      await keyboard.press('Enter');

      // Match: typing a letter picks in a select.
      for (const letters of ['CloudW', 'Event', 'CloudT', 'CloudT']) {
        await tabTo(page, /^select/);
        await keyboard.type(letters);
      }
      await tabTo(page, /^button Check answer/);
      await keyboard.press('Enter');
      expect(await status(page, 'monitoring-tools')).toBe('Correct.');
      await keyboard.press('Enter');

      // Numeric: Enter in the field checks.
      await tabTo(page, /^input Your answer \(builds\)/);
      await keyboard.type('72');
      await keyboard.press('Enter');
      expect(await status(page, 'queue-size')).toBe(
        'Not correct. The answer is 60 builds. That counts the running ones too.',
      );
      await tabTo(page, /^button Next question/);
      await keyboard.press('Enter');

      // Cloze: gaps one by one.
      expect(await focused(page)).toBe('fieldset Question 6, fill the gaps');
      await tabTo(page, /^button Show gap 1: time/);
      await keyboard.press('Enter');
      expect(await status(page, 'timeouts')).toBe('Gap 1: 60 minutes');
      expect(await focused(page)).toBe('button 60 minutes');
      await tabTo(page, /^button Show all gaps/);
      await keyboard.press('Enter');
      expect(await focused(page)).toBe('button I knew it');
      await tabTo(page, /^button I did not/);
      await keyboard.press('Enter');
      expect(await status(page, 'timeouts')).toBe('Noted as unknown.');
      expect(await focused(page)).toBe('button Next question');
      await keyboard.press('Enter');

      // Recall
      await tabTo(page, /^button Show answer/);
      await keyboard.press('Enter');
      expect(await page.locator('#nb-version-control .nb-key').isVisible()).toBe(true);
      await keyboard.press('Enter');
      expect(await status(page, 'version-control')).toBe('Noted as known.');
      await keyboard.press('Enter');

      // The last one by letter, then the score.
      expect(await focused(page)).toBe('fieldset Question 8, choose one');
      await keyboard.press('c');
      expect(await focused(page)).toMatch(/^input/);
      await keyboard.press('Enter');
      await tabTo(page, /^button See the score/);
      await keyboard.press('Enter');
      expect(await focused(page)).toMatch(/^p \d of 8 right$/);
      await tabTo(page, /^button Retry what was wrong/);
      await keyboard.press('Enter');
      expect(await focused(page)).toMatch(/^fieldset Question \d/);
      expect(await page.locator('.nb-summary').count()).toBe(0);
    });
  });

  it('keeps focus and says what is missing, linked to the inputs', async () => {
    await visit('/two', async (page) => {
      await page.locator('#nb-buildspec-location .nb-button').first().focus();
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('button Check answer');
      const input = '#nb-buildspec-location-a';
      expect(await page.locator(input).getAttribute('aria-invalid')).toBe('true');
      expect(await descriptions(page, input)).toEqual(['Choose an answer.']);
      await page.locator(input).check();
      expect(await page.locator(input).getAttribute('aria-invalid')).toBeNull();
      expect(await descriptions(page, input)).toEqual([]);
    });
  });

  it('has the status region before it speaks', async () => {
    await visit('/two', async (page) => {
      const regions = page.locator('[role=status]');
      expect(await regions.count()).toBe(2);
      expect(await regions.allInnerTexts()).toEqual(['', '']);
      const region = await regions.first().elementHandle();
      await page.locator('#nb-buildspec-location-a').check();
      await page.locator('.nb-button').first().click();
      expect(await region?.textContent()).toBe('Correct.');
      expect(await region?.evaluate((node) => getComputedStyle(node).display)).not.toBe('none');
    });
  });

  it('leaves inputs reachable, described and unchangeable after checking', async () => {
    await visit('/light', async (page) => {
      const chosen = page.locator('#nb-buildspec-location-b');
      await chosen.check();
      await page.locator('#nb-buildspec-location .nb-button').first().click();
      expect(await chosen.getAttribute('aria-disabled')).toBe('true');
      expect(await chosen.getAttribute('disabled')).toBeNull();
      expect(await descriptions(page, '#nb-buildspec-location-b')).toEqual([
        'Wrong, your choice',
        'CodeBuild reads no such folder by itself.',
      ]);
      // Playwright waits for ever for what is aria-disabled.
      await page.locator('label[for="nb-buildspec-location-a"]').click({ force: true });
      await chosen.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.keyboard.press('a');
      expect(await chosen.isChecked()).toBe(true);

      for (const [index, cell] of ['a', 'b', 'c', 'c'].entries()) {
        await page.locator('#nb-monitoring-tools select').nth(index).selectOption(cell);
      }
      await page.locator('#nb-monitoring-tools .nb-button').first().click();
      await page.locator('#nb-monitoring-tools-a').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.type('Event');
      expect(await value(page, '#nb-monitoring-tools-a')).toBe('a');

      await page.locator('#nb-queue-size-value').fill('60');
      await page.locator('#nb-queue-size .nb-button').first().click();
      await page.locator('#nb-queue-size-value').press('5');
      expect(await value(page, '#nb-queue-size-value')).toBe('60');
    });
  });

  it('does not take letters that are typed elsewhere, or when they are turned off', async () => {
    await visit('/two', async (page) => {
      await page.locator('#end').focus();
      await page.keyboard.press('a');
      expect(await page.locator(':checked:not(.nb-shortcuts input)').count()).toBe(0);
      await page.getByLabel('Letter keys choose options').uncheck();
      await page.locator('#nb-buildspec-location-a').focus();
      await page.keyboard.press('b');
      expect(await page.locator(':checked').count()).toBe(0);
    });
  });

  it.each([
    ['light', 1280],
    ['light', 360],
    ['dark', 1280],
    ['dark', 360],
  ])('axe finds nothing: %s, %d px, before, with errors and after', async (theme, width) => {
    await visit(
      `/${theme}`,
      async (page) => {
        expect(await violations(page)).toEqual([]);
        for (const form of await page.locator('form').all()) await form.locator('.nb-button').first().click();
        expect(await violations(page)).toEqual([]);
        await page.locator('#nb-buildspec-location-b').check();
        await page.locator('#nb-private-packages-a').check();
        await page.locator('#nb-private-packages-c').check();
        await page.locator('#nb-change-path select').first().selectOption('0');
        for (const select of await page.locator('#nb-monitoring-tools select').all()) await select.selectOption('c');
        await page.locator('#nb-queue-size-value').fill('88');
        await page.locator('#nb-codestar-dashboard-a').check();
        for (const form of await page.locator('form').all()) await form.locator('.nb-button').first().click();
        expect(await textOf(page.locator('.nb-score'))).toMatch(/^\d of 8 right$/);
        expect(await page.locator('[data-verdict]').count()).toBeGreaterThan(15);
        expect(await violations(page)).toEqual([]);
        const scrolls = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(scrolls).toBe(0);
      },
      { viewport: { width, height: 800 } },
    );
  });

  it('has targets of at least 24 by 24 pixels', async () => {
    await visit(
      '/light',
      async (page) => {
        const small = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('notebank-quiz :is(button, select, summary, .nb-options label)')]
            .filter((target) => target.checkVisibility())
            .map((target) => ({ html: target.outerHTML.slice(0, 80), box: target.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24),
        );
        expect(small).toEqual([]);
      },
      { viewport: { width: 360, height: 800 } },
    );
  });

  it('shows everything without JavaScript, and Enter leaves the page alone', async () => {
    await visit(
      '/plain',
      async (page) => {
        expect(await page.locator('form.nb-question').count()).toBe(8);
        for (const details of await page.locator('summary').all()) await details.click();
        // biome-ignore lint/performance/useDomNodeTextContent: what is hidden must not count
        const text = await page.locator('main').innerText();
        for (const needle of [
          'CodeBuild looks there unless a path is set.',
          'Does not belong:',
          'Belongs to none:',
          '60 builds',
          '60 minutes',
          'groups changes to several files',
          'Historic since 2024-07-31',
        ]) {
          expect(text).toContain(needle);
        }
        await page.locator('#nb-queue-size-value').fill('60');
        await page.keyboard.press('Enter');
        expect(page.url()).toBe(`${site.address}/plain`);
        expect(await value(page, '#nb-queue-size-value')).toBe('60');
        await page.locator('label[for="nb-buildspec-location-c"]').click();
        expect(await page.locator('#nb-buildspec-location-c').isChecked()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  it.each(['/plain', '/dark'])('prints %s with boxes, answers open, on white', async (path) => {
    await visit(path, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const seen = await page.evaluate(async () => {
        // What a style shows or hides in details takes part in layout from the next frame on.
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const visible = (selector: string): boolean[] =>
          [...document.querySelectorAll(selector)].map(
            (found) =>
              found.checkVisibility({ contentVisibilityAuto: true }) && found.getBoundingClientRect().height > 0,
          );
        const form = document.querySelector('.nb-question') as HTMLElement;
        return {
          reasons: visible('.nb-answer .nb-why'),
          sources: visible('.nb-sources'),
          cells: visible('.nb-cells'),
          chrome: visible('.nb-actions, .nb-links, summary, .nb-moves, .nb-shortcuts'),
          background: getComputedStyle(form).backgroundColor,
          select: getComputedStyle(document.querySelector('.nb-pairs select') as HTMLElement).color,
        };
      });
      expect(seen.reasons.length).toBeGreaterThan(10);
      expect(new Set(seen.reasons)).toEqual(new Set([true]));
      expect(seen.sources).toEqual(Array.from({ length: 8 }, () => true));
      expect(seen.cells).toEqual([true]);
      expect(new Set(seen.chrome)).toEqual(new Set([false]));
      expect(seen.background).toBe('rgb(255, 255, 255)');
      expect(seen.select).toBe('rgba(0, 0, 0, 0)');
    });
  });

  it('does not move when the reader wants no motion, and shows verdicts in forced colours', async () => {
    await visit(
      '/two',
      async (page) => {
        const duration = await page
          .locator('.nb-options li')
          .first()
          .evaluate((row) => getComputedStyle(row).transitionDuration);
        expect(duration).toBe('0s');
        await page.locator('#nb-buildspec-location-b').check();
        await page.locator('.nb-button').first().click();
        const row = page.locator('.nb-options li[data-verdict="chosen-wrong"]');
        expect(await row.evaluate((found) => getComputedStyle(found).borderTopWidth)).toBe('2px');
        expect(await textOf(row.locator('.nb-verdict'))).toBe('Wrong, your choice');
      },
      { reducedMotion: 'reduce', forcedColors: 'active' },
    );
  });

  it('renders a fetched bank in a page without server HTML', async () => {
    await visit('/src', async (page) => {
      await page.locator('#remote-queue-size input').fill('60');
      await page.locator('#remote-queue-size .nb-button').first().click();
      expect(await textOf(page.locator('#remote-queue-size [role=status]'))).toBe('Correct.');
      expect(await textOf(page.locator('h2'))).toBe('Remote');
      expect(await page.locator('button.nb-gap').count()).toBe(3);
      expect(await violations(page)).toEqual([]);
    });
  });

  it('says in the page that it could not load, and tries again', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.address}/failing`);
    const alert = page.getByRole('alert');
    expect(await textOf(alert)).toContain('The questions could not be loaded: /nowhere.json answered 404.');
    expect(await page.getByRole('link', { name: 'Questions' }).isVisible()).toBe(true);
    await page.route('**/nowhere.json', (route) => route.fulfill({ json: { questions: [choiceQuestion()] } }));
    await alert.getByRole('button').click();
    await page.locator('#nb-buildspec-location .nb-actions').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await context.close();
  });
});
