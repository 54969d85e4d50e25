import type { Bank } from '@notebank/question-bank';
import { plain } from '../../lib/text.ts';
import type { SearchTerms, Target } from '../terms.ts';
import { isStopWord, wordsOf } from '../text.ts';

/**
 * Names, errors and spellings of a bank.
 *
 * @param ids - Id of every page in the index, by its address below the base path.
 * @throws {@link Error} when a note or an exam is not in the index.
 */
export function searchTerms(bank: Bank, ids: ReadonlyMap<string, string>): SearchTerms {
  const notes = [...bank.notes.values()];
  const exams = [...bank.exams.values()];
  const targets: Target[] = [
    ...notes.map(({ id, data: { title, aliases, services, errors } }) => ({
      i: idOf(ids, `/notes/${id}/`),
      n: unique([title, slugName(id), ...aliases, ...(alone(notes, services) ? services : [])]),
      ...(errors.length > 0 ? { e: errors } : {}),
    })),
    ...exams.map(({ id, code, title, short }) => ({ i: idOf(ids, `/exams/${id}/`), n: unique([code, title, short]) })),
  ];
  const place = new Map(notes.map(({ id }, index) => [id, index]));
  const glossary = bank.glossary.map(({ term, aliases, topic }) => {
    const t = place.get(topic ?? '');
    return { n: unique([term, ...aliases]), ...(t === undefined ? {} : { t }) };
  });
  return { version: 1, pages: ids.size, targets, glossary, words: extraWords(bank, targets, glossary) };
}

/** `codebuild-buildspec` -> `codebuild buildspec`, as somebody types an address from memory. */
function slugName(id: string): string {
  return id.replaceAll('-', ' ');
}

/** A service names a note when no other note is about it. */
function alone(
  notes: readonly { readonly data: { readonly services: readonly string[] } }[],
  services: readonly string[],
): boolean {
  return services.length === 1 && notes.filter(({ data }) => data.services.includes(services[0] ?? '')).length === 1;
}

function idOf(ids: ReadonlyMap<string, string>, url: string): string {
  const id = ids.get(url);
  if (id === undefined) throw new Error(`${url}: expected the page in the index, found none`);
  return id;
}

function unique(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/** Words of headings and services, for spelling, without those that names hold already. */
function extraWords(bank: Bank, targets: readonly Target[], glossary: SearchTerms['glossary']): string {
  const named = new Set([...targets, ...glossary].flatMap(({ n }) => n.flatMap(wordsOf)));
  const texts = [...bank.notes.values()].flatMap(({ headings, data }) => [
    ...headings.map(({ text }) => plain(text)),
    ...data.services,
  ]);
  const words = new Set(
    texts.flatMap(wordsOf).filter((word) => word.length > 3 && !named.has(word) && !isStopWord(word)),
  );
  return [...words]
    .filter((word) => !/^\d/.test(word))
    .sort()
    .join(' ');
}
