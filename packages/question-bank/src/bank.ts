import type {
  Area,
  BankIdentity,
  Exam,
  Kind,
  LockLine,
  NoteFrontMatter,
  Review,
  Source,
  Term,
  Topic,
} from '@notebank/content-schema';

/** Source text in Markdown, taken out of its list item, blockquote or cell. */
export type Markdown = string;

/** What every question has. Paths are relative to the root of the bank, with `/`. */
export interface QuestionBase {
  readonly id: string;
  readonly kind: Kind;
  /** `questions/<topic>/<slug>.md` */
  readonly path: string;
  readonly topic: string;
  readonly tasks: readonly string[];
  /** 1 recall, 2 apply, 3 analyse. */
  readonly difficulty: number;
  readonly revision: number;
  readonly pool: 'practice' | 'mock';
  readonly status: 'current' | 'historic' | 'retired';
  readonly reason?: string;
  readonly since?: string;
  readonly sources: readonly Source[];
  readonly reviews: readonly Review[];
  /** Scenario and question. In a cloze it holds the gaps `{{c1::text::hint}}`. */
  readonly stem: Markdown;
  readonly explanation?: Markdown;
}

export interface Option {
  /** a, b, c ... in file order; valid within (question id, revision). */
  readonly id: string;
  readonly correct: boolean;
  readonly text: Markdown;
  readonly rationale: Markdown;
}

export interface ChoiceQuestion extends QuestionBase {
  readonly kind: 'choice';
  readonly shuffle: 'all' | 'except-last' | 'none';
  readonly options: readonly Option[];
}

export interface Step {
  /** 1, 2, 3 ... for steps in the right order; x1, x2 ... for surplus ones. */
  readonly id: string;
  readonly text: Markdown;
  readonly rationale?: Markdown;
}

export interface OrderQuestion extends QuestionBase {
  readonly kind: 'order';
  /** In the right order. */
  readonly steps: readonly Step[];
  readonly surplus: readonly Step[];
}

export interface MatchQuestion extends QuestionBase {
  readonly kind: 'match';
  readonly columns: readonly [Markdown, Markdown];
  /** Ids 1, 2, 3 ... Two pairs may share a right cell. */
  readonly pairs: readonly { readonly id: string; readonly left: Markdown; readonly right: Markdown }[];
  /** Ids x1, x2 ... */
  readonly surplus: readonly { readonly id: string; readonly right: Markdown }[];
}

export interface NumericQuestion extends QuestionBase {
  readonly kind: 'numeric';
  readonly answer: { readonly value: number; readonly tolerance: number; readonly unit: string };
  readonly mistakes: readonly { readonly value: number; readonly why: string }[];
  readonly compute?: {
    readonly simulator: string;
    readonly params: Readonly<Record<string, number | string>>;
    readonly vary: Readonly<Record<string, readonly (number | string)[]>>;
  };
}

export interface ClozeQuestion extends QuestionBase {
  readonly kind: 'cloze';
  /** Gaps of the stem in reading order. */
  readonly deletions: readonly { readonly number: number; readonly text: Markdown; readonly hint?: string }[];
}

export interface RecallQuestion extends QuestionBase {
  readonly kind: 'recall';
  readonly answer: Markdown;
}

export type Question =
  | ChoiceQuestion
  | ClozeQuestion
  | RecallQuestion
  | OrderQuestion
  | MatchQuestion
  | NumericQuestion;

export interface Heading {
  readonly depth: number;
  readonly text: string;
  /** The anchor, unique in its note, as the site prints it. */
  readonly slug: string;
  readonly line: number;
}

/** `::quiz{...}` inside a note. */
export interface QuizPlacement {
  readonly id?: string;
  readonly topic?: string;
  readonly limit?: number;
  readonly line: number;
}

/** `:::changed{since=...}` inside a note. */
export interface Change {
  readonly since?: string;
  /** First sentence, for lists. */
  readonly headline: Markdown;
  readonly body: Markdown;
  /** Anchor of the block. */
  readonly slug: string;
  readonly line: number;
}

/** `:limit[8 hours]{of="build timeout" scope="per build"}` inside a note. */
export interface Limit {
  readonly text: Markdown;
  readonly of?: string;
  readonly scope?: string;
  /** Anchor of the heading it stands under, when there is one. */
  readonly slug?: string;
  readonly line: number;
}

export interface Note {
  /** Id of the topic, and name of the file. */
  readonly id: string;
  readonly area: string;
  /** `notes/<area>/<topic>.md` */
  readonly path: string;
  readonly data: NoteFrontMatter;
  /** Everything after the front matter. */
  readonly body: Markdown;
  readonly headings: readonly Heading[];
  readonly quizzes: readonly QuizPlacement[];
  readonly labs: readonly { readonly id: string; readonly line: number }[];
  readonly changes: readonly Change[];
  readonly limits: readonly Limit[];
  /** Links and images as they stand in the file. */
  readonly links: readonly {
    readonly url: string;
    readonly line: number;
    readonly column: number;
    readonly image: boolean;
  }[];
}

/** A whole bank, checked and immutable. Maps iterate in reading order for topics and notes, by id for questions. */
export interface Bank {
  /** Folder that holds `bank.yaml`. */
  readonly root: string;
  readonly identity: BankIdentity;
  readonly areas: readonly Area[];
  readonly topics: ReadonlyMap<string, Topic>;
  readonly notes: ReadonlyMap<string, Note>;
  readonly questions: ReadonlyMap<string, Question>;
  readonly exams: ReadonlyMap<string, Exam>;
  readonly glossary: readonly Term[];
  readonly lock: ReadonlyMap<string, LockLine>;
}

/** Whether a second reader agreed with the key of the question as it stands. */
export function isReviewed(question: Question): boolean {
  return question.reviews.some((review) => review.revision === question.revision && review.agreed);
}

/**
 * Whether decks hold a question: a reviewed one for practice that is current, or one that went out in a deck before it
 * became historic or was retired. An import deletes nothing, so the latter stay and say what they are.
 */
export function isInDecks(bank: Pick<Bank, 'lock'>, question: Question): boolean {
  if (question.pool !== 'practice') return false;
  return question.status === 'current' ? isReviewed(question) : (bank.lock.get(question.id)?.mod ?? 0) > 0;
}

/** Questions that decks hold, by id. */
export function deckQuestions(bank: Bank): Question[] {
  return [...bank.questions.values()].filter((question) => isInDecks(bank, question));
}

/** Current practice questions of a topic, by id. */
export function practiceQuestions(bank: Bank, topic: string): Question[] {
  return [...bank.questions.values()].filter(
    (question) => question.topic === topic && question.pool === 'practice' && question.status === 'current',
  );
}
