import './dialog.css';
import { h } from './dom.ts';
import { grouped, type Hit, LIMITS, type Outcome, type Replacement, TYPES, type Type } from './engine.ts';
import { FilterBar } from './filters.ts';
import { type Loaded, loadSearch } from './load.ts';
import { countText, type Result, resultGroups } from './results.ts';

export interface OpenOptions {
  /** Base path of the site, ending with `/`. */
  readonly base: string;
  /** Gets the focus back when the dialog closes. */
  readonly opener: HTMLElement | null;
  /** Fills the field. Without it, what was last typed is still there. */
  readonly query?: string;
}

/** Milliseconds after the last key until a search begins, and until its count is announced. */
const TYPING = 120;
const ANNOUNCE = 700;
/** Results of one type when readers asked for types. */
const MANY: Readonly<Record<Type, number>> = { Note: 30, Term: 30, Lab: 30, Question: 30, Exam: 30 };

const dialogs = new WeakMap<Document, SearchDialog>();

/** Opens the search over the page, and loads the index with the first call. */
export function openSearch({ base, opener, query }: OpenOptions): void {
  const dialog = dialogs.get(document) ?? new SearchDialog(base);
  dialogs.set(document, dialog);
  dialog.open(opener, query);
}

class SearchDialog {
  readonly #base: string;
  readonly #input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'search-results',
    'aria-label': 'Search notes, questions, exams and terms',
    placeholder: 'Search notes, questions, errors …',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'go',
    maxlength: '300',
  });
  readonly #list = h('div', { role: 'listbox', id: 'search-results', 'aria-label': 'Results' });
  readonly #note = h('div', { class: 'search-note', hidden: true });
  readonly #bar = h('div', { class: 'search-bar' });
  readonly #status = h('p', { class: 'search-count', role: 'status' });
  readonly #dialog: HTMLDialogElement;
  #filters: FilterBar | undefined;
  #loaded: Promise<Loaded> | undefined;
  #opener: HTMLElement | null = null;
  #active: HTMLElement | undefined;
  /** Number of the newest search: an older one that ends later is thrown away. */
  #newest = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #announcing: ReturnType<typeof setTimeout> | undefined;

  constructor(base: string) {
    this.#base = base;
    const close = h('button', { type: 'button', class: 'search-close' }, 'Close');
    const body = h('div', { class: 'search-body' }, this.#note, this.#list);
    const foot = h('div', { class: 'search-foot' }, this.#status, keys());
    this.#dialog = h(
      'dialog',
      { class: 'search-dialog', 'aria-label': 'Search' },
      h('div', { class: 'search-box' }, h('div', { class: 'search-field' }, this.#input, close), this.#bar, body, foot),
    );
    close.addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener('close', () => this.#opener?.focus());
    this.#input.addEventListener('input', () => this.#later());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('click', () => setTimeout(() => this.#dialog.close()));
    document.addEventListener('notebank:exam', (event) => this.#setExam((event as CustomEvent<string>).detail));
    document.body.append(this.#dialog);
  }

  open(opener: HTMLElement | null, query: string | undefined): void {
    if (!this.#dialog.open) {
      this.#opener = opener;
      this.#dialog.showModal();
    }
    if (query) this.#input.value = query;
    this.#input.focus();
    this.#input.select();
    void this.#search();
  }

  /** Fetched once; after a failure, tried again with the next search. */
  #load(): Promise<Loaded> {
    this.#loaded ??= loadSearch(this.#base).then((loaded) => {
      this.#filters = new FilterBar(loaded.filters, () => void this.#search());
      this.#filters.exam = document.documentElement.dataset.exam ?? '';
      this.#bar.replaceChildren(this.#filters.element);
      return loaded;
    });
    this.#loaded.catch(() => (this.#loaded = undefined));
    return this.#loaded;
  }

  #setExam(id: string): void {
    if (!this.#filters) return;
    this.#filters.exam = id;
    if (this.#dialog.open) void this.#search();
  }

  #later(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#search(), TYPING);
  }

  async #search(literal = false): Promise<void> {
    this.#newest += 1;
    const number = this.#newest;
    const typed = this.#input.value;
    try {
      const { engine } = await this.#load();
      const filters = this.#filters?.filters ?? {};
      const types = this.#filters?.types ?? [];
      const outcome = await engine.search(typed, filters, { literal });
      const hits = shown(outcome, types);
      const results = await Promise.all(hits.map(async (hit): Promise<Result> => ({ hit, page: await hit.data() })));
      if (number === this.#newest) this.#show(typed, outcome, results);
    } catch {
      if (number === this.#newest) this.#fail();
    }
  }

  #show(typed: string, { replaced }: Outcome, results: readonly Result[]): void {
    this.#setActive(undefined);
    this.#list.replaceChildren(...resultGroups(results));
    this.#input.setAttribute('aria-expanded', String(results.length > 0));
    const empty = typed.trim() !== '' && results.length === 0;
    if (empty) void this.#showEmpty(typed);
    else if (typed.trim() === '') this.#showNote(hint());
    else this.#showNote(...replaced.map((each) => this.#replacement(each)));
    this.#announce(typed.trim() === '' ? '' : countText(results.map(({ hit }) => hit)));
  }

  #replacement({ from, to }: Replacement): HTMLElement {
    const literally = h('button', { type: 'button' }, `Search for “${from}”`);
    literally.addEventListener('click', () => {
      this.#input.focus();
      void this.#search(true);
    });
    return h('p', {}, 'Searched for ', h('strong', {}, to), ' instead of ', h('s', {}, from), '. ', literally);
  }

  /** What to try when nothing was found. */
  async #showEmpty(typed: string): Promise<void> {
    const { vocabulary } = await this.#load();
    const { filters = {}, types = [] } = this.#filters ?? {};
    const narrowed = types.length > 0 || Object.keys(filters).length > 0;
    const clear = h('button', { type: 'button' }, 'Search without filters');
    clear.addEventListener('click', () => {
      this.#input.focus();
      this.#filters?.clear();
    });
    const tries = vocabulary.suggestions(typed).map((title) => h('li', {}, this.#attempt(title)));
    this.#showNote(
      h('p', {}, 'Nothing was found for ', h('strong', {}, typed.trim()), narrowed ? ' with these filters.' : '.'),
      narrowed ? h('p', {}, clear) : undefined,
      tries.length > 0 ? h('p', {}, 'Did you look for one of these?') : undefined,
      tries.length > 0 ? h('ul', {}, ...tries) : undefined,
      h(
        'p',
        {},
        'Or browse ',
        this.#link('notes/', 'all notes'),
        ', ',
        this.#link('exams/', 'the exams'),
        ' or ',
        this.#link('glossary/', 'the glossary'),
        '.',
      ),
    );
  }

  #attempt(text: string): HTMLElement {
    const button = h('button', { type: 'button' }, text);
    button.addEventListener('click', () => {
      this.#input.value = text;
      this.#input.focus();
      void this.#search();
    });
    return button;
  }

  #link(path: string, text: string): HTMLElement {
    return h('a', { href: this.#base + path }, text);
  }

  #fail(): void {
    this.#list.replaceChildren();
    this.#input.setAttribute('aria-expanded', 'false');
    this.#showNote(
      h(
        'p',
        {},
        'The search could not be loaded. Type again to try once more, or browse ',
        this.#link('notes/', 'all notes'),
        '.',
      ),
    );
    this.#announce('The search could not be loaded');
  }

  #showNote(...children: readonly (HTMLElement | undefined)[]): void {
    const wanted = children.filter((child) => child !== undefined);
    this.#note.replaceChildren(...wanted);
    this.#note.hidden = wanted.length === 0;
  }

  /** Waits until readers pause: a count after every key would talk over their typing. */
  #announce(text: string): void {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      this.#status.textContent = text;
    }, ANNOUNCE);
  }

  #key(event: KeyboardEvent): void {
    const options = [...this.#list.querySelectorAll<HTMLElement>('[role=option]')];
    const at = this.#active ? options.indexOf(this.#active) : -1;
    const { key } = event;
    if (event.isComposing || options.length === 0) return;
    if (key === 'ArrowDown') this.#setActive(options[(at + 1) % options.length]);
    else if (key === 'ArrowUp') this.#setActive(options.at(at <= 0 ? -1 : at - 1));
    else if (key === 'Enter') this.#follow(this.#active ?? options[0], event);
    else return;
    event.preventDefault();
  }

  #follow(option: HTMLElement | undefined, event: KeyboardEvent): void {
    if (!(option instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey) window.open(option.href, '_blank', 'noopener');
    else option.click();
  }

  #setActive(option: HTMLElement | undefined): void {
    this.#active?.setAttribute('aria-selected', 'false');
    this.#active = option;
    if (option === undefined) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    this.#input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }
}

function shown({ hits }: Outcome, types: readonly Type[]): Hit[] {
  if (types.length === 0) return grouped(hits, LIMITS);
  return TYPES.filter((type) => types.includes(type)).flatMap((type) =>
    grouped(
      hits.filter((hit) => hit.type === type),
      MANY,
    ),
  );
}

function hint(): HTMLElement {
  const text =
    'Names, abbreviations, whole questions and error messages all work. Words in “quotation marks” are found as they stand.';
  return h('p', { class: 'search-hint' }, text);
}

/** Reminder of the keys, for those who see it; screen readers bring their own for a combobox. */
function keys(): HTMLElement {
  const key = (name: string, what: string) => h('span', {}, h('kbd', {}, name), ` ${what}`);
  return h(
    'p',
    { class: 'search-keys', 'aria-hidden': 'true' },
    key('↑ ↓', 'choose'),
    key('Enter', 'open'),
    key('Esc', 'close'),
  );
}
