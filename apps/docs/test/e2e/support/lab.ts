import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Reader } from './browser.ts';

/** Themes and widths in which a lab is looked at. */
export const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 360 },
] as const;

/** Opens the page of a lab and waits until it is alive. */
export async function openLab(reader: Reader, id: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await reader.open({ viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(reader.url(`labs/${id}/`));
  await page.locator(`notebank-${id}-lab[data-ready]`).waitFor();
  return page;
}

/** Pixels by which a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
