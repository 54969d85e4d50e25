import { type QuestionFrontMatter, QuestionFrontMatterSchema } from '@notebank/content-schema';
import type { Question } from '../bank.ts';
import type { Place, Problem } from '../problem.ts';
import { checkBody } from './body.ts';
import type { FileLink } from './file-link.ts';
import { readYaml, splitFrontMatter, yamlLocator } from './front-matter.ts';
import { kindReaders } from './kinds/index.ts';
import { moveLines, parseMarkdown } from './markdown.ts';
import { splitSections } from './sections.ts';

/** A question as its file holds it, and everything that is wrong with it. */
export interface ParsedQuestion {
  /** Absent when the file has problems that leave no whole question. */
  readonly question?: Question;
  /** The id, when one could be read: also of files with problems. */
  readonly id?: string;
  readonly problems: readonly Problem[];
  /** Links and images, for checks across files. */
  readonly links: readonly FileLink[];
}

/** Reads a question file. Never throws: whatever is wrong comes back as a located problem. */
export function parseQuestion(path: string, text: string): ParsedQuestion {
  const cut = splitFrontMatter(text);
  if ('problem' in cut) return { problems: [cut.problem], links: [] };
  const { yaml, yamlLine, body: source, bodyLine } = cut.split;

  const problems: Problem[] = [];
  const read = readYaml(yaml, yamlLine, QuestionFrontMatterSchema, 'front-matter');
  if ('problems' in read) problems.push(...read.problems);
  const tree = moveLines(parseMarkdown(source), bodyLine - 1);
  const { links } = checkBody(tree, source, problems);
  if ('problems' in read) return { ...idOf(read.raw), problems, links };

  const { data } = read;
  const bodyPlace = { line: bodyLine, column: 1 };
  const report = (problem: Problem) => problems.push(problem);
  const sections = splitSections(tree, source, data.kind, report);
  const body = kindReaders[data.kind]({ source, sections, data, report, bodyPlace });
  if (!body || problems.some(isFatal)) return { id: data.id, problems, links };
  return { id: data.id, question: { ...base(data, path), ...body } as Question, problems, links };
}

function isFatal(problem: Problem): boolean {
  return problem.severity !== 'warning';
}

function idOf(raw: unknown): { id?: string } {
  const id = typeof raw === 'object' && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? { id } : {};
}

function base(data: QuestionFrontMatter, path: string) {
  const { id, kind, topic, tasks, difficulty, revision, pool, status, reason, since, sources, reviews } = data;
  return {
    ...{ id, kind, path, topic, tasks, difficulty, revision, pool, status },
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
    ...{ sources, reviews },
  };
}

/**
 * Place of a key of the front matter, or of the body for `[]`.
 * Read again from the text: places are only needed when something is wrong.
 */
export function locateInFile(text: string, path: readonly PropertyKey[]): Place {
  const cut = splitFrontMatter(text);
  if ('problem' in cut) return cut.problem.place;
  if (path.length === 0) return { line: cut.split.bodyLine, column: 1 };
  return yamlLocator(cut.split.yaml, cut.split.yamlLine)(path);
}
