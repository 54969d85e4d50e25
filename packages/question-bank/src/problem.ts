import type { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';

/** A place in a file: line and column start at 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something that is wrong in a file: plain data, so that it can be cached. */
export interface Problem {
  /** Id of the rule, and name of its page. */
  readonly rule: string;
  readonly place: Place;
  /** What is there, without "Unexpected": `a list without checkboxes`. */
  readonly found: string;
  /** What should be there, without "expected". */
  readonly expected: string;
  /** How to mend it, as an instruction. */
  readonly mend?: string;
  /** Default: error. */
  readonly severity?: 'error' | 'warning';
  /** The other half of a conflict. */
  readonly cause?: { readonly path: string; readonly place: Place; readonly what: string };
}

/** Where pages of rules stand, for the `url` of a message; ends with `/`. */
export type RulePages = string;

/** Adds a problem to its file as a message in the grammar "Unexpected X, expected Y". */
export function addProblem(file: VFile, problem: Problem, pages: RulePages): VFileMessage {
  const message = new VFileMessage(`Unexpected ${problem.found}, expected ${problem.expected}`, {
    place: { ...problem.place },
    ruleId: problem.rule,
    source: 'notebank',
    ...(problem.cause === undefined ? {} : { cause: causeMessage(problem.cause) }),
  });
  message.fatal = (problem.severity ?? 'error') === 'error';
  message.actual = problem.found;
  message.expected = [problem.expected];
  message.file = file.path;
  message.name = `${file.path}:${problem.place.line}:${problem.place.column}`;
  message.url = `${pages}${problem.rule}/`;
  if (problem.mend !== undefined) message.note = problem.mend;
  file.messages.push(message);
  return message;
}

function causeMessage(cause: NonNullable<Problem['cause']>): VFileMessage {
  const message = new VFileMessage(cause.what, { place: { ...cause.place } });
  message.file = cause.path;
  message.name = `${cause.path}:${cause.place.line}:${cause.place.column}`;
  return message;
}
