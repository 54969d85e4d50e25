import type { Locator, Page } from 'playwright-core';

/** A reader who has a keyboard and nothing else. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses keys one after another: `ArrowDown`, `Space`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  hasFocus(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === document.activeElement);
  }

  /** Whether the focus is on an element or inside it. */
  isWithin(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element.contains(document.activeElement));
  }

  /**
   * Goes forward with Tab until an element has the focus.
   *
   * @param target - One element.
   * @throws Error that names where the focus went when 200 steps do not reach it.
   */
  async tabTo(target: Locator): Promise<void> {
    const element = await target.elementHandle({ timeout: 5_000 });
    const passed: string[] = [];
    for (let step = 0; step < 200; step++) {
      await this.press('Tab');
      const at = await this.page.evaluate((wanted) => {
        const { activeElement } = document;
        if (activeElement === wanted) return '';
        const text = (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '')
          .trim()
          .slice(0, 30);
        return `<${activeElement?.tagName.toLowerCase()}#${activeElement?.id}> ${text}`;
      }, element);
      if (at === '') return;
      passed.push(at);
    }
    throw new Error(`Tab expected to reach ${target}, went by ${passed.slice(-10).join(', ')}`);
  }

  /** Goes to an element and presses Enter. */
  async follow(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }
}
