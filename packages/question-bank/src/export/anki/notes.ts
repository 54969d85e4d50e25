import { type Bank, deckQuestions, type Question } from '../../bank.ts';
import { publishQuestion, siteAddress } from '../../render/publish.ts';
import { ExportError, type ExportProblem } from '../problem.ts';
import { type FieldValues, fieldValues } from './fields.ts';
import { collectMedia, type MediaCollector, type MediaReader, noMedia } from './media.ts';
import { NOTETYPES, type NotetypeName } from './notetypes.ts';

/** An Anki note before it has ids: everything that its hash covers, and where it goes. */
export interface AnkiNote {
  /** Id of the question: the first field. */
  readonly id: string;
  readonly notetype: NotetypeName;
  /** HTML in the order of the note type's fields. */
  readonly fields: readonly string[];
  /** Sorted, without spaces. */
  readonly tags: readonly string[];
  /** Names of area and topic: the deck below the root. */
  readonly deck: readonly string[];
  /** Ordinals of its cards: 0, or one less than each number of a cloze. */
  readonly cards: readonly number[];
}

/** Anki notes in study order, and the images they show. */
export interface AnkiNotes {
  readonly notes: readonly AnkiNote[];
  /** Files by name. */
  readonly media: ReadonlyMap<string, Uint8Array>;
}

/** How questions become Anki notes. */
export interface AnkiNoteOptions {
  /** Reads images of the bank: `folderMedia(bank.root)`. Default: there are none. */
  readonly media?: MediaReader;
  /** Leaves questions out, for packages of one exam. Default: every question that decks hold. */
  readonly filter?: (question: Question) => boolean;
}

/**
 * Anki notes of the questions that decks hold, in study order: topics in reading order, then easy before hard, then id.
 *
 * @throws {@link ExportError} with every image that is missing and every topic that is unknown.
 */
export function ankiNotes(bank: Bank, options: AnkiNoteOptions = {}): AnkiNotes {
  const { filter = () => true } = options;
  return renderNotes(bank, studyOrder(bank, deckQuestions(bank).filter(filter)), options);
}

/** Anki notes of any questions, in their order. */
export function renderNotes(bank: Bank, questions: readonly Question[], options: AnkiNoteOptions): AnkiNotes {
  const media = collectMedia(options.media ?? noMedia, siteAddress(bank.identity));
  const problems: ExportProblem[] = [];
  const notes = questions.map((question) => renderNote(bank, question, media, problems));
  if (problems.length + media.problems.length > 0) throw new ExportError([...problems, ...media.problems]);
  return { notes, media: media.files };
}

function renderNote(bank: Bank, question: Question, media: MediaCollector, problems: ExportProblem[]): AnkiNote {
  const { id, topic: topicId, kind } = question;
  const topic = bank.topics.get(topicId);
  const area = bank.areas.find((one) => one.id === topic?.area);
  if (!topic || !area) problems.push(unknownTopic(question));
  const notetype: NotetypeName = kind === 'cloze' ? 'cloze' : 'question';
  const values = fieldValues(bank, publishQuestion(bank, question, { links: media.links }));
  return {
    id,
    notetype,
    fields: inFieldOrder(notetype, values),
    tags: tagsOf(question, area?.id ?? 'none'),
    deck: [deckName(area?.title ?? ''), deckName(topic?.title ?? topicId)],
    cards: cardOrdinals(question),
  };
}

function inFieldOrder(notetype: NotetypeName, values: FieldValues): string[] {
  return NOTETYPES[notetype].fields.map(({ name }) => values[name] ?? '');
}

function cardOrdinals(question: Question): number[] {
  if (question.kind !== 'cloze') return [0];
  return [...new Set(question.deletions.map(({ number }) => number - 1))].sort((a, b) => a - b);
}

/** Tags of an Anki note. Ids are slugs, so no tag holds a space. */
function tagsOf(question: Question, area: string): string[] {
  const tags = new Set([
    `kind::${question.kind}`,
    `difficulty::${question.difficulty}`,
    `topic::${area}::${question.topic}`,
  ]);
  for (const task of question.tasks) {
    const [exam = '', number = ''] = task.split('/');
    tags.add(`exam::${exam}`);
    tags.add(`domain::${exam}::${number.split('.')[0]}`);
    tags.add(`task::${exam}::${number}`);
  }
  if (question.status !== 'current') tags.add('bank::retired');
  if (question.status === 'historic') tags.add('bank::historic');
  return [...tags].sort();
}

/** A title as one level of a deck's name: `::` parts levels, quotes and control characters are not allowed. */
export function deckName(title: string): string {
  const name = title
    .normalize('NFC')
    .replace(/:{2,}/g, ':')
    .replaceAll('"', "'")
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return name === '' ? 'blank' : name;
}

function studyOrder(bank: Bank, questions: readonly Question[]): Question[] {
  const areas = new Map(bank.areas.map(({ id }, index) => [id, index]));
  const topics = new Map(
    [...bank.topics.values()].map(({ id, area }, index) => [id, { area: areas.get(area) ?? 0, index }]),
  );
  const place = ({ topic }: Question) => topics.get(topic) ?? { area: areas.size, index: 0 };
  return questions.toSorted((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one.area - other.area || one.index - other.index || a.difficulty - b.difficulty || (a.id < b.id ? -1 : 1);
  });
}

function unknownTopic({ path, topic }: Question): ExportProblem {
  return {
    path,
    found: `topic \`${topic}\``,
    expected: 'a topic of `topics.yaml` in an area of it',
    mend: 'Correct `topic`, or add it to `topics.yaml`.',
  };
}
