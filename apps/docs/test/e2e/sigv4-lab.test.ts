import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/axe.ts';
import { describeInBrowser, type Reader } from './support/browser.ts';
import { Keyboard } from './support/keyboard.ts';
import { LOOKS, openLab, sideways } from './support/lab.ts';
import { watch } from './support/watch.ts';

const LAB = 'labs/sigv4/';
const NOTE = 'notes/sigv4-request-signing/';
/** AWS documentation, "Signature calculations for the Authorization header", GET object. */
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

const open = (reader: Reader, options?: BrowserContextOptions) => openLab(reader, 'sigv4', options);

const output = (page: Page, label: string) => page.locator(`.nb-lab-steps [data-value="${label}"]`);
const state = (page: Page, step: string) => page.locator(`[data-out="${step}"] .nb-lab-state`).textContent();

/** Replaces what stands in a field, by keys. */
async function retype(keyboard: Keyboard, name: string, text: string): Promise<void> {
  await keyboard.tabTo(keyboard.page.locator(`form [name="${name}"]`));
  await keyboard.press('Control+a');
  await keyboard.type(text);
}

/** Chooses what to begin with by typing the beginning of its name. */
async function begin(keyboard: Keyboard, title: string): Promise<void> {
  await keyboard.tabTo(keyboard.page.locator('[data-begin]'));
  await keyboard.type(title);
  await keyboard.page.locator('[data-sent] a').waitFor();
}

describeInBrowser('the lab of Signature Version 4', (reader) => {
  it('signs in the browser what AWS has published', async () => {
    const page = await open(reader);
    for (const [id, signature] of [
      ['s3-get', SIGNATURE],
      ['s3-url', 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'],
      ['s3-put', '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
      ['iam-list', '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'],
    ] as const) {
      await page.locator('[data-begin]').selectOption(id);
      expect(await output(page, 'Signature').textContent()).toBe(signature);
    }
    await page.context().close();
  });

  it('follows every keystroke, marks what differs, and says which steps stayed', async () => {
    const page = await open(reader);
    const faults = await watch(page, new URL(reader.url('')).origin);
    const keyboard = new Keyboard(page);
    const status = page.locator('[data-status]');
    await keyboard.tabTo(page.locator('form [name="url"]'));
    await keyboard.press('Control+End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await keyboard.type('a');
    expect(await output(page, 'CanonicalUri').locator('ins').textContent()).toBe(' new: a ');
    expect(await output(page, 'CanonicalUri').locator('del').count()).toBe(0);
    expect(await output(page, 'Signature').textContent()).not.toContain(SIGNATURE);
    expect(await state(page, 'keys')).toBe('Same: same secret, day, Region and service');
    expect(await state(page, 'signature')).toBe('Changed: another string to sign');
    expect(await status.textContent(), 'nothing is said while somebody types').toBe('');
    await page.waitForFunction(() => document.querySelector('[data-status]')?.textContent !== '');
    expect(await status.textContent()).toMatch(/^Changed: the canonical request, its hash/);
    await keyboard.press('Backspace');
    expect(await output(page, 'Signature').textContent()).toBe(SIGNATURE);
    expect(await page.locator('.nb-lab-steps :is(ins, del)').count()).toBe(0);
    expect(faults).toEqual({ console: [], policy: [], requests: [] });
    await page.context().close();
  });

  it('lets a keyboard repair a refused request: answer, hint, diagnosis, accepted', async () => {
    const page = await open(reader);
    const keyboard = new Keyboard(page);
    await begin(keyboard, 'A bucket');
    const repair = page.locator('.nb-lab-repair');
    // Its part of the script is loaded when it is asked for.
    await repair.getByText("expecting 'eu-central-1'").first().waitFor();
    const causes = repair.locator('details details ol');
    expect(await causes.isVisible(), 'the hint comes first').toBe(false);
    await keyboard.follow(repair.getByText('Hint', { exact: true }));
    expect(await causes.isVisible()).toBe(false);
    await keyboard.follow(repair.getByText('Diagnose', { exact: true }));
    expect(await causes.textContent()).toContain('wrong region');
    await retype(keyboard, 'region', 'eu-central-1');
    expect(await repair.locator('[data-stale]').isVisible(), 'the answer is to another request').toBe(true);
    await keyboard.press('Enter');
    await page.locator('[data-accepted]').waitFor();
    expect(await page.locator('[data-sent]').textContent()).toBe('200: accepted. What it was');
    await keyboard.press('Shift+Tab');
    expect(await page.locator('[data-sent]').getAttribute('role')).toBe('status');
    await page.context().close();
  });

  it('shows both canonical requests line by line', async () => {
    const page = await open(reader);
    const keyboard = new Keyboard(page);
    await begin(keyboard, 'An object');
    await keyboard.follow(page.getByText('Both canonical requests, line by line'));
    const [changed, ...others] = await page.locator('.nb-lab-lines tr[data-changed]').all();
    expect(others).toEqual([]);
    expect(await changed?.locator('td').allTextContents()).toEqual([
      '/reports/may%2520sales.csv',
      '/reports/may%20sales.csv',
    ]);
    await page.context().close();
  });

  it('keeps other keys to itself', async () => {
    const page = await open(reader);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    expect(await page.locator('[name="secretAccessKey"]').isVisible()).toBe(false);
    await page.locator('[data-own]').check();
    await page.locator('[name="accessKeyId"]').fill('AKIAOTHER');
    await page.locator('[name="secretAccessKey"]').fill('hush-hush-secret');
    expect(await page.locator('[data-value="curl"]').textContent()).toContain('OTHER');
    expect(await output(page, 'kSigning').textContent()).toContain('[redacted]');
    const kept = await page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        await indexedDB.databases(),
        document.cookie,
        location.href,
        history.state,
        document.documentElement.outerHTML,
      ]),
    );
    expect(kept).not.toContain('hush-hush');
    expect(asked).toEqual([]);
    await page.reload();
    await page.locator('notebank-sigv4-lab[data-ready]').waitFor();
    expect(await page.locator('[name="secretAccessKey"]').inputValue()).toBe('');
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
      await page.locator('form.nb-lab-editor summary').click();
      await look('begin');
      await page.locator('[name="url"]').fill('https://examplebucket.s3.amazonaws.com/text.txt?a=b');
      await page.locator('[name="headers"]').fill('Range: bytes=0-9\nUser-Agent: lab');
      await look('edited');
      await page.locator('[name="region"]').fill('');
      await page.locator('[data-own]').check();
      await look('with an error');
      await page.locator('[data-begin]').selectOption('spaces');
      await page.locator('[data-sent] a').waitFor();
      for (const summary of await page.locator('.nb-lab-repair summary').all()) await summary.click();
      await look('refused');
      await page.locator('[name="encodePath"]').selectOption('once');
      await page.locator('.nb-lab-send button').click();
      await page.locator('[data-accepted]').waitFor();
      await look('accepted');
      expect(found).toEqual([]);
      await page.context().close();
    },
  );

  it('has targets of at least 24 by 24 pixels, and no field behind its own bars', async () => {
    const page = await open(reader, { viewport: { width: 360, height: 740 } });
    await page.locator('[name="url"]').fill('https://examplebucket.s3.amazonaws.com/text.txt');
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('notebank-sigv4-lab :is(button, input, select, textarea)')]
        .filter((target) => target.checkVisibility())
        .map((target) => ({
          html: target.outerHTML.slice(0, 80),
          box: (target.closest('label') ?? target).getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width < 24 || box.height < 24),
    );
    expect(small).toEqual([]);
    const keyboard = new Keyboard(page);
    for (const name of ['headers', 'body', 'keys', 'service', 'moment', 'carrier']) {
      await keyboard.tabTo(page.locator(`form [name="${name}"]`));
      const hidden = await page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        if (box === undefined) return 'no focus';
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return at === document.activeElement ? '' : at?.outerHTML.slice(0, 80);
      });
      expect(hidden, name).toBe('');
    }
    await page.context().close();
  });

  it('shows the worked example, every step of it, without JavaScript', async () => {
    const page = await reader.open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(reader.url(LAB));
    expect(await output(page, 'Signature').textContent()).toBe(SIGNATURE);
    expect(await output(page, 'CanonicalHeaders').textContent()).toContain(
      'range:bytes=0-9\nx-amz-content-sha256:e3b0',
    );
    expect(await output(page, 'Authorization').textContent()).toContain(`Signature=${SIGNATURE}`);
    expect(await page.locator('.nb-lab-headers li').count()).toBe(4);
    for (const step of await page.locator('.nb-lab-steps > li').all()) expect(await step.isVisible()).toBe(true);
    expect(await page.locator('.nb-lab-static pre').textContent()).toContain('GET /test.txt HTTP/1.1');
    const dead = await page
      .locator('notebank-sigv4-lab :is(input, select, textarea, button)')
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    expect(dead, 'controls that need a script').toBe(0);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });

  it('prints the request that was edited, with its steps', async () => {
    const page = await open(reader);
    await page.locator('[name="url"]').fill('https://examplebucket.s3.amazonaws.com/printed.txt');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.nb-lab-static pre').textContent()).toContain('GET /printed.txt');
    expect(await page.locator('.nb-lab-static').isVisible()).toBe(true);
    expect(await page.locator('form.nb-lab-editor').isVisible()).toBe(false);
    expect(await output(page, 'Signature').isVisible()).toBe(true);
    await page.context().close();
  });

  it('costs a note nothing until a reader wants to try it there', async () => {
    const page = await reader.open({ viewport: { width: 1280, height: 900 } });
    const faults = await watch(page, new URL(reader.url('')).origin);
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await page.goto(reader.url(NOTE), { waitUntil: 'networkidle' });
    const lab = page.locator('notebank-sigv4-lab');
    expect(await lab.textContent()).toContain(SIGNATURE);
    const keyboard = new Keyboard(page);
    await lab.scrollIntoViewIfNeeded();
    await keyboard.tabTo(lab.getByRole('button', { name: 'Try it here' }));
    const before = scripts.length;
    // Questions near the view load the element for quizzes, and nothing loads the lab.
    expect(await page.evaluate(() => customElements.get('notebank-sigv4-lab') === undefined)).toBe(true);
    await keyboard.press('Enter');
    await page.locator('notebank-sigv4-lab[data-ready]').waitFor();
    expect(scripts.length).toBeGreaterThan(before);
    expect(await keyboard.hasFocus(page.locator('[data-begin]'))).toBe(true);
    await retype(keyboard, 'region', 'eu-west-1');
    expect(await state(page, 'keys')).toBe('Changed: another Region');
    expect(await violations(page, { within: 'main' })).toEqual([]);
    expect(faults).toEqual({ console: [], policy: [], requests: [] });
    await page.context().close();
  });

  it('is linked from the index of labs, the note, the main navigation, the search and llms.txt', () => {
    const { site } = reader;
    expect(site.sitemap).toEqual(expect.arrayContaining(['labs/', LAB]));
    const links = (path: string): string[] =>
      site
        .page(path)
        .all('a')
        .map((link) => link.attrs.find(({ name }) => name === 'href')?.value ?? '');
    expect(links('labs/')).toContain(`${site.base}${LAB}`);
    expect(links(NOTE)).toContain(`${site.base}${LAB}`);
    expect(links('')).toContain(`${site.base}labs/`);
    expect(links(LAB)).toContain(`${site.base}${NOTE}`);
    expect(site.read('llms.txt')).toContain(`/${LAB})`);
    expect(site.read(`${NOTE}index.md`)).toContain(`/${LAB})`);
  });

  it('holds no key but the published examples', () => {
    const ids = new Set(reader.site.read(`${LAB}index.html`).match(/A[KS]I[AD][A-Z0-9]{6,}/g));
    expect([...ids].sort()).toEqual(['AKIAIOSFODNN7EXAMPLE', 'AKIDEXAMPLE', 'ASIAIOSFODNN7EXAMPLE']);
  });
});
