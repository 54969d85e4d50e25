/**
 * Columns of the CSV form, in their order. Cells hold Markdown as the files do; what does not apply stays empty.
 *
 * | column | holds |
 * |---|---|
 * | id, kind, topic, difficulty, revision, pool, status, reason, since, shuffle | front matter, as in the file |
 * | path | file of the question; empty means `questions/<topic>/<id>.md` |
 * | tasks | `dva-c02/3.4 dop-c02/1.1`, apart by spaces |
 * | stem, explanation | Markdown; the stem of a cloze holds its gaps |
 * | answer | recall: the answer, in Markdown |
 * | value, tolerance, unit | numeric: the right number |
 * | compute | numeric: simulator, params and vary, as JSON |
 * | left, right | match: headers of the two columns |
 * | sources | a line each: day of the last check, address, title; in a title `\n`, `\r` and `\\` are escapes |
 * | reviews | JSON |
 * | item N, is N, match N, why N | one option, step, pair or mistake: its text, what it is, what belongs to it, why |
 * | row | `3 of 60 rows`: tells when rows were lost. Leave it empty in rows that you add |
 *
 * `is` says `key` or `distractor` (choice), `step` or `surplus` (order), `pair` or `surplus` (match), `mistake` (numeric).
 */
export const COLUMNS = [
  'id',
  'kind',
  'path',
  'topic',
  'tasks',
  'difficulty',
  'revision',
  'pool',
  'status',
  'reason',
  'since',
  'shuffle',
  'stem',
  'answer',
  'value',
  'tolerance',
  'unit',
  'compute',
  'left',
  'right',
  'explanation',
  'sources',
  'reviews',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The four columns of the item with a number, from 1. */
export const ITEM_PARTS = ['item', 'is', 'match', 'why'] as const;

export type ItemPart = (typeof ITEM_PARTS)[number];

/** One option, step, pair or mistake. */
export type Item = Readonly<Record<ItemPart, string>>;

/** Last column: which row it is, of how many. */
export const ROW_COLUMN = 'row';

/** Columns without which no question can be read. */
export const REQUIRED: readonly Column[] = [
  'id',
  'kind',
  'topic',
  'tasks',
  'difficulty',
  'revision',
  'stem',
  'sources',
];
