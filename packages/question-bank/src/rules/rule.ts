import type { Bank } from '../bank.ts';
import type { FileLink } from '../parse/file-link.ts';
import type { Place, Problem } from '../problem.ts';

export type { FileLink } from '../parse/file-link.ts';

/** Where something is wrong, told by what is there: the file is only searched when there is a problem. */
export type At =
  /** A key of the front matter or of a YAML file: `['sources', 0, 'url']`. */
  | { readonly key: readonly PropertyKey[] }
  /** A piece of the file's text, such as an option's first line. */
  | { readonly text: string }
  | { readonly place: Place };

/** A problem that a rule found in a file. */
export interface Finding extends Omit<Problem, 'rule' | 'place' | 'cause'> {
  /** Relative to the root of the bank. */
  readonly path: string;
  readonly at: At;
  /** The other half of a conflict. */
  readonly cause?: { readonly path: string; readonly at: At; readonly what: string };
}

/** What a rule sees. */
export interface RuleContext {
  readonly bank: Bank;
  /** Links and images of every note and question, by path. */
  readonly links: ReadonlyMap<string, readonly FileLink[]>;
  /** Ids of every question file, also of those that could not be read whole. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Whether the bank has a file at a path relative to its root. */
  readonly exists: (path: string) => boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly report: (finding: Finding) => void;
}

/**
 * An example that is documentation and test at once: `bad` makes exactly this rule speak, `good` makes none speak.
 *
 * Text that does not begin with `---` is the body of a question of `kind`; `front` adds or replaces lines of its front
 * matter. `files` adds whole files to the bank of the example.
 */
export interface RuleExample {
  readonly kind?: 'choice' | 'cloze' | 'recall' | 'order' | 'match' | 'numeric' | 'note';
  readonly front?: string;
  readonly goodFront?: string;
  readonly bad: string;
  readonly good: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Text of the message that `bad` gives. */
  readonly message: string;
}

/** A rule of content. One a file; each has a page of its own. */
export interface Rule {
  /** Name of the page, and `ruleId` of messages. */
  readonly id: string;
  /** One sentence: what must hold. */
  readonly summary: string;
  /** Why, in Markdown. */
  readonly why: string;
  readonly example: RuleExample;
  /** Absent for what is checked while a file is read. */
  readonly check?: (context: RuleContext) => void;
}
