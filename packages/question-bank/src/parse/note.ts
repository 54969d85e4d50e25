import { basename, dirname } from 'node:path/posix';
import { NoteFrontMatterSchema } from '@notebank/content-schema';
import GithubSlugger from 'github-slugger';
import type { Heading as HeadingNode, Node, Parent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Change, Heading, Limit, Note, QuizPlacement } from '../bank.ts';
import { type Directive, isDirective, knownAttributes } from '../markdown/directives.ts';
import { noteSyntax } from '../markdown/syntax.ts';
import type { Place, Problem } from '../problem.ts';
import { readYaml, splitFrontMatter } from './front-matter.ts';
import { moveLines } from './markdown.ts';
import { placeOf } from './place.ts';
import { headingUnderline, imageAlt, rawHtml, surplusCells } from './problems.ts';
import { sliceBlocks } from './slice.ts';

/** A note as its file holds it, and everything that is wrong with it. */
export interface ParsedNote {
  readonly note?: Note;
  readonly problems: readonly Problem[];
}

/** Reads a note. Never throws: whatever is wrong comes back as a located problem. */
export function parseNote(path: string, text: string): ParsedNote {
  const cut = splitFrontMatter(text);
  if ('problem' in cut) return { problems: [cut.problem] };
  const { yaml, yamlLine, body, bodyLine } = cut.split;
  const problems: Problem[] = [];
  const read = readYaml(yaml, yamlLine, NoteFrontMatterSchema, 'front-matter');
  if ('problems' in read) problems.push(...read.problems);
  const tree = moveLines(noteTree(body), bodyLine - 1);
  const content = readBody(tree, body, problems);
  if (tree.children.length === 0) {
    const found = 'note without text';
    problems.push({
      rule: 'empty-note',
      place: { line: bodyLine, column: 1 },
      found,
      expected: 'a body',
      mend: 'Write the note.',
    });
  }
  if ('problems' in read || problems.some((problem) => problem.severity !== 'warning')) return { problems };
  const note = { id: basename(path, '.md'), area: basename(dirname(path)), path, data: read.data, body, ...content };
  return { note, problems };
}

/** Syntax tree of a note's body. */
export function noteTree(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: noteSyntax.micromark(), mdastExtensions: noteSyntax.fromMarkdown() });
}

type Content = Pick<Note, 'headings' | 'quizzes' | 'labs' | 'changes' | 'limits' | 'links'>;
type Mutable<T> = { [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

function readBody(tree: Root, source: string, problems: Problem[]): Content {
  const slugger = new GithubSlugger();
  const content: Mutable<Content> = { headings: [], quizzes: [], labs: [], changes: [], limits: [], links: [] };
  visit(tree, (node: Node, _index, parent) => {
    if (node.type === 'heading') {
      content.headings.push(readHeading(node as HeadingNode, slugger, source, problems));
    } else if (isDirective(node)) {
      readDirective(node, source, content, problems);
    } else if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const { url, alt } = node as Node & { url: string; alt?: string | null };
      const place = placeOf(node);
      content.links.push({ url, ...place, image: node.type === 'image' });
      if (node.type === 'image' && !alt?.trim()) problems.push(imageAlt(place));
    } else if (node.type === 'html') {
      if (!source.startsWith('</', node.position?.start.offset)) problems.push(rawHtml(placeOf(node)));
    } else if (node.type === 'text' || node.type === 'paragraph') {
      checkLeftover(node, parent as Parent | undefined, source, problems);
    } else if (node.type === 'table') {
      problems.push(...surplusCells(node));
    }
  });
  return content;
}

function readHeading(node: HeadingNode, slugger: GithubSlugger, source: string, problems: Problem[]): Heading {
  const place = placeOf(node);
  const text = plainText(node);
  if (node.depth === 1) {
    problems.push({
      rule: 'one-h1',
      place,
      found: 'heading of level 1',
      expected: '`##` and below: the title of the front matter is the heading of the page',
      mend: 'Begin the heading with `##`.',
    });
  }
  const offset = node.position?.start.offset;
  if (offset !== undefined && source[offset] !== '#') {
    problems.push(headingUnderline(place));
  }
  return { depth: node.depth, text, slug: slugger.slug(text), line: place.line };
}

/** Text of a node; what only looks like a directive counts as it stands. */
function plainText(node: Node): string {
  if (isDirective(node) && knownAttributes(node) === undefined && node.type === 'textDirective') {
    return `:${node.name}${node.children.length > 0 ? `[${textOf(node)}]` : ''}`;
  }
  if ('children' in node) return (node as Parent).children.map(plainText).join('');
  return textOf(node);
}

function checkLeftover(node: Node, parent: Parent | undefined, source: string, problems: Problem[]): void {
  if (node.type !== 'paragraph' || parent === undefined) return;
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return;
  for (const [index, line] of source.slice(start.offset, end.offset).split('\n').entries()) {
    if (!/^\s*:{2,}\s?[A-Za-z]/.test(line)) continue;
    const word = line.trim().split(/\s/, 1)[0];
    problems.push(unknownDirective(word ?? '', { line: start.line + index, column: index === 0 ? start.column : 1 }));
  }
}

function unknownDirective(word: string, place: Place): Problem {
  return {
    rule: 'leftover-directive',
    place,
    found: `directive \`${word}\``,
    expected:
      '`::quiz{id=...}`, `::lab{id=...}`, `:::changed{since=...}`, `:::misconception`, or an aside (`:::note`, `:::tip`, `:::caution`, `:::danger`)',
    mend: 'Spell it right and give it a line of its own, or put the text into a code span.',
  };
}

function readDirective(node: Directive, source: string, content: Mutable<Content>, problems: Problem[]): void {
  const place = placeOf(node);
  const allowed = knownAttributes(node);
  if (allowed === undefined) {
    // In running text `s3:GetObject` is text; a line of its own that begins with two colons is a slip.
    if (node.type !== 'textDirective') problems.push(unknownDirective(`${'::'}${node.name}`, place));
    return;
  }
  const attributes = node.attributes ?? {};
  for (const key of Object.keys(attributes)) {
    if (allowed.includes(key)) continue;
    problems.push({
      rule: 'directive-attributes',
      place,
      found: `attribute \`${key}\` of \`${node.name}\``,
      expected: allowed.length > 0 ? allowed.map((name) => `\`${name}\``).join(', ') : 'no attribute',
      mend: 'Attributes stand as `{key=value}` or `{key="two words"}`.',
    });
  }
  const { line } = place;
  switch (node.name) {
    case 'quiz':
      content.quizzes.push(readQuiz(attributes, place, problems));
      break;
    case 'lab':
      if (attributes.id) content.labs.push({ id: attributes.id, line });
      break;
    case 'changed':
      content.changes.push(readChange(node as Parent, attributes, content, source, place, problems));
      break;
    case 'limit':
      content.limits.push(readLimit(node as Parent, attributes, content, source, line));
      break;
  }
}

type Attributes = Readonly<Record<string, string | null | undefined>>;

function readQuiz(attributes: Attributes, place: Place, problems: Problem[]): QuizPlacement {
  const { id, topic, limit } = attributes;
  const count = limit ? Number(limit) : undefined;
  if (!id === !topic || (count !== undefined && !(Number.isInteger(count) && count > 0))) {
    problems.push({
      rule: 'directive-attributes',
      place,
      found:
        count !== undefined && !(count > 0)
          ? `limit \`${limit}\``
          : id
            ? 'quiz with `id` and `topic`'
            : 'quiz without `id` or `topic`',
      expected: '`::quiz{id=QUESTION}` or `::quiz{topic=TOPIC limit=5}`',
      mend: 'Name one question or one topic.',
    });
  }
  return { ...(id ? { id } : {}), ...(topic ? { topic } : {}), ...(count ? { limit: count } : {}), line: place.line };
}

const PARTIAL_DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

function readChange(
  node: Parent,
  attributes: Attributes,
  content: Mutable<Content>,
  source: string,
  place: Place,
  problems: Problem[],
): Change {
  const { since } = attributes;
  if (since && !PARTIAL_DATE.test(since)) {
    problems.push({
      rule: 'directive-attributes',
      place,
      found: `\`since=${since}\``,
      expected: 'YYYY, YYYY-MM or YYYY-MM-DD',
      mend: 'Leave `since` out when no source dates the change.',
    });
  }
  const first = node.children[0];
  const strong = first && 'children' in first && first.children[0]?.type === 'strong' ? first.children[0] : undefined;
  const body = sliceBlocks(source, node.children);
  const headline = strong ? sliceBlocks(source, strong.children) : (/^.*?[.!?](?=\s|$)/s.exec(body)?.[0] ?? body);
  return {
    ...(since ? { since } : {}),
    headline: headline.replaceAll('\n', ' '),
    body,
    slug: `changed-${content.changes.length + 1}`,
    line: place.line,
  };
}

function readLimit(
  node: Parent,
  attributes: Attributes,
  content: Mutable<Content>,
  source: string,
  line: number,
): Limit {
  const slug = content.headings.at(-1)?.slug;
  const { of, scope } = attributes;
  return {
    text: sliceBlocks(source, node.children),
    ...(of ? { of } : {}),
    ...(scope ? { scope } : {}),
    ...(slug === undefined ? {} : { slug }),
    line,
  };
}
