import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { type Document, isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Place, Problem } from '../problem.ts';

/** A file cut into front matter and body. */
export interface Split {
  /** YAML between the fences. */
  readonly yaml: string;
  /** Line of the file on which the YAML begins. */
  readonly yamlLine: number;
  /** Everything after the front matter. */
  readonly body: string;
  /** Line of the file on which the body begins. */
  readonly bodyLine: number;
}

const FENCE = /^---[ \t]*$/;

/** Cuts a Markdown file; the problem says why it cannot be cut. */
export function splitFrontMatter(text: string): { readonly split: Split } | { readonly problem: Problem } {
  const lines = text.split('\n');
  if (!FENCE.test(lines[0] ?? '')) {
    return {
      problem: {
        rule: 'front-matter',
        place: { line: 1, column: 1 },
        found: lines[0]?.trim() === '' || text === '' ? 'empty first line' : 'text on the first line',
        expected: 'front matter between two lines of `---`',
        mend: 'Begin the file with `---`, the front matter, and `---`.',
      },
    };
  }
  const close = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (close === -1) {
    return {
      problem: {
        rule: 'front-matter',
        place: { line: 1, column: 1 },
        found: 'front matter that is never closed',
        expected: 'a second line of `---`',
        mend: 'Close the front matter with `---` on a line of its own.',
      },
    };
  }
  return {
    split: {
      yaml: lines.slice(1, close).join('\n'),
      yamlLine: 2,
      body: lines.slice(close + 1).join('\n'),
      bodyLine: close + 2,
    },
  };
}

/** Data of a YAML text that fits a schema, or every problem of it. */
export type Read<T> = { readonly data: T } | { readonly problems: readonly Problem[]; readonly raw?: unknown };

/**
 * Reads YAML and holds it against a schema.
 *
 * Two libraries, because one is ten times as fast and the other knows positions: `js-yaml` reads every file, `yaml`
 * only looks for places when something is wrong. A test holds the two to the same data.
 *
 * @param firstLine - Line of the file on which the YAML begins.
 * @param rule - Rule named by problems.
 */
export function readYaml<T>(yaml: string, firstLine: number, schema: z.ZodType<T>, rule: string): Read<T> {
  let raw: unknown;
  try {
    raw = load(yaml, { schema: CORE_SCHEMA });
  } catch (error) {
    return { problems: [syntaxProblem(error, firstLine, rule)] };
  }
  const result = schema.safeParse(raw);
  if (result.success) return { data: result.data };
  const at = yamlLocator(yaml, firstLine);
  return { problems: result.error.issues.flatMap((issue) => issueProblems(issue, raw, at, rule)), raw };
}

function syntaxProblem(error: unknown, firstLine: number, rule: string): Problem {
  const { reason, mark } = error instanceof YAMLException ? error : { reason: String(error), mark: undefined };
  return {
    rule,
    place: { line: firstLine + (mark?.line ?? 0), column: (mark?.column ?? 0) + 1 },
    found: `YAML (${reason})`,
    expected: 'YAML that parses',
    mend: 'Quote text that holds `: `, ` #`, or begins with a special character.',
  };
}

/** Place of the value (or the key, or the nearest parent) at a path. */
export type Locator = (path: readonly PropertyKey[]) => Place;

/** Finds places of keys in a YAML text. */
export function yamlLocator(yaml: string, firstLine: number): Locator {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, logLevel: 'error' });
  return (path) => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return { line: firstLine + Math.max(line, 1) - 1, column: Math.max(col, 1) };
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(key));
      if (!pair) return offset;
      const keyOffset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      offset = isNode(pair.value) ? (pair.value.range?.[0] ?? keyOffset) : keyOffset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function keyText(key: unknown): string {
  return isNode(key) ? String(key.toJSON()) : String(key);
}

function issueProblems(issue: z.core.$ZodIssue, raw: unknown, at: Locator, rule: string): Problem[] {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      rule,
      place: at([...issue.path, key]),
      found: `key \`${[...issue.path.map(String), key].join('.')}\``,
      expected: 'only keys of the schema',
      mend: 'Remove it, or look for its right name in the reference of front matter.',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = issue.errors.reduce((a, b) => (b.length < a.length ? b : a));
    return best.flatMap((inner) => issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, raw, at, rule));
  }
  const value = valueAt(raw, issue.path);
  const missing = value === undefined;
  return [
    {
      rule,
      place: at(issue.path),
      found: missing ? `absence of \`${where || 'front matter'}\`` : `${show(value)} in \`${where}\``,
      expected: expectation(issue),
      mend: mendOf(issue, value),
    },
  ];
}

function mendOf(issue: z.core.$ZodIssue, value: unknown): string {
  const key = String(issue.path.at(-1) ?? '');
  if (value === undefined) return `Add \`${key}:\`.`;
  // YAML reads `2024` and `true` as a number and a truth value, also where text is meant.
  const wantsText = issue.code === 'invalid_type' && issue.expected === 'string';
  if (wantsText && typeof value !== 'object') return `Put it in quotes: \`${key}: '${String(value)}'\`.`;
  return `Correct \`${issue.path.map(String).join('.')}\`.`;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function expectation(issue: z.core.$ZodIssue): string {
  const message = issue.message.replace(/^expected /, '');
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected === 'int' ? 'whole number' : issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? message : `one of ${unionOptions(issue)}`;
    case 'too_small':
      return issue.message.startsWith('expected') ? message : `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return issue.message.startsWith('expected') ? message : `at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return message;
  }
}

function unionOptions(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = (issue as { readonly options?: readonly unknown[] }).options ?? [];
  return options.length > 0 ? options.map((option) => `\`${String(option)}\``).join(', ') : 'the kinds of the schema';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array') return ' entries';
  return '';
}

function article(noun: string): string {
  const names: Record<string, string> = {
    object: 'map',
    record: 'map',
    array: 'list',
    string: 'text',
    boolean: 'true or false',
  };
  const name = names[noun] ?? noun;
  return name === 'text' || name === 'true or false' ? name : `a ${name}`;
}
