import { CLOZE_BACK, CLOZE_FRONT } from './templates/cloze.ts';
import { QUESTION_BACK, QUESTION_BROWSER_BACK, QUESTION_BROWSER_FRONT, QUESTION_FRONT } from './templates/question.ts';
import { STYLE } from './templates/style.ts';

export type NotetypeName = 'question' | 'cloze';

/** A part of a note type that Anki recognises by its id. */
interface Part {
  readonly id: number;
  readonly name: string;
}

/** A card template. */
export interface CardTemplate extends Part {
  readonly front: string;
  readonly back: string;
  readonly browserFront: string;
  readonly browserBack: string;
}

/** A note type of Anki. */
export interface Notetype extends Part {
  readonly cloze: boolean;
  /** Seconds since the epoch. Rises when templates or style change: Anki then replaces them, also a reader's own. */
  readonly mod: number;
  readonly fields: readonly (Part & { readonly description: string })[];
  readonly template: CardTemplate;
}

/**
 * Ids of the note types of generation 1. Anki matches note types by id, then their fields and templates by theirs.
 *
 * They never change. A field more, less or elsewhere makes Anki skip every note that a reader has: use the spare
 * fields. A test fails when ids, fields or order change, and when templates change without a new `mod`.
 */
const QUESTION_ID = 1795219217341;
const CLOZE_ID = 1795219217942;

function fields(notetype: number, list: readonly (readonly [name: string, description: string])[]): Notetype['fields'] {
  return list.map(([name, description], index) => ({ id: notetype * 1000 + index + 1, name, description }));
}

const SHARED_FIELDS = [
  ['Explanation', 'What to take away'],
  ['Status', 'Why the question no longer counts'],
  ['Sources', 'Pages that settle the answer'],
  ['Link', 'Page of the question'],
  ['Topic', 'Area and topic'],
  ['Credit', 'Who made it, and its licence'],
  ['Extra1', 'Not used yet'],
  ['Extra2', 'Not used yet'],
  ['Extra3', 'Not used yet'],
  ['Meta', 'Not used yet'],
] as const;

const question: Notetype = {
  id: QUESTION_ID,
  name: 'Notebank Question',
  cloze: false,
  mod: 1795219200,
  fields: fields(QUESTION_ID, [
    ['QuestionId', 'Identity of the question: leave it as it is'],
    ['Kind', 'choice, order, match, numeric or recall'],
    ['Stem', 'Scenario and question'],
    ['Options', 'What to answer with; the class nb-key marks what is right'],
    ['Answer', 'The answer in words'],
    ...SHARED_FIELDS,
  ]),
  template: {
    id: QUESTION_ID * 1000 + 101,
    name: 'Question',
    front: QUESTION_FRONT,
    back: QUESTION_BACK,
    browserFront: QUESTION_BROWSER_FRONT,
    browserBack: QUESTION_BROWSER_BACK,
  },
};

const cloze: Notetype = {
  id: CLOZE_ID,
  name: 'Notebank Cloze',
  cloze: true,
  mod: 1795219200,
  fields: fields(CLOZE_ID, [
    ['QuestionId', 'Identity of the question: leave it as it is'],
    ['Text', 'Text with gaps'],
    ...SHARED_FIELDS,
  ]),
  template: {
    id: CLOZE_ID * 1000 + 101,
    name: 'Cloze',
    front: CLOZE_FRONT,
    back: CLOZE_BACK,
    browserFront: '',
    browserBack: '',
  },
};

/** The two note types: one for every kind with a script and inputs, one for cloze, which Anki renders itself. */
export const NOTETYPES: Readonly<Record<NotetypeName, Notetype>> = { question, cloze };

/** Style of both note types. */
export const NOTETYPE_STYLE = STYLE;
