import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { answer } from './answer.ts';
import { attribute, textOf } from './html.ts';
import type { Keyboard } from './keyboard.ts';
import type { Site } from './site.ts';

/** A note as a reader meets it. */
export interface AskingNote {
  readonly path: string;
  readonly title: string;
  /** Kinds of questions that its page asks. */
  readonly kinds: ReadonlySet<string>;
  readonly questions: number;
}

/**
 * Notes whose pages together ask every kind of question that notes ask, the richest first; of equals the one with the
 * fewest questions.
 */
export function askingNotes(site: Site): [AskingNote, ...AskingNote[]] {
  const left = site.files('notes/*/index.html').map((file) => askingNote(site, file.replace(/index\.html$/, '')));
  const met = new Set<string>();
  const fresh = ({ kinds }: AskingNote): number => [...kinds].filter((kind) => !met.has(kind)).length;
  const chosen: AskingNote[] = [];
  for (;;) {
    left.sort((a, b) => fresh(b) - fresh(a) || a.questions - b.questions);
    const [best] = left;
    if (best === undefined || fresh(best) === 0) break;
    chosen.push(best);
    for (const kind of best.kinds) met.add(kind);
  }
  const [first, ...others] = chosen;
  if (first === undefined) throw new Error(`${site.folder}/notes: expected a note that asks questions, found none`);
  return [first, ...others];
}

function askingNote(site: Site, path: string): AskingNote {
  const page = site.page(path);
  const forms = page.all('form');
  const [heading] = page.all('h1');
  const kinds = new Set(forms.flatMap((form) => attribute(form, 'data-kind') ?? []));
  return { path, title: heading === undefined ? '' : textOf(heading), kinds, questions: forms.length };
}

/** Finds a page by its title: opens the search, types, chooses with the arrow keys, presses Enter. */
export async function search(
  keyboard: Keyboard,
  title: string,
  look: () => Promise<void> = async () => {},
): Promise<void> {
  const { page } = keyboard;
  await keyboard.follow(page.locator('header [data-search]'));
  const field = page.getByRole('combobox', { name: /search/i });
  await field.waitFor();
  expect(await keyboard.hasFocus(field), 'the field has the focus').toBe(true);
  await keyboard.type(title.toLowerCase());
  const wanted = page
    .getByRole('option')
    .filter({ has: page.locator('.result-title').getByText(title, { exact: true }) })
    .first();
  await wanted.waitFor();
  await look();
  const options = await page.getByRole('option').count();
  for (let step = 0; step < options && (await wanted.getAttribute('aria-selected')) !== 'true'; step++)
    await keyboard.press('ArrowDown');
  expect(await wanted.getAttribute('aria-selected'), 'arrow keys reach the result').toBe('true');
  expect(await field.getAttribute('aria-activedescendant')).toBe(await wanted.getAttribute('id'));
  const heading = page.getByRole('heading', { level: 1, name: title });
  await keyboard.press('Enter');
  await heading.waitFor();
}

/**
 * Takes every quiz of a page: the first question of each wrong, the others right, then what was wrong once more.
 *
 * @returns the kinds that were met.
 */
export async function takeQuizzes(keyboard: Keyboard): Promise<Set<string>> {
  const kinds = new Set<string>();
  const quizzes = await keyboard.page.locator('notebank-quiz').all();
  for (const quiz of quizzes) {
    await quiz.scrollIntoViewIfNeeded();
    await quiz.locator('form[data-ready]').first().waitFor();
    for (const kind of await takeQuiz(keyboard, quiz)) kinds.add(kind);
  }
  return kinds;
}

async function takeQuiz(keyboard: Keyboard, quiz: Locator): Promise<string[]> {
  const forms = await quiz.locator('form').all();
  const kinds: string[] = [];
  for (const [index, form] of forms.entries()) {
    kinds.push(await answer(keyboard, form, index > 0));
    await keyboard.press('Enter');
    const next = forms[index + 1];
    const lands = next ?? (forms.length > 1 ? quiz.locator('.nb-summary') : form);
    expect(await keyboard.isWithin(lands), 'Next goes on to what comes next').toBe(true);
  }
  const [first] = forms;
  if (first === undefined) throw new Error('expected a question in the quiz, found none');
  if (forms.length > 1) {
    expect(await quiz.locator('.nb-score').textContent()).toBe(`${forms.length - 1} of ${forms.length} right`);
    await keyboard.follow(quiz.getByRole('button', { name: 'Retry what was wrong' }));
    expect(await quiz.locator('form:visible').count(), 'only what was wrong is asked again').toBe(1);
  }
  expect(await keyboard.hasFocus(first.locator('fieldset')), 'a retry begins at its question').toBe(true);
  expect(await first.getAttribute('data-state')).toBeNull();
  await answer(keyboard, first, true);
  return kinds;
}

/** Goes to the downloads by the foot of the page, takes the first deck, and opens it. */
export async function takeDeck(keyboard: Keyboard): Promise<void> {
  const { page } = keyboard;
  await keyboard.follow(page.locator('footer').getByRole('link', { name: 'Downloads' }));
  await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
  await expectDeck(page, () => keyboard.follow(deckLink(page)));
}

export function deckLink(page: Page): Locator {
  return page.locator('a[href$=".apkg"]').first();
}

/** Whether the file that comes is a zip with a collection inside, as large as the page says. */
export async function expectDeck(page: Page, take: () => Promise<void>): Promise<void> {
  const said = await page
    .locator('li', { has: deckLink(page) })
    .first()
    .textContent();
  const coming = page.waitForEvent('download');
  await take();
  const download = await coming;
  const bytes = readFileSync(await download.path());
  expect(download.suggestedFilename()).toMatch(/\.apkg$/);
  expect(Object.keys(unzipSync(bytes))).toContain('media');
  const collection = Object.entries(unzipSync(bytes)).find(([name]) => name.startsWith('collection.anki2'))?.[1];
  expect(Buffer.from(collection ?? []).toString('latin1', 0, 15)).toBe('SQLite format 3');
  const [, number = '', unit = ''] = /([\d.]+) (KB|MB|bytes)/.exec(said ?? '') ?? [];
  const unitBytes = { KB: 1000, MB: 1_000_000, bytes: 1 }[unit] ?? Number.NaN;
  const precision = number.includes('.') ? 0.05 : 0.5;
  expect(
    Math.abs(bytes.length / unitBytes - Number(number)),
    `${bytes.length} bytes, the page says ${number} ${unit}`,
  ).toBeLessThanOrEqual(precision);
}
