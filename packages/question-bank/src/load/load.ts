import { join } from 'node:path';
import {
  type BankIdentity,
  BankIdentitySchema,
  type Exam,
  ExamSchema,
  GlossaryFileSchema,
  type LockLine,
  type TopicsFile,
  TopicsFileSchema,
} from '@notebank/content-schema';
import { VFile } from 'vfile';
import type { z } from 'zod';
import type { Bank, Note, Question } from '../bank.ts';
import { sha256Hex } from '../digest.ts';
import { BankError } from '../errors.ts';
import { readLock } from '../lock.ts';
import { readYaml, yamlLocator } from '../parse/front-matter.ts';
import { type ParsedNote, parseNote } from '../parse/note.ts';
import { locateInFile, type ParsedQuestion, parseQuestion } from '../parse/question.ts';
import { addProblem, type Place, type Problem } from '../problem.ts';
import { siteAddress } from '../render/publish.ts';
import { formatHuman } from '../report.ts';
import { rules } from '../rules/index.ts';
import type { At, FileLink, Finding } from '../rules/rule.ts';
import { noCache, openCache, type ParseCache } from './cache.ts';
import { type BankFiles, diskFiles, isBank } from './files.ts';

export interface LoadOptions {
  /** File of the cache, or `false` for none. Default: none. */
  readonly cache?: string | false;
  /** Today, `YYYY-MM-DD`, for rules about dates. Default: the clock, in UTC. */
  readonly today?: string;
  /** Called after each file that was read. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LoadResult {
  /** What could be read. Files with errors are missing from it. */
  readonly bank: Bank;
  /** Every file that has messages, by path. */
  readonly files: readonly VFile[];
  readonly errors: number;
  readonly warnings: number;
  /** How many notes and questions were read, and how many of them came from the cache. */
  readonly read: { readonly files: number; readonly cached: number };
}

/** A larger file is no note and no question. */
const MAX_BYTES = 1 << 20;
/** Files that are read at the same time. */
const CONCURRENCY = 16;
/** What a bank knows. Other files are only passed over where nobody would look for content: decks, images of a README. */
const LAYOUT =
  /^(?:bank\.yaml|topics\.yaml|glossary\.yaml|bank\.lock\.jsonl|package\.json|README\.md|LICENSE|CHANGELOG\.md|exams\/[^/]+\.yaml|notes\/[^/]+\/[^/]+\.md|questions\/[^/]+\/[^/]+\.md|media\/.+)$/;

const LOOKS_LIKE_CONTENT = /^(?:notes|questions|exams)\/|\.(?:md|mdx|markdown|ya?ml)$/;

/**
 * Reads and checks a bank.
 *
 * Every problem of every file is collected; nothing is thrown for content. Memory holds texts and no syntax trees.
 *
 * @param source - Folder that holds `bank.yaml`, or files from elsewhere.
 * @throws {@link BankError} `NO_BANK` when there is no `bank.yaml`.
 */
export async function loadBank(source: string | BankFiles, options: LoadOptions = {}): Promise<LoadResult> {
  const files = typeof source === 'string' ? diskFiles(source) : source;
  if (typeof source === 'string' && !(await isBank(source))) {
    throw new BankError(
      'NO_BANK',
      `Unexpected folder \`${source}\` without \`bank.yaml\`, expected a bank. \`notebank init\` makes one.`,
    );
  }
  const paths = await files.list();
  const cache = options.cache ? await openCache(options.cache) : noCache;
  const loader = new Loader(files, paths, cache, options);
  const result = await loader.load();
  await cache.save();
  return result;
}

/**
 * Reads a bank that has to be whole.
 *
 * @returns the bank.
 * @throws {@link BankError} `INVALID_BANK` with the report of every error as its message.
 */
export async function readBank(source: string | BankFiles, options: LoadOptions = {}): Promise<Bank> {
  const result = await loadBank(source, options);
  if (result.errors > 0) throw new BankError('INVALID_BANK', `The bank has errors.\n\n${formatHuman(result.files)}`);
  return result.bank;
}

/** State of one load. */
class Loader {
  readonly #files: BankFiles;
  readonly #paths: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #cache: ParseCache;
  readonly #options: LoadOptions;
  readonly #problems = new Map<string, Problem[]>();
  readonly #links = new Map<string, readonly FileLink[]>();
  readonly #ids = new Map<string, string[]>();
  readonly #notes = new Map<string, Note>();
  readonly #questions = new Map<string, Question>();
  #cached = 0;

  constructor(files: BankFiles, paths: readonly string[], cache: ParseCache, options: LoadOptions) {
    this.#files = files;
    this.#paths = paths;
    this.#known = new Set(paths);
    this.#cache = cache;
    this.#options = options;
  }

  async load(): Promise<LoadResult> {
    for (const path of this.#paths)
      if (!LAYOUT.test(path) && LOOKS_LIKE_CONTENT.test(path)) this.#add(path, strayFile(path));
    const identity = await this.#yaml('bank.yaml', BankIdentitySchema);
    const topics = await this.#yaml('topics.yaml', TopicsFileSchema);
    const glossary = this.#known.has('glossary.yaml')
      ? await this.#yaml('glossary.yaml', GlossaryFileSchema)
      : undefined;
    const exams = await this.#exams();
    const lock = await this.#lock();
    const total = await this.#readAll();
    const bank = this.#bank(identity, topics, exams, glossary?.terms ?? [], lock);
    await this.#check(bank);
    return this.#result(bank, total);
  }

  #add(path: string, problem: Problem): void {
    const problems = this.#problems.get(path);
    if (problems) problems.push(problem);
    else this.#problems.set(path, [problem]);
  }

  /** Text of a file, or undefined after reporting why there is none. */
  async #text(path: string): Promise<string | undefined> {
    const bytes = await this.#files.read(path);
    return this.#decode(path, bytes);
  }

  #decode(path: string, bytes: Uint8Array): string | undefined {
    const refuse = (found: string, expected: string, mend: string) => {
      this.#add(path, { rule: 'readable-file', place: { line: 1, column: 1 }, found, expected, mend });
      return undefined;
    };
    if (bytes.length > MAX_BYTES) {
      return refuse(`file of ${bytes.length} bytes`, `at most ${MAX_BYTES}`, 'Cut it into several topics.');
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
    } catch {
      return refuse('bytes that are not UTF-8', 'UTF-8 text', 'Save the file as UTF-8.');
    }
  }

  async #yaml<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    if (!this.#known.has(path)) {
      const place = { line: 1, column: 1 };
      this.#add(path, {
        rule: 'bank-files',
        place,
        found: 'bank without this file',
        expected: 'the file',
        mend: '`notebank init` shows what a bank needs.',
      });
      return undefined;
    }
    const text = await this.#text(path);
    if (text === undefined) return undefined;
    const read = readYaml(text, 1, schema, 'bank-files');
    if ('data' in read) return read.data;
    for (const problem of read.problems) this.#add(path, problem);
    return undefined;
  }

  async #exams(): Promise<Map<string, Exam>> {
    const exams = new Map<string, Exam>();
    for (const path of this.#paths.filter((name) => /^exams\/[^/]+\.yaml$/.test(name))) {
      const exam = await this.#yaml(path, ExamSchema);
      if (!exam) continue;
      const name = path.slice('exams/'.length, -'.yaml'.length);
      if (exam.id !== name) {
        const place = { line: 1, column: 1 };
        this.#add(path, {
          rule: 'bank-files',
          place,
          found: `id \`${exam.id}\` in \`${path}\``,
          expected: `\`id: ${name}\``,
          mend: 'The file name is the id.',
        });
      }
      exams.set(exam.id, exam);
    }
    return exams;
  }

  async #lock(): Promise<ReadonlyMap<string, LockLine>> {
    const path = 'bank.lock.jsonl';
    if (!this.#known.has(path)) return new Map();
    const text = await this.#text(path);
    if (text === undefined) return new Map();
    const { lines, problems } = readLock(text);
    for (const { line = 1, found, expected, mend, severity } of problems) {
      this.#add(path, { rule: 'bank-files', place: { line, column: 1 }, found, expected, mend, severity });
    }
    return lines;
  }

  /** Reads notes and questions, a few at a time so that memory stays bounded. */
  async #readAll(): Promise<number> {
    const paths = this.#paths.filter((path) => /^(?:notes|questions)\/[^/]+\/[^/]+\.md$/.test(path));
    let next = 0;
    let done = 0;
    const worker = async () => {
      for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
        await this.#readOne(path);
        done += 1;
        this.#options.onProgress?.(done, paths.length);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return paths.length;
  }

  async #readOne(path: string): Promise<void> {
    const bytes = await this.#files.read(path);
    const hash = sha256Hex(bytes);
    const hit = this.#cache.get(path, hash) as ParsedQuestion | ParsedNote | undefined;
    if (hit) this.#cached += 1;
    const parsed = hit ?? this.#parse(path, bytes);
    if (!parsed) return;
    if (!hit) this.#cache.set(path, hash, parsed);
    for (const problem of parsed.problems) this.#add(path, problem);
    if (path.startsWith('notes/')) this.#keepNote(path, parsed as ParsedNote);
    else this.#keepQuestion(path, parsed as ParsedQuestion);
  }

  #parse(path: string, bytes: Uint8Array): ParsedQuestion | ParsedNote | undefined {
    const text = this.#decode(path, bytes);
    if (text === undefined) return undefined;
    return path.startsWith('notes/') ? parseNote(path, text) : parseQuestion(path, text);
  }

  #keepNote(path: string, { note }: ParsedNote): void {
    if (!note) return;
    this.#notes.set(note.id, note);
    this.#links.set(
      path,
      note.links.map(({ url, image, line, column }) => ({ url, image, place: { line, column } })),
    );
  }

  #keepQuestion(path: string, { id, question, links }: ParsedQuestion): void {
    if (id !== undefined) this.#ids.set(id, [...(this.#ids.get(id) ?? []), path].sort());
    // The first file by path keeps the id, whatever order files were read in.
    if (question && this.#ids.get(question.id)?.[0] === path) this.#questions.set(question.id, question);
    if (links.length > 0) this.#links.set(path, links);
  }

  #bank(
    identity: BankIdentity | undefined,
    topics: TopicsFile | undefined,
    exams: ReadonlyMap<string, Exam>,
    glossary: Bank['glossary'],
    lock: ReadonlyMap<string, LockLine>,
  ): Bank {
    const areas = topics?.areas ?? [];
    const rank = new Map(areas.map(({ id }, index) => [id, index]));
    const ordered = [...(topics?.topics ?? [])].sort((a, b) => (rank.get(a.area) ?? 1e9) - (rank.get(b.area) ?? 1e9));
    for (const [index, topic] of (topics?.topics ?? []).entries()) {
      if (topics?.topics.findIndex(({ id }) => id === topic.id) !== index)
        this.#add('topics.yaml', duplicateTopic(topic.id));
    }
    const topicMap = new Map(ordered.map((topic) => [topic.id, topic]));
    const notes = ordered.flatMap(({ id }) => this.#notes.get(id) ?? []);
    const others = [...this.#notes.values()]
      .filter(({ id }) => !topicMap.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return Object.freeze({
      root: this.#files.root,
      identity: identity ?? PLACEHOLDER_IDENTITY,
      areas,
      topics: topicMap,
      notes: new Map([...notes, ...others].map((note) => [note.id, note])),
      questions: new Map([...this.#questions].sort(([a], [b]) => (a < b ? -1 : 1))),
      exams,
      glossary,
      lock,
    });
  }

  async #check(bank: Bank): Promise<void> {
    const findings: (Finding & { readonly rule: string })[] = [];
    const today = this.#options.today ?? new Date().toISOString().slice(0, 10);
    const exists = (path: string) => this.#known.has(path);
    for (const rule of rules) {
      const report = (finding: Finding) => findings.push({ ...finding, rule: rule.id });
      rule.check?.({ bank, links: this.#links, ids: this.#ids, exists, today, report });
    }
    for (const { path, at, cause, ...problem } of findings) {
      const place = await this.#place(path, at);
      const other = cause && { path: cause.path, what: cause.what, place: await this.#place(cause.path, cause.at) };
      this.#add(path, { ...problem, place, ...(other === undefined ? {} : { cause: other }) });
    }
  }

  async #place(path: string, at: At): Promise<Place> {
    if ('place' in at) return at.place;
    if (!this.#known.has(path)) return { line: 1, column: 1 };
    const text = new TextDecoder().decode(await this.#files.read(path)).replaceAll('\r\n', '\n');
    if ('key' in at) return path.endsWith('.md') ? locateInFile(text, at.key) : yamlLocator(text, 1)(at.key);
    return placeOfText(text, at.text);
  }

  /** A path as messages print it: an editor can open it. */
  #printed(path: string): string {
    return this.#files.root === 'memory' ? path : join(this.#files.root, path);
  }

  #result(bank: Bank, total: number): LoadResult {
    const pages = `${siteAddress(bank.identity)}contributing/rules/`;
    const files: VFile[] = [];
    let errors = 0;
    let warnings = 0;
    for (const path of [...this.#problems.keys()].sort()) {
      const file = new VFile({ path: this.#printed(path) });
      const problems = this.#problems.get(path) ?? [];
      problems.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
      for (const problem of problems) {
        const { cause } = problem;
        addProblem(file, cause ? { ...problem, cause: { ...cause, path: this.#printed(cause.path) } } : problem, pages);
        if (problem.severity === 'warning') warnings += 1;
        else errors += 1;
      }
      files.push(file);
    }
    return { bank, files, errors, warnings, read: { files: total, cached: this.#cached } };
  }
}

function strayFile(path: string): Problem {
  const [folder] = path.split('/');
  const expected =
    folder === 'questions'
      ? '`questions/<topic>/<slug>.md`'
      : folder === 'notes'
        ? '`notes/<area>/<topic>.md`'
        : 'a file of the layout';
  return {
    rule: 'stray-file',
    place: { line: 1, column: 1 },
    found: 'file outside of the layout',
    expected,
    mend: 'Move it, rename it, or put images under `media/`.',
  };
}

function duplicateTopic(id: string): Problem {
  return {
    rule: 'bank-files',
    place: { line: 1, column: 1 },
    found: `topic \`${id}\` a second time`,
    expected: 'every topic once',
    mend: 'Remove one of the two lines.',
  };
}

/** Place of the first line of a text within a file; the top when it is not found. */
function placeOfText(file: string, text: string): Place {
  const offset = file.indexOf(text.split('\n', 1)[0] ?? '');
  if (offset <= 0) return { line: 1, column: 1 };
  const before = file.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Stands in for a `bank.yaml` that has errors, so that everything else can be checked all the same. */
const PLACEHOLDER_IDENTITY: BankIdentity = {
  id: 'unnamed',
  title: 'Unnamed',
  deckRoot: 'Unnamed',
  baseMs: 1_000_000_000_000,
  site: 'https://example.org',
  base: '/',
  repository: 'https://example.org',
  branch: 'main',
  contentPath: 'content',
  licence: { id: 'CC-BY-4.0', url: 'https://example.org' },
  attribution: 'Unnamed',
  contact: 'Unnamed',
  reports: 'https://example.org',
  counts: {},
};
