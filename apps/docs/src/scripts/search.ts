/** What `src/search/dialog.ts` exports. */
interface SearchDialog {
  /** Opens the dialog. `query` fills its field. */
  openSearch(options: {
    readonly base: string;
    readonly opener: HTMLElement | null;
    readonly query?: string;
  }): void | Promise<void>;
}

const load = () => import('../search/dialog.ts') as Promise<SearchDialog>;

/** Opens the search by its button, by `/` and by Ctrl+K. Its code is fetched when the button is first touched. */
export function lazySearch(): void {
  const open = async (opener: HTMLElement | null, query = '') => {
    const { openSearch } = await load();
    await openSearch({ base: import.meta.env.BASE_URL, opener, query });
  };
  for (const button of document.querySelectorAll<HTMLElement>('[data-search]')) {
    for (const early of ['pointerenter', 'focus']) button.addEventListener(early, () => void load(), { once: true });
    button.addEventListener('click', () => void open(button, button.dataset.query));
  }
  document.addEventListener('keydown', (event) => {
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target);
    const k = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    void open(document.activeElement as HTMLElement | null);
  });
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
