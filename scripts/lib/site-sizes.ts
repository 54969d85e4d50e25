import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A size with the page it was found on. */
export interface Size {
  /** Compressed bytes in units of 1000. */
  readonly kB: number;
  /** Page that has it, relative to the site: `notes/codebuild-overview/index.html`. */
  readonly page: string;
}

/** Sizes of a built site by the names of `budgets.json`: the largest over all pages of a type. */
export type SiteSizes = Readonly<Record<string, Size>>;

/**
 * Measures a built site.
 *
 * @param folder - Folder that holds its `index.html`.
 * @param base - Path under which it was built; begins and ends with `/`.
 */
export function measureSite(folder: string, base: string): SiteSizes {
  const site = new Site(folder, base);
  const notes = site.pages('notes/*/index.html');
  const questions = site.pages('q/*/index.html');
  const labs = site.pages('labs/*/index.html');
  return {
    'note-html-with-quiz': largest(notes, (page) => gzipped(page.html)),
    'note-html-without-quiz': largest(notes, (page) => gzipped(withoutQuizzes(page.html))),
    'question-html': largest(questions, (page) => gzipped(page.html)),
    'javascript-before-interaction': largest(notes, (page) => site.javascript(page).before),
    'javascript-of-a-quiz': largest(notes.filter(hasNoLab), (page) => site.javascript(page).later),
    'javascript-of-a-lab': largest(labs, (page) => site.javascriptOfLab(page).first),
    'javascript-of-a-lab-on-demand': largest(labs, (page) => site.javascriptOfLab(page).rest),
    css: largest(notes, (page) => site.css(page)),
  };
}

interface Page {
  readonly path: string;
  readonly html: string;
}

function largest(pages: readonly Page[], bytesOf: (page: Page) => number): Size {
  let size: Size = { kB: 0, page: 'no page' };
  for (const page of pages) {
    const kB = bytesOf(page) / 1000;
    if (kB > size.kB) size = { kB, page: page.path };
  }
  return size;
}

function gzipped(text: string | Buffer): number {
  return gzipSync(text, { level: 9 }).length;
}

/** A page with every quiz taken out. Quizzes do not nest. */
export function withoutQuizzes(html: string): string {
  return html.replaceAll(/<notebank-quiz[\s>][\s\S]*?<\/notebank-quiz>/g, '');
}

/** Labs bring scripts of their own, which have a budget of their own. */
function hasNoLab({ html }: Page): boolean {
  return !/<notebank-[\w-]*lab[\s>]/.test(html);
}

/** Static imports (`from "./x.js"`, `import "./x.js"`) and dynamic ones (`import("./x.js")`) of a built module. */
export function moduleImports(code: string): { readonly static: string[]; readonly dynamic: string[] } {
  const all = (pattern: RegExp) => [...code.matchAll(pattern)].flatMap((match) => match[1] ?? []);
  return {
    static: all(/(?:\bfrom|\bimport)\s*["'`]([^"'`]+\.m?js)["'`]/g),
    dynamic: all(/\bimport\(\s*["'`]([^"'`]+\.m?js)["'`]\s*\)/g),
  };
}

/** Files of scripts, relative to the site. */
interface Graph {
  /** Loaded with the page. */
  readonly before: ReadonlySet<string>;
  /** What the scripts of the page import later, with all that comes at once with it. */
  readonly first: ReadonlySet<string>;
  /** All that may be imported later, by whatever. */
  readonly later: ReadonlySet<string>;
}

class Site {
  readonly #folder: string;
  readonly #base: string;
  readonly #sizes = new Map<string, number>();
  readonly #graphs = new Map<string, Graph>();

  constructor(folder: string, base: string) {
    this.#folder = folder;
    this.#base = base;
  }

  pages(pattern: string): Page[] {
    const paths = globSync(pattern, { cwd: this.#folder }).map((path) => path.replaceAll('\\', '/'));
    return paths.sort().map((path) => ({ path, html: readFileSync(join(this.#folder, path), 'utf8') }));
  }

  /** Bytes of what a page's scripts load at once, inline ones among them, and of what they may import later. */
  javascript(page: Page): { readonly before: number; readonly later: number } {
    const { inline, graph } = this.#scripts(page);
    return { before: inline + this.#sum(graph.before), later: this.#sum(graph.later) };
  }

  /**
   * Bytes of what a lab's page imports later and the index of labs does not: with the lab, and on demand of the lab.
   */
  javascriptOfLab(page: Page): { readonly first: number; readonly rest: number } {
    const [index] = this.pages('labs/index.html');
    const known = index === undefined ? new Set() : this.#scripts(index).graph.later;
    const { first, later } = this.#scripts(page).graph;
    const own = [...later].filter((path) => !known.has(path));
    return {
      first: this.#sum(own.filter((path) => first.has(path))),
      rest: this.#sum(own.filter((path) => !first.has(path))),
    };
  }

  #scripts(page: Page): { readonly inline: number; readonly graph: Graph } {
    let inline = 0;
    const entries = new Set<string>();
    const later = new Set<string>();
    for (const [, attributes = '', code = ''] of page.html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
      if (/\btype=["']?application\/(?:ld\+)?json/.test(attributes)) continue;
      const source = attribute(attributes, 'src');
      if (source !== undefined) entries.add(this.#local(source));
      if (code.trim() === '') continue;
      inline += gzipped(code);
      for (const target of moduleImports(code).static) entries.add(this.#local(target));
      for (const target of moduleImports(code).dynamic) later.add(this.#local(target));
    }
    return { inline, graph: this.#graph([...entries].sort(), [...later].sort()) };
  }

  /** Bytes of the stylesheets that a page links and of its style elements. */
  css(page: Page): number {
    let bytes = 0;
    for (const [tag] of page.html.matchAll(/<link\b[^>]*>/g)) {
      const href = attribute(tag, 'href');
      if (attribute(tag, 'rel') === 'stylesheet' && href !== undefined) bytes += this.#size(this.#local(href));
    }
    for (const [, code = ''] of page.html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)) bytes += gzipped(code);
    return bytes;
  }

  /** Files that entries load at once, and those that only a later `import()` of them brings. */
  #graph(entries: readonly string[], dynamic: readonly string[]): Graph {
    const key = JSON.stringify([entries, dynamic]);
    const known = this.#graphs.get(key);
    if (known) return known;
    const before = new Set<string>();
    const wanted = new Set(dynamic);
    this.#follow(entries, before, wanted);
    const first = new Set<string>();
    this.#follow([...wanted], first, new Set());
    const later = new Set<string>();
    // What comes later may itself bring more.
    for (const path of wanted) this.#follow([path], later, wanted);
    const graph = { before, first, later: new Set([...later].filter((path) => !before.has(path))) };
    this.#graphs.set(key, graph);
    return graph;
  }

  #follow(entries: readonly string[], reached: Set<string>, dynamic: Set<string>): void {
    const open = [...entries];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (reached.has(path) || !existsSync(join(this.#folder, path))) continue;
      reached.add(path);
      const imports = moduleImports(readFileSync(join(this.#folder, path), 'utf8'));
      const beside = (target: string) =>
        target.startsWith('.') ? posix.join(posix.dirname(path), target) : this.#local(target);
      open.push(...imports.static.map(beside));
      for (const target of imports.dynamic) dynamic.add(beside(target));
    }
  }

  #sum(paths: Iterable<string>): number {
    let bytes = 0;
    for (const path of paths) bytes += this.#size(path);
    return bytes;
  }

  #size(path: string): number {
    const known = this.#sizes.get(path);
    if (known !== undefined) return known;
    const file = join(this.#folder, path);
    const size = existsSync(file) ? gzipped(readFileSync(file)) : 0;
    this.#sizes.set(path, size);
    return size;
  }

  /** File of an address, relative to the site. */
  #local(address: string): string {
    const path = address.split(/[?#]/, 1)[0] ?? '';
    return (path.startsWith(this.#base) ? path.slice(this.#base.length) : path).replace(/^\.?\//, '');
  }
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`).exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}
