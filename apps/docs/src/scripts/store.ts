/** Keeps a choice. Storage may be full or refused: the choice then lasts for the page. */
export function keep(key: 'notebank.theme' | 'notebank.exam', value: string): void {
  try {
    if (value === '') localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do: see above.
  }
}
