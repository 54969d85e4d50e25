import { h } from './dom.ts';
import { type Filters, TYPES, type Type } from './engine.ts';
import type { FilterCounts } from './load.ts';
import { NAMES } from './results.ts';

const SELECTS = [
  ['exam', 'Exam', 'All exams'],
  ['area', 'Area', 'All areas'],
  ['service', 'Service', 'All services'],
] as const;

/** Controls that narrow a search. */
export class FilterBar {
  readonly element = h('div', { class: 'search-filters' });
  readonly #onChange: () => void;
  readonly #types: HTMLInputElement[] = [];
  readonly #selects = new Map<string, HTMLSelectElement>();

  constructor(counts: FilterCounts, onChange: () => void) {
    this.#onChange = onChange;
    this.element.append(this.#typeChips(counts.type ?? {}));
    const selects = h('div', { class: 'search-selects' });
    for (const [name, label, all] of SELECTS) {
      const values = Object.keys(counts[name] ?? {}).sort((a, b) => a.localeCompare(b, 'en'));
      if (values.length > 1) selects.append(this.#select(name, label, all, values));
    }
    this.element.append(selects);
  }

  /** Types that were chosen; none means all. */
  get types(): Type[] {
    return this.#types.filter(({ checked }) => checked).map(({ value }) => value as Type);
  }

  get filters(): Filters {
    const chosen = [...this.#selects]
      .filter(([, { value }]) => value !== '')
      .map(([name, { value }]) => [name, [value]]);
    return Object.fromEntries(chosen);
  }

  /** Chooses the exam with this id (`dva-c02`), or all. Filter values are exam codes (`DVA-C02`). */
  set exam(id: string) {
    const select = this.#selects.get('exam');
    if (!select) return;
    select.value = [...select.options].find(({ value }) => value.toLowerCase() === id.toLowerCase())?.value ?? '';
  }

  clear(): void {
    for (const box of this.#types) box.checked = false;
    for (const select of this.#selects.values()) select.value = '';
    this.#onChange();
  }

  #typeChips(counts: Readonly<Record<string, number>>): HTMLElement {
    const chips = h('div', { role: 'group', 'aria-label': 'Show', class: 'search-types' });
    for (const type of TYPES.filter((each) => (counts[each] ?? 0) > 0)) {
      const box = h('input', { type: 'checkbox', value: type });
      box.addEventListener('change', this.#onChange);
      this.#types.push(box);
      chips.append(h('label', { class: 'search-chip' }, box, NAMES[type].many));
    }
    return chips;
  }

  #select(name: string, label: string, all: string, values: readonly string[]): HTMLElement {
    const select = h(
      'select',
      {},
      h('option', { value: '' }, all),
      ...values.map((value) => h('option', { value }, value)),
    );
    select.addEventListener('change', this.#onChange);
    this.#selects.set(name, select);
    return h('label', {}, h('span', { class: 'sr-only' }, label), select);
  }
}
