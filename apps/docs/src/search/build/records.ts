import type { Term } from '@notebank/content-schema';
import { type Bank, type Note, practiceQuestions, type Question } from '@notebank/question-bank';
import { LABS, type Lab, notesWithLab } from '../../lib/labs.ts';
import { termSlug } from '../../lib/terms.ts';
import { excerpt, plain } from '../../lib/text.ts';

/** What the index holds on a page besides its text. */
export interface Facts {
  /** Below the base path, beginning with `/`. */
  readonly url: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** A page of the site that is indexed by its HTML. */
export interface PageRecord extends Facts {
  /** File below the output folder. */
  readonly file: string;
}

/** A record that is indexed by a text of its own. */
export interface TextRecord extends Facts {
  readonly text: string;
}

/** Notes and exams. */
export function pageRecords(bank: Bank): PageRecord[] {
  return [...bank.notes.values()]
    .map((note) => noteRecord(bank, note))
    .concat([...bank.exams.keys()].map((id) => examRecord(bank, id)));
}

function noteRecord(bank: Bank, note: Note): PageRecord {
  const { title, aliases, errors } = note.data;
  const area = areaTitle(bank, note.area);
  return {
    file: `notes/${note.id}/index.html`,
    url: `/notes/${note.id}/`,
    meta: { title, area, aliases: aliases.join(', '), errors: errors.join(' | ') },
    filters: { type: ['Note'], ...filtersOf(bank, note.id) },
  };
}

function examRecord(bank: Bank, id: string): PageRecord {
  const exam = bank.exams.get(id);
  if (exam === undefined) throw new Error(`expected an exam of the bank, got "${id}"`);
  return {
    file: `exams/${id}/index.html`,
    url: `/exams/${id}/`,
    meta: { title: `${exam.code}: ${exam.title}`, aliases: `${exam.code}, ${exam.short}` },
    filters: { type: ['Exam'], exam: [exam.code] },
  };
}

/** Questions that readers may practise, terms and labs. A question's text names no key: an excerpt would give it away. */
export function textRecords(bank: Bank): TextRecord[] {
  const questions = [...bank.topics.keys()].flatMap((topic) => practiceQuestions(bank, topic));
  return [
    ...questions.map((question) => questionRecord(bank, question)),
    ...bank.glossary.map((term) => termRecord(bank, term)),
    ...[...LABS.values()].map((lab) => labRecord(bank, lab)),
  ];
}

function questionRecord(bank: Bank, question: Question): TextRecord {
  const options = question.kind === 'choice' ? question.options.map(({ text }) => plain(text)) : [];
  const filters = filtersOf(bank, question.topic);
  const exam = [...new Set(question.tasks.map((task) => codeOf(bank, task.split('/')[0] ?? '')))];
  return {
    url: `/q/${question.id}/`,
    text: [plain(question.stem), ...options].join('\n'),
    meta: {
      title: excerpt(question.stem),
      topic: bank.topics.get(question.topic)?.title ?? '',
      area: filters.area?.[0] ?? '',
    },
    filters: { type: ['Question'], ...filters, exam },
  };
}

function termRecord(bank: Bank, { term, aliases, definition, topic }: Term): TextRecord {
  return {
    url: `/glossary/#${termSlug(term)}`,
    text: plain(definition),
    meta: { title: term, aliases: aliases.join(', ') },
    filters: { type: ['Term'], ...(topic === undefined ? {} : filtersOf(bank, topic)) },
  };
}

/** Found where one of its notes is. */
function labRecord(bank: Bank, { id, title, summary, aliases }: Lab): TextRecord {
  const [note] = notesWithLab(bank, id);
  return {
    url: `/labs/${id}/`,
    text: summary,
    meta: { title, aliases },
    filters: { type: ['Lab'], ...(note === undefined ? {} : filtersOf(bank, note.id)) },
  };
}

function filtersOf(bank: Bank, topic: string): Record<'area' | 'exam' | 'service', string[]> {
  const known = bank.topics.get(topic);
  return {
    area: known ? [areaTitle(bank, known.area)] : [],
    exam: (known?.exams ?? []).map((exam) => codeOf(bank, exam)),
    service: bank.notes.get(topic)?.data.services ?? [],
  };
}

function areaTitle(bank: Bank, id: string): string {
  return bank.areas.find((area) => area.id === id)?.title ?? id;
}

function codeOf(bank: Bank, exam: string): string {
  return bank.exams.get(exam)?.code ?? exam;
}
