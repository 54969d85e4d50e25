import type { Bank } from '@notebank/question-bank';

export interface SidebarTopic {
  readonly id: string;
  readonly title: string;
  readonly exams: readonly string[];
  /** Whether there is a page to link to. */
  readonly written: boolean;
  readonly current: boolean;
}

export interface SidebarArea {
  readonly id: string;
  readonly title: string;
  readonly exams: readonly string[];
  /** Notes written, of all topics. */
  readonly written: number;
  readonly total: number;
}

export interface Sidebar {
  readonly area: SidebarArea & { readonly current: boolean };
  readonly topics: readonly SidebarTopic[];
  /** Every area but this one, in reading order. */
  readonly others: readonly SidebarArea[];
}

/**
 * The topics of one area and a link to each other area: its size does not grow with the site.
 *
 * @param current - Topic whose page it stands on; left out on the page of the area.
 */
export function sidebarOf(bank: Bank, area: string, current?: string): Sidebar | undefined {
  const areas = areasOf(bank);
  const own = areas.find(({ id }) => id === area);
  if (own === undefined) return undefined;
  const topics = [...bank.topics.values()].filter((topic) => topic.area === area);
  return {
    area: { ...own, current: current === undefined },
    topics: topics.map(({ id, title, exams }) => ({
      id,
      title: bank.notes.get(id)?.data.title ?? title,
      exams,
      written: bank.notes.has(id),
      current: id === current,
    })),
    others: areas.filter(({ id }) => id !== area),
  };
}

const areas = new WeakMap<Bank, readonly SidebarArea[]>();

/** Areas in reading order, with what is written of them. Areas without a topic are left out. */
export function areasOf(bank: Bank): readonly SidebarArea[] {
  const known = areas.get(bank) ?? countAreas(bank);
  areas.set(bank, known);
  return known;
}

function countAreas(bank: Bank): SidebarArea[] {
  const topicsOf = Map.groupBy(bank.topics.values(), ({ area }) => area);
  return bank.areas
    .map(({ id, title }) => {
      const topics = topicsOf.get(id) ?? [];
      return {
        id,
        title,
        exams: [...new Set(topics.flatMap((topic) => topic.exams))],
        written: topics.filter((topic) => bank.notes.has(topic.id)).length,
        total: topics.length,
      };
    })
    .filter(({ total }) => total > 0);
}

/** The notes before and after a note, in reading order across areas. */
export function neighbours(bank: Bank, topic: string): { readonly previous?: string; readonly next?: string } {
  const ids = [...bank.topics.keys()].filter((id) => bank.notes.has(id));
  const place = ids.indexOf(topic);
  const previous = ids[place - 1];
  const next = place === -1 ? undefined : ids[place + 1];
  return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
}
