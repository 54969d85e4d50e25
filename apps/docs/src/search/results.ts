import { h } from './dom.ts';
import type { Hit, PageData, Type } from './engine.ts';
import { excerptOf, type Piece } from './excerpt.ts';

/** Headings of the groups, and the words that count results. */
export const NAMES: Readonly<Record<Type, { readonly one: string; readonly many: string }>> = {
  Note: { one: 'note', many: 'Notes' },
  Term: { one: 'term', many: 'Terms' },
  Lab: { one: 'lab', many: 'Labs' },
  Question: { one: 'question', many: 'Questions' },
  Exam: { one: 'exam', many: 'Exams' },
};

/** A hit with what its page holds. */
export interface Result {
  readonly hit: Hit;
  readonly page: PageData;
}

/** Result groups for a listbox. Each result is a link with the role of an option. */
export function resultGroups(results: readonly Result[]): HTMLElement[] {
  const types = [...new Set(results.map(({ hit }) => hit.type))];
  return types.map((type) => {
    const head = h('div', { class: 'group-name', id: `search-group-${type}` }, NAMES[type].many);
    const group = h('div', { role: 'group', 'aria-labelledby': head.id }, head);
    results.forEach((result, index) => {
      if (result.hit.type === type) group.append(option(result, index + 1));
    });
    return group;
  });
}

function option({ hit, page }: Result, number: number): HTMLElement {
  const { pieces, section } = excerptOf(page, hit.words, hit.type === 'Term' ? 60 : 28);
  const { title = page.url, area, topic } = page.meta;
  // A term's address has an anchor of its own.
  const anchor = section && !page.url.includes('#') ? `#${section.id}` : '';
  const place = [hit.type === 'Question' ? topic : area, hit.type === 'Note' ? section?.title : undefined]
    .filter(Boolean)
    .join(' › ');
  return h(
    'a',
    {
      role: 'option',
      'aria-selected': 'false',
      tabindex: '-1',
      class: 'result',
      id: `search-result-${number}`,
      href: page.url + anchor,
    },
    h('span', { class: 'result-title' }, title),
    place === '' ? null : h('span', { class: 'result-place' }, place),
    h('span', { class: 'result-text' }, ...pieces.map(marked)),
  );
}

function marked({ text, hit }: Piece): Node | string {
  return hit ? h('mark', {}, text) : text;
}

/** `3 notes, 1 question` of results that are shown, for the live region. */
export function countText(hits: readonly Pick<Hit, 'type'>[]): string {
  const types = [...new Set(hits.map(({ type }) => type))];
  if (types.length === 0) return 'No results';
  return types
    .map((type) => {
      const count = hits.filter((hit) => hit.type === type).length;
      return `${count} ${NAMES[type].one}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}
