import { expect, it } from 'vitest';
import { violations } from './support/axe.ts';
import { describeInBrowser } from './support/browser.ts';
import { askingNotes, search, takeDeck, takeQuizzes } from './support/journey.ts';
import { Keyboard } from './support/keyboard.ts';
import { watch } from './support/watch.ts';

const READERS = [
  { which: 0, colorScheme: 'light', width: 1280 },
  { which: 1, colorScheme: 'dark', width: 1280 },
  { which: 2, colorScheme: 'light', width: 360 },
  { which: 3, colorScheme: 'dark', width: 360 },
] as const;

describeInBrowser('from the landing page to a deck, by keyboard alone', (reader) => {
  it.each(READERS)('$colorScheme, $width pixels', async ({ which, colorScheme, width }) => {
    const page = await reader.open({ colorScheme, viewport: { width, height: 800 } });
    const faults = await watch(page, new URL(reader.url('')).origin);
    const keyboard = new Keyboard(page);
    // Together the readers meet every kind of question.
    const notes = askingNotes(reader.site);
    const note = notes[which % notes.length] ?? notes[0];
    const found: string[] = [];
    const look = async (): Promise<void> => void found.push(...(await violations(page)));

    await page.goto(reader.url(''));
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(colorScheme);
    await keyboard.press('Tab');
    expect(
      await keyboard.hasFocus(page.getByRole('link', { name: 'Skip to content' })),
      'the first stop skips to the content',
    ).toBe(true);

    await search(keyboard, note.title, look);
    expect(page.url()).toMatch(reader.url(note.path));
    expect(await takeQuizzes(keyboard)).toEqual(note.kinds);
    await look();
    await takeDeck(keyboard);

    expect(found).toEqual([]);
    expect(faults).toEqual({ console: [], policy: [], requests: [] });
    await page.context().close();
  });

  it('met every kind of question', () => {
    const asked = askingNotes(reader.site)
      .slice(0, READERS.length)
      .flatMap(({ kinds }) => [...kinds]);
    expect(new Set(asked)).toEqual(new Set(['choice', 'cloze', 'recall', 'order', 'match', 'numeric']));
  });
});
