import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/axe.ts';
import { describeInBrowser, type Reader } from './support/browser.ts';
import { Keyboard } from './support/keyboard.ts';
import { LOOKS, openLab, sideways } from './support/lab.ts';
import { watch } from './support/watch.ts';

const LAB = 'labs/envelope/';
const NOTE = 'notes/kms-envelope-encryption/';

const open = (reader: Reader, options?: BrowserContextOptions) => openLab(reader, 'envelope', options);

const out = (page: Page, name: string) => page.locator(`[data-out="${name}"]`);

/** Waits until an output holds a text. */
const shows = (page: Page, name: string, text: string): Promise<void> =>
  out(page, name).filter({ hasText: text }).first().waitFor();

/** The bytes of the dump, as hexadecimal digits. */
const bytes = (page: Page): Promise<string> =>
  page
    .locator('.nb-env-dump li > code:first-of-type')
    .allTextContents()
    .then((rows) => rows.join('').replace(/\s/g, ''));

/** Chooses in a list by typing the beginning of an entry. */
async function choose(keyboard: Keyboard, selector: string, title: string): Promise<void> {
  await keyboard.tabTo(keyboard.page.locator(selector));
  await keyboard.type(title);
}

describeInBrowser('the lab of envelope encryption', (reader) => {
  it('encrypts what is typed with the browser’s own cryptography, and sends nothing', async () => {
    const page = await open(reader);
    const faults = await watch(page, new URL(reader.url('')).origin);
    const before = await bytes(page);
    await page.locator('[name="plaintext"]').fill('Größe: 7');
    await shows(page, 'steps', 'Größe: 7');
    await shows(page, 'verdict', 'Größe: 7');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const after = await bytes(page);
    expect(after).not.toBe(before);
    expect(after.slice(0, 6)).toBe('020578');
    expect(await out(page, 'legend').textContent()).toContain('10 bytes of plaintext');
    await page.locator('[name="keys"]').selectOption('two');
    await shows(page, 'stations', 'Encrypt');
    await page.locator('[name="suite"]').selectOption('0378');
    await shows(page, 'verdict', 'Stops at: Policy');
    await page.locator('[name="commitment"]').selectOption('REQUIRE_ENCRYPT_ALLOW_DECRYPT');
    await shows(page, 'verdict', 'Opened');
    expect(asked).toEqual([]);
    expect(faults).toEqual({ console: [], policy: [], requests: [] });
    await page.context().close();
  });

  it('stops where something is wrong, and says it once', async () => {
    const page = await open(reader);
    const status = page.locator('[data-status]');
    for (const [name, value, verdict] of [
      ['state', 'Disabled', 'Stops at: kms:Decrypt'],
      ['state', 'Enabled', 'Opened'],
      ['given', 'value', 'Stops at: Context'],
      ['given', 'none', 'Opened'],
      ['damage', 'commitKey', 'Stops at: Commitment'],
      ['damage', 'ciphertext', 'Stops at: Signature'],
      ['reading', 'stream', 'Stops at: Frames'],
    ] as const) {
      await page.locator(`[name="${name}"]`).selectOption(value);
      await shows(page, 'verdict', verdict);
    }
    await page.waitForFunction(() => document.querySelector('[data-status]')?.textContent !== '');
    expect(await status.textContent()).toBe('The message does not open. Stops at: Frames.');
    expect(await page.locator('[data-out="back-stations"] [data-state="stopped"]').allTextContents()).toEqual([
      'Frames stops here',
    ]);
    await page.context().close();
  });

  it('lets a keyboard build, choose a field, and explain a fault', async () => {
    const page = await open(reader);
    const keyboard = new Keyboard(page);
    await keyboard.tabTo(page.locator('[name="plaintext"]'));
    await keyboard.press('Control+a');
    await keyboard.type('by keys alone');
    await shows(page, 'verdict', 'by keys alone');
    expect(await keyboard.hasFocus(page.locator('[name="plaintext"]')), 'the focus stays').toBe(true);
    const button = page.locator('[data-choose]', { hasText: /^commitKey$/ });
    await keyboard.follow(button);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    const marked = page.locator('.nb-env-dump [data-on]');
    expect(await marked.first().isVisible()).toBe(true);
    // It was scrolled to within its box.
    const visible = await marked.first().evaluate((run) => {
      const box = run.closest('.nb-env-dump')?.getBoundingClientRect();
      const { top, bottom } = run.getBoundingClientRect();
      return box !== undefined && top >= box.top && bottom <= box.bottom;
    });
    expect(visible).toBe(true);
    await choose(keyboard, '[data-begin]', 'Writing');
    await page.locator('[data-form="guess"]').waitFor();
    expect(await page.locator('[data-reading]').isVisible()).toBe(false);
    await keyboard.tabTo(page.locator('[data-form="guess"] input').first());
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await shows(page, 'told', 'Not this');
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await shows(page, 'told', 'Right.');
    expect(await page.locator('[data-reading]').isVisible()).toBe(true);
    await keyboard.follow(page.locator('[data-next]'));
    expect(await keyboard.hasFocus(page.locator('[data-begin]'))).toBe(true);
    await shows(page, 'quest', 'Denied for one tenant');
    await page.context().close();
  });

  it('finds the field of a byte that is pointed at', async () => {
    const page = await open(reader);
    const last = page.locator('.nb-env-dump li:last-child span').first();
    await last.click();
    const row = page.locator('.nb-env-fields [data-on]');
    expect(await row.locator('button').textContent()).toBe('signature');
    expect(await row.isVisible()).toBe(true);
    expect(await page.locator('[data-status]').textContent()).toMatch(/^signature: bytes/);
    await page.context().close();
  });

  it('counts the calls of real messages', async () => {
    const page = await open(reader);
    await page.locator('[name="maxMessages"]').fill('40');
    await shows(page, 'cost', '25,000');
    await page.locator('[data-form="cache"] button').click();
    await shows(page, 'measured', 'with it 5 + 5 times. The formula says 5 + 5: the same.');
    await page.context().close();
  });

  it.each(LOOKS)(
    'axe finds nothing, nothing is too wide: $colorScheme, $width pixels',
    async ({ colorScheme, width }) => {
      const page = await open(reader, { colorScheme, viewport: { width, height: 800 } });
      const found: string[] = [];
      const look = async (what: string): Promise<void> => {
        found.push(...(await violations(page)).map((violation) => `${what}: ${violation}`));
        expect(await sideways(page), what).toBe(0);
      };
      await look('begin');
      await page.locator('[data-choose="2"]').click();
      await page.locator('[name="frameLength"]').selectOption('16');
      await shows(page, 'fields', 'Frames 3 to 5');
      const groups = page.locator('.nb-env-fields details');
      await groups.evaluateAll((all) => {
        for (const group of all) (group as HTMLDetailsElement).open = true;
      });
      await look('with many frames, all open');
      await page.locator('[name="context"]').fill('tenant');
      await page.locator('[data-outdated]:not([hidden])').waitFor();
      await page.locator('[name="size"]').fill('0');
      await look('with errors');
      await page.locator('[name="context"]').fill('tenant=green');
      await page.locator('[name="policy"]').selectOption('write-only');
      await shows(page, 'verdict', 'Stops at: kms:Decrypt');
      await page.locator('.nb-env-back details summary').first().click();
      await look('denied');
      await page.locator('[data-begin]').selectOption('stream');
      await page.locator('[data-form="guess"]').waitFor();
      await page.locator('[data-form="guess"] button').first().click();
      await look('a fault to explain');
      await page.locator('[data-reveal]').click();
      await shows(page, 'told', 'Right.');
      await look('explained');
      expect(found).toEqual([]);
      await page.context().close();
    },
  );

  it('has targets of at least 24 by 24 pixels, and keeps the position of the page', async () => {
    const page = await open(reader, { viewport: { width: 360, height: 740 } });
    await page.locator('[data-begin]').selectOption('capitals');
    await page.locator('[data-form="guess"]').waitFor();
    await page.locator('[data-reveal]').click();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('notebank-envelope-lab :is(button, input, select, textarea, summary)')]
        .filter((target) => target.checkVisibility())
        .map((target) => ({
          html: target.outerHTML.slice(0, 80),
          box: (target.closest('label') ?? target).getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width < 24 || box.height < 24),
    );
    expect(small).toEqual([]);
    await page.locator('[name="damage"]').scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await page.locator('[name="damage"]').selectOption('signature');
    await shows(page, 'seen', 'DecryptError');
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await page.context().close();
  });

  it('shows one message whole, without JavaScript', async () => {
    const page = await reader.open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(reader.url(LAB));
    expect((await bytes(page)).slice(0, 6)).toBe('020578');
    expect(await page.locator('[data-out="steps"] .nb-lab-steps > li').count()).toBe(7);
    expect(await page.locator('[data-out="back-steps"] [data-state="passed"]').count()).toBe(10);
    expect(await page.locator('.nb-env-back table tbody tr').count()).toBe(10);
    expect(await out(page, 'cost').textContent()).toContain('5.94 USD');
    expect(await out(page, 'input').textContent()).toContain('tenant=blue');
    const dead = await page
      .locator('notebank-envelope-lab :is(input, select, textarea, button)')
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    expect(dead, 'controls that need a script').toBe(0);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });

  it('prints the message that was built, and every byte of it', async () => {
    const page = await open(reader);
    await page.locator('[name="plaintext"]').fill('for paper');
    await shows(page, 'verdict', 'for paper');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.nb-lab-static').first().textContent()).toContain('for paper');
    expect(await page.locator('.nb-lab-static').first().isVisible()).toBe(true);
    expect(await page.locator('form').filter({ visible: true }).count()).toBe(0);
    const cut = await page.locator('.nb-env-dump').evaluate((dump) => dump.scrollHeight - dump.clientHeight);
    expect(cut).toBe(0);
    await page.context().close();
  });

  it('is told apart without colours', async () => {
    const page = await open(reader, { forcedColors: 'active' });
    const first = page.locator('.nb-env-dump span[data-first]').first();
    expect(await first.evaluate((run) => getComputedStyle(run).borderInlineStartWidth)).toBe('2px');
    await page.locator('[data-choose="2"]').click();
    const marked = page.locator('.nb-env-dump [data-on]').first();
    expect(await marked.evaluate((run) => getComputedStyle(run).outlineStyle)).toBe('solid');
    await page.context().close();
  });

  it('stays with its worked example on a page without cryptography', async () => {
    const page = await reader.open({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
    await page.goto(reader.url(LAB));
    await page.locator('notebank-envelope-lab[data-unsupported]').waitFor();
    expect(await page.locator('[data-why]').textContent()).toContain('needs https');
    expect(await page.locator('notebank-envelope-lab form').filter({ visible: true }).count()).toBe(0);
    expect(await out(page, 'input').isVisible()).toBe(true);
    await page.context().close();
  });

  it('costs a note nothing until a reader wants to try it there', async () => {
    const page = await reader.open({ viewport: { width: 1280, height: 900 } });
    const faults = await watch(page, new URL(reader.url('')).origin);
    await page.goto(reader.url(NOTE), { waitUntil: 'networkidle' });
    const lab = page.locator('notebank-envelope-lab');
    const keyboard = new Keyboard(page);
    await lab.scrollIntoViewIfNeeded();
    await keyboard.tabTo(lab.getByRole('button', { name: 'Try it here' }));
    expect(await page.evaluate(() => customElements.get('notebank-envelope-lab') === undefined)).toBe(true);
    await keyboard.press('Enter');
    await page.locator('notebank-envelope-lab[data-ready]').waitFor();
    expect(await keyboard.hasFocus(page.locator('[name="plaintext"]'))).toBe(true);
    await keyboard.press('Control+a');
    await keyboard.type('tried in a note');
    await shows(page, 'verdict', 'tried in a note');
    expect(await violations(page, { within: 'main' })).toEqual([]);
    expect(faults).toEqual({ console: [], policy: [], requests: [] });
    await page.context().close();
  });

  it('is linked from the index of labs, the note, the sitemap and llms.txt', () => {
    const { site } = reader;
    expect(site.sitemap).toContain(LAB);
    const links = (path: string): string[] =>
      site
        .page(path)
        .all('a')
        .map((link) => link.attrs.find(({ name }) => name === 'href')?.value ?? '');
    expect(links('labs/')).toContain(`${site.base}${LAB}`);
    expect(links(NOTE)).toContain(`${site.base}${LAB}`);
    expect(links(LAB)).toContain(`${site.base}${NOTE}`);
    expect(site.read('llms.txt')).toContain(`/${LAB})`);
    expect(site.read(`${NOTE}index.md`)).toContain(`/${LAB})`);
  });
});
