import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Keyboard } from './keyboard.ts';

type Answer = (keyboard: Keyboard, form: Locator, right: boolean) => Promise<void>;

/** How a question of each kind is answered by keyboard, up to the button that checks it. */
const ANSWERS: Readonly<Record<string, Answer>> = { choice, order, match, numeric, cloze, recall };

/** Kinds that readers grade themselves. */
const SELF_GRADED = new Set(['cloze', 'recall']);

/**
 * Answers one question by keyboard, checks it, and looks at what it says.
 *
 * @param form - The form of a question that was not answered yet.
 * @returns the kind of the question.
 */
export async function answer(keyboard: Keyboard, form: Locator, right: boolean): Promise<string> {
  const kind = (await form.getAttribute('data-kind')) ?? '';
  const how = ANSWERS[kind];
  if (how === undefined) throw new Error(`expected a kind of question, got "${kind}"`);
  await how(keyboard, form, right);
  const button = form.locator('.nb-actions > .nb-button').first();
  if (SELF_GRADED.has(kind)) {
    // The first button knew it, the second did not.
    await keyboard.follow(right ? button : form.getByRole('button', { name: 'I did not' }));
  } else {
    await keyboard.follow(button);
  }
  await expectChecked(keyboard, form, right, kind);
  return kind;
}

async function expectChecked(keyboard: Keyboard, form: Locator, right: boolean, kind: string): Promise<void> {
  const status = await form.getByRole('status').textContent();
  expect(await form.getAttribute('data-state'), `${kind}: ${status}`).toBe(right ? 'right' : 'wrong');
  if (SELF_GRADED.has(kind)) expect(status).toMatch(/^Noted/);
  else expect(status).toMatch(right ? /^Correct\.$/ : /^Not correct\. ./);
  expect(await form.locator('details.nb-answer').getAttribute('open'), 'the answer is open').not.toBeNull();
  expect(
    await keyboard.hasFocus(form.locator('.nb-actions > .nb-button').first()),
    'the focus stays at the button',
  ).toBe(true);
  if (kind === 'choice') await expectReasons(form);
}

/** Every option says in words what it is, and why. */
async function expectReasons(form: Locator): Promise<void> {
  for (const row of await form.locator('.nb-options > li').all()) {
    expect(await row.locator('.nb-verdict').textContent()).toMatch(/^(Correct|Wrong), (your choice|not chosen)$/);
    expect((await row.locator('.nb-why').textContent())?.length).toBeGreaterThan(10);
    const described = await row.locator('input').getAttribute('aria-describedby');
    expect(described?.split(' ')).toHaveLength(2);
  }
}

async function choice(keyboard: Keyboard, form: Locator, right: boolean): Promise<void> {
  const inputs = form.locator('.nb-options input');
  const first = inputs.first();
  if ((await first.getAttribute('type')) === 'radio') {
    await keyboard.tabTo(first);
    await keyboard.press('Space');
    const wanted = form.locator(`.nb-options input${right ? '[data-correct]' : ':not([data-correct])'}`).first();
    for (let step = 0; step < 10 && !(await wanted.isChecked()); step++) await keyboard.press('ArrowDown');
    expect(await wanted.isChecked(), 'arrow keys reach every option').toBe(true);
    return;
  }
  const keys = await form.locator('.nb-options input[data-correct]').count();
  const wrong = form.locator('.nb-options input:not([data-correct])');
  const chosen = right
    ? await form.locator('.nb-options input[data-correct]').all()
    : (await inputs.all()).slice(0, keys - 1).concat(await wrong.last().all());
  const ids = new Set(await Promise.all(chosen.map((input) => input.getAttribute('id'))));
  for (const input of await inputs.all()) {
    if (!ids.has(await input.getAttribute('id'))) continue;
    await keyboard.tabTo(input);
    await keyboard.press('Space');
  }
  expect(await form.getByRole('status').textContent()).toBe(`${ids.size} of ${keys} chosen`);
}

/** Steps are put at their positions by typing into their lists; the wrong answer presses a button once. */
async function order(keyboard: Keyboard, form: Locator, right: boolean): Promise<void> {
  if (!right) {
    const name = await form.locator('.nb-steps select').first().getAttribute('name');
    await keyboard.follow(form.locator(`.nb-steps li:has(select[name="${name}"]) .nb-move`).last());
    await undoIfRight(keyboard, form);
    return;
  }
  const selects = await form.locator('.nb-steps select').all();
  const steps = await Promise.all(
    selects.map(async (select) => ({
      id: await select.getAttribute('id'),
      at: Number(await select.getAttribute('data-position')),
    })),
  );
  for (const { id, at } of steps.sort((a, b) => a.at - b.at)) {
    await backToTop(keyboard, form);
    await keyboard.tabTo(form.page().locator(`[id="${id}"]`));
    await keyboard.type(at === 0 ? 'o' : String(at));
  }
}

/** A list of two in the wrong order is right after one move: move the step back. */
async function undoIfRight(keyboard: Keyboard, form: Locator): Promise<void> {
  const positions = await form
    .locator('.nb-steps select')
    .evaluateAll((all) => all.map((each) => Number((each as HTMLElement).dataset.position)));
  if (positions.every((position, index) => position === index + 1)) await keyboard.press('Shift+Tab', 'Enter');
}

async function match(keyboard: Keyboard, form: Locator, right: boolean): Promise<void> {
  for (const select of await form.locator('.nb-pairs select').all()) {
    await keyboard.tabTo(select);
    const cell = await select.getAttribute('data-cell');
    const wanted = (value: string): boolean => (right ? value === cell : value !== '' && value !== cell);
    for (let step = 0; step < 20 && !wanted(await select.inputValue()); step++) await keyboard.press('ArrowDown');
    expect(wanted(await select.inputValue()), 'arrow keys reach every cell').toBe(true);
  }
}

async function numeric(keyboard: Keyboard, form: Locator, right: boolean): Promise<void> {
  const input = form.locator('.nb-number input');
  await keyboard.tabTo(input);
  const value = Number(await input.getAttribute('data-value'));
  const tolerance = Number(await input.getAttribute('data-tolerance'));
  await keyboard.type(String(right ? value : value + 2 * tolerance + 1));
}

async function cloze(keyboard: Keyboard, form: Locator): Promise<void> {
  const gaps = await form.locator('button.nb-gap').all();
  for (const gap of gaps) {
    await keyboard.follow(gap);
    expect(await gap.getAttribute('data-open')).not.toBeNull();
  }
  expect(gaps.length).toBeGreaterThan(0);
}

async function recall(keyboard: Keyboard, form: Locator): Promise<void> {
  await keyboard.follow(form.getByRole('button', { name: 'Show answer' }));
  expect(await form.locator('.nb-key').isVisible()).toBe(true);
  await backToTop(keyboard, form);
}

/** Puts the focus before the first control of a question, as "Next question" does. */
async function backToTop(keyboard: Keyboard, form: Locator): Promise<void> {
  await form.locator('fieldset').focus();
  expect(await keyboard.hasFocus(form.locator('fieldset'))).toBe(true);
}
