import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/lib/browser.ts';
import type { ChoiceQuestion, Question } from '../src/bank.ts';
import { SCRIPT } from '../src/export/anki/templates/script.ts';
import { ankiNotes, cardHtml, NOTETYPE_STYLE, NOTETYPES, renderCard } from '../src/export/index.ts';
import { bankOf, generateBank } from './support/generate-bank.ts';

const executablePath = findBrowser();
const bank = generateBank({ questions: 240, seed: 7 });
const { notes } = ankiNotes(bank);

function questionOf<Kind extends Question['kind']>(
  kind: Kind,
  accept: (question: Extract<Question, { kind: Kind }>) => boolean = () => true,
) {
  const found = [...bank.questions.values()].find(
    (question): question is Extract<Question, { kind: Kind }> =>
      question.kind === kind && accept(question as Extract<Question, { kind: Kind }>),
  );
  if (!found) throw new Error(`no ${kind} question was generated`);
  return found;
}

function sideOf(question: Question, side: 'front' | 'back', card = 0): string {
  const note = notes.find(({ id }) => id === question.id);
  if (!note) throw new Error(`no note of ${question.id}`);
  return renderCard(note, side, card);
}

describe('templates as text', () => {
  const templates = Object.values(NOTETYPES).flatMap(({ template }) => [template.front, template.back]);

  it('never print the front on the back, which would run its script again', () => {
    expect(templates.filter((text) => text.includes('FrontSide'))).toEqual([]);
  });

  it('load nothing from elsewhere', () => {
    for (const text of [...templates, NOTETYPE_STYLE]) {
      expect(text).not.toMatch(/\bsrc=|@import|url\(|https?:/);
    }
  });

  it('carry a script of at most 3.4 kB without braces that Anki would read', () => {
    expect(Buffer.byteLength(SCRIPT)).toBeLessThanOrEqual(3400);
    expect(SCRIPT).not.toMatch(/\{\{|\}\}/);
    expect(SCRIPT).toMatch(/^\(function \(\) \{[\s\S]*\}\)\(\);$/);
  });

  it('name only fields of their note type', () => {
    for (const { template, fields } of Object.values(NOTETYPES)) {
      const known = new Set<string>(fields.map(({ name }) => name));
      const named = [template.front, template.back, template.browserFront, template.browserBack]
        .join('')
        .matchAll(/\{\{[#/]?(?:cloze:)?(\w+)\}\}/g);
      for (const [, name = ''] of named) expect(known).toContain(name);
    }
  });

  it('mark every element that takes taps, so that a tap does not turn the card', () => {
    for (const note of notes) {
      for (const [tag] of (note.fields[3] ?? '').matchAll(/<(?:input|select|label)\b[^>]*>/g)) {
        if (note.notetype === 'question') expect(tag).toContain('tappable');
      }
    }
  });

  it('show status, sources, link and credit without a script', () => {
    const question = questionOf('choice');
    const retired = { ...question, status: 'retired', reason: 'a < b', since: '2026-01' } as const;
    const html = cardHtml(bankOf([retired]), retired, 'back');
    expect(html).toContain('<strong>Retired since 2026-01</strong>: a &lt; b');
    expect(html).toContain(`href="https://bank.example/learn/q/${question.id}/"`);
    expect(html).toContain(`href="https://docs.aws.amazon.com/${question.id}.html"`);
    expect(html).toContain('Test bank, CC BY 4.0');
    expect(html).toContain('Not affiliated with AWS.');
  });
});

describe.skipIf(executablePath === undefined)('cards in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** A context whose every address answers with a side of a card: `/front` and `/back`. */
  async function open(
    question: Question,
    options: { night?: boolean; javaScriptEnabled?: boolean; width?: number } = {},
  ) {
    const { night = false, javaScriptEnabled = true, width = 360 } = options;
    const context = await browser.newContext({ viewport: { width, height: 640 }, javaScriptEnabled });
    const foreign: string[] = [];
    await context.route('**/*', (route) => {
      const url = new URL(route.request().url());
      if (url.host !== 'card.test') foreign.push(url.href);
      const side = url.pathname === '/back' ? 'back' : 'front';
      return route.fulfill({ contentType: 'text/html', body: cardHtml(bank, question, side, { night }) });
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto('http://card.test/front');
    return { context, page, errors, foreign };
  }

  /** Values of the inputs that a selector finds, in their order. */
  const values = (page: Page, selector = '.nb-item input') =>
    page.evaluate<string[]>(`[...document.querySelectorAll('${selector}')].map((input) => input.value)`);

  async function pickKeys(page: Page, question: ChoiceQuestion): Promise<void> {
    for (const { id } of question.options.filter(({ correct }) => correct)) {
      await page.locator(`.nb-item input[value="${id}"]`).click();
    }
  }

  /** Shows a side in the page that is open, as desktop Anki does: new markup, its scripts run again. */
  const turn = (page: Page, html: string) =>
    page.evaluate(`{
      const qa = document.getElementById('qa');
      qa.innerHTML = ${JSON.stringify(html)};
      for (const old of qa.querySelectorAll('script')) {
        const script = document.createElement('script');
        script.textContent = old.textContent;
        old.replaceWith(script);
      }
    }`);

  const choice = questionOf('choice', ({ shuffle, options }) => shuffle === 'all' && options.length >= 5);

  it('keep order and picks when the page stays', async () => {
    const { context, page, errors } = await open(choice);
    const front = await values(page);
    await pickKeys(page, choice);
    await turn(page, sideOf(choice, 'back'));
    expect(await values(page)).toEqual(front);
    expect(await page.locator('[role=status]').textContent()).toBe('✓ Right');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('keep order and picks in a new page while storage is kept, and clear it', async () => {
    const { context, page, errors } = await open(choice);
    const front = await values(page);
    const wrong = choice.options.find(({ correct }) => !correct);
    await page.locator(`.nb-item input[value="${wrong?.id}"]`).click();
    await page.goto('http://card.test/back');
    expect(await values(page)).toEqual(front);
    expect(await page.locator('[role=status]').textContent()).toBe('✗ Not right');
    expect(await page.locator('.nb-picked input').getAttribute('value')).toBe(wrong?.id);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('survive the loss of sessionStorage', async () => {
    const { context, page } = await open(choice);
    const front = await values(page);
    await page.evaluate('sessionStorage.clear()');
    await page.goto('http://card.test/back');
    expect(await values(page)).toEqual(front);
    await context.close();
  });

  it('keep the order without any storage', async () => {
    const { context, page } = await open(choice);
    await context.addInitScript(`for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }`);
    await page.goto('http://card.test/front');
    const front = await values(page);
    await page.goto('http://card.test/back');
    expect(await values(page)).toEqual(front);
    expect(await page.locator('[role=status]').textContent()).toBe('Answer');
    await context.close();
  });

  it('mark options right when what the front stored is gone', async () => {
    const { context, page, errors } = await open(choice);
    await page.evaluate('localStorage.clear(), sessionStorage.clear()');
    await page.goto('http://card.test/back');
    const keys = await values(page, '.nb-key input');
    expect(keys.sort()).toEqual(choice.options.filter(({ correct }) => correct).map(({ id }) => id));
    expect(errors).toEqual([]);
    await context.close();
  });

  it('draw other orders, each a permutation of all options', async () => {
    const { context, page } = await open(choice);
    const orders = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      await page.goto('http://card.test/front');
      const order = await values(page);
      expect(order.toSorted()).toEqual(choice.options.map(({ id }) => id));
      orders.add(order.join());
    }
    expect(orders.size).toBeGreaterThan(2);
    await context.close();
  });

  it('leave the last option or all of them where the author fixed them', async () => {
    for (const shuffle of ['except-last', 'none'] as const) {
      const question = questionOf('choice', (one) => one.shuffle === shuffle);
      const ids = question.options.map(({ id }) => id);
      const { context, page } = await open(question);
      for (let round = 0; round < 4; round += 1) {
        await page.goto('http://card.test/front');
        const order = await values(page);
        expect(shuffle === 'none' ? order : order.at(-1)).toEqual(shuffle === 'none' ? ids : ids.at(-1));
      }
      await context.close();
    }
  });

  it('forget the answers of the card before', async () => {
    const { context, page } = await open(choice);
    await pickKeys(page, choice);
    await turn(page, sideOf(choice, 'back'));
    await turn(page, sideOf(choice, 'front'));
    expect(await page.locator('.nb-item input:checked').count()).toBe(0);
    await turn(page, sideOf(choice, 'back'));
    expect(await page.locator('[role=status]').textContent()).toBe('Answer');
    await context.close();
  });

  it('pick options with Alt and a digit', async () => {
    const { context, page } = await open(choice);
    await page.keyboard.press('Alt+Digit2');
    const [, second] = await values(page);
    expect(await page.locator('.nb-item input:checked').getAttribute('value')).toBe(second);
    await context.close();
  });

  it('grade steps in order by their numbers', async () => {
    const question = questionOf('order', ({ surplus }) => surplus.length > 0);
    const { context, page, errors } = await open(question);
    const answer = async (number: string, mark: string) => {
      const item = page
        .locator('.nb-item')
        .filter({ has: page.locator('.nb-mark', { hasText: new RegExp(`^${mark}$`) }) });
      await item.locator('select').selectOption(number);
    };
    for (const index of question.steps.keys()) await answer(String(index + 1), `Step ${index + 1}`);
    await answer('out', 'Not used');
    await page.goto('http://card.test/back');
    expect(await page.locator('[role=status]').textContent()).toBe('✓ Right');
    await page.goto('http://card.test/front');
    await answer('2', 'Step 1');
    await page.goto('http://card.test/back');
    expect(await page.locator('[role=status]').textContent()).toBe(
      `✗ Not right: 0 of ${question.steps.length + 1} in place`,
    );
    expect(errors).toEqual([]);
    await context.close();
  });

  it('grade pairs by what was selected', async () => {
    const question = questionOf('match');
    const { context, page } = await open(question);
    for (const item of await page.locator('.nb-item').all()) {
      const key = await item.locator('option.nb-key').getAttribute('value');
      await item.locator('select').selectOption(key ?? '');
    }
    await page.goto('http://card.test/back');
    expect(await page.locator('.nb-ok').count()).toBe(question.pairs.length);
    expect(await page.locator('[role=status]').textContent()).toBe('✓ Right');
    await context.close();
  });

  it('grade numbers within their tolerance and name the mistake', async () => {
    const question = questionOf('numeric', ({ answer, mistakes }) => answer.tolerance === 0.5 && mistakes.length > 0);
    const { value } = question.answer;
    const { context, page } = await open(question);
    const verdictOn = async (text: string) => {
      await page.goto('http://card.test/front');
      await page.locator('input').fill(text);
      await page.goto('http://card.test/back');
      return page.locator('[role=status]').textContent();
    };
    expect(await verdictOn(String(value))).toBe('✓ Right');
    expect(await verdictOn(String(value + 0.5))).toBe('✓ Right');
    expect(await verdictOn(String(value + 0.51))).toBe('✗ Not right');
    expect(await verdictOn(String(question.mistakes[0]?.value))).toBe('✗ Not right');
    expect(await page.locator('.nb-mistake.nb-picked').count()).toBe(1);
    await context.close();
  });

  it.each(['choice', 'order', 'match', 'numeric', 'recall', 'cloze'] as const)(
    'show %s without a script: inputs in front, the answer behind',
    async (kind) => {
      const question = questionOf(kind);
      const { context, page } = await open(question, { javaScriptEnabled: false });
      expect(await page.locator('.nb-after:visible').count()).toBe(0);
      if (kind !== 'recall' && kind !== 'cloze') {
        expect(await page.locator('fieldset > legend').count()).toBe(1);
        expect(await page.locator('.nb-item').count()).toBeGreaterThan(0);
      }
      await page.goto('http://card.test/back');
      const marks = await page.locator('.nb-mark:visible').count();
      const answer = await page.locator('.nb-answer:visible, .cloze:visible').count();
      expect(marks + answer).toBeGreaterThan(0);
      await context.close();
    },
  );

  it.each([false, true])('stay within 360 px and keep contrast (night mode: %s)', async (night) => {
    const widths: number[] = [];
    for (const kind of ['choice', 'order', 'match', 'numeric', 'recall', 'cloze'] as const) {
      const { context, page, foreign } = await open(questionOf(kind), { night });
      for (const side of ['front', 'back']) {
        await page.goto(`http://card.test/${side}`);
        widths.push(await page.evaluate<number>('document.documentElement.scrollWidth'));
        expect(await page.evaluate<number>(CONTRAST)).toBeGreaterThanOrEqual(4.5);
      }
      expect(foreign).toEqual([]);
      await context.close();
    }
    expect(Math.max(...widths)).toBe(360);
  });

  it('show the gap of each card of a cloze, with its hint', async () => {
    const question = questionOf('cloze', ({ deletions }) => deletions.length > 1);
    for (const { number } of question.deletions) {
      const html = sideOf(question, 'front', number - 1);
      expect(html.match(/class="cloze"/g)).toHaveLength(1);
      expect(html).toContain(`<span class="cloze" data-ordinal="${number}">[`);
    }
  });
});

/** Smallest contrast of a text against what it stands on, by WCAG 2. Runs in the page. */
const CONTRAST = `{
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const color = parse(getComputedStyle(element).backgroundColor);
    return color[3] === 0 ? ground(element.parentElement) : color;
  };
  const texts = [...document.querySelectorAll('#nb *')].filter(
    (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()),
  );
  Math.min(...texts.map((element) => {
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
}`;
