import { join } from 'node:path';
import { type Bank, bankLinks, type Note, readBank } from '@notebank/question-bank';
import { describe, expect, it } from 'vitest';
import { attribute, classesOf, type Element, elementsIn, inside, textOf } from './e2e/support/html.ts';
import { APP, describeSite, type Site } from './e2e/support/site.ts';

/** The text of a note in its page: what its own file brought, without what the site adds. */
class Body {
  readonly #elements: readonly Element[];
  readonly #all: readonly Element[];

  constructor(site: Site, note: Note) {
    const root = site.page(`notes/${note.id}/`).withClass('sl-markdown-content')[0];
    if (root === undefined) throw new Error(`notes/${note.id}/: expected .sl-markdown-content, found none`);
    this.#all = [...elementsIn(root)];
    this.#elements = this.#all.filter((element) => !inside(element, ({ tagName }) => tagName.startsWith('notebank-')));
  }

  select(test: (element: Element) => boolean): Element[] {
    return this.#elements.filter(test);
  }

  named(...names: string[]): Element[] {
    return this.select(({ tagName }) => names.includes(tagName));
  }

  withClass(name: string): Element[] {
    return this.select((element) => classesOf(element).includes(name));
  }

  /** Links of each lab, in order. */
  get labs(): (string | undefined)[][] {
    const labs = this.withClass('nb-lab');
    return labs.map((lab) =>
      [...elementsIn(lab)].filter(({ tagName }) => tagName === 'a').map((link) => attribute(link, 'href')),
    );
  }

  /** Ids of the questions that each quiz asks, in order. */
  get quizzes(): string[][] {
    const quizzes = this.#elements.filter(({ tagName }) => tagName === 'notebank-quiz');
    return quizzes.map((quiz) =>
      [...elementsIn(quiz)].filter(({ tagName }) => tagName === 'form').map((form) => attribute(form, 'data-id') ?? ''),
    );
  }
}

const isAnchor = (element: Element): boolean => classesOf(element).includes('sl-anchor-link');

/** Text of a piece of Markdown without marks: enough for what stands in `:limit[...]`. */
const plain = (markdown: string): string =>
  markdown
    .replaceAll(/[`*_\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A note's file without its fenced code: what a reader who knows no parser would count in. */
const outsideFences = (body: string): string => body.replaceAll(/^( *)(`{3,}|~{3,})[\s\S]*?^\1\2 *$/gm, '');
const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describeSite('notes mean the same to the bank and to the site', async (site) => {
  const bank = await readBank(join(APP, '../../content'));
  expect(bank.notes.size).toBeGreaterThan(0);

  describe.each([...bank.notes.values()].map((note) => [note.id, note] as const))('%s', (_, note) => {
    const body = new Body(site, note);
    const source = outsideFences(note.body);

    it('headings, with their levels and anchors', () => {
      const shown = body.named('h1', 'h2', 'h3', 'h4', 'h5', 'h6').map((heading) => ({
        depth: Number(heading.tagName.slice(1)),
        text: textOf(heading, isAnchor),
        slug: attribute(heading, 'id'),
      }));
      expect(shown).toEqual(note.headings.map(({ depth, text, slug }) => ({ depth, text: plain(text), slug })));
      expect(shown).toHaveLength(countOf(source, /^#{2,6} /gm));
    });

    it('links and images', () => {
      const resolve = bankLinks(note.path, site.base);
      const expected = note.links.map(({ url, image }) => ({
        url: url.startsWith('#') ? url : resolve(url, image ? 'src' : 'href'),
        image,
      }));
      const shown = body
        .select((element) => (element.tagName === 'a' && !isAnchor(element)) || element.tagName === 'img')
        .map((element) => ({
          url: attribute(element, element.tagName === 'img' ? 'src' : 'href'),
          image: element.tagName === 'img',
        }));
      expect(shown).toEqual(expected);
    });

    it('quizzes, each at its place with what it asks', () => {
      const quizzes = body.quizzes;
      expect(quizzes).toHaveLength(note.quizzes.length);
      expect(quizzes).toHaveLength(countOf(source, /^::quiz\b/gm));
      for (const [index, { id, topic, limit }] of note.quizzes.entries()) {
        const asked = quizzes[index] ?? [];
        if (id !== undefined) expect(asked).toEqual([id]);
        else expect(topicsOf(bank, asked)).toEqual(new Set([topic ?? note.id]));
        expect(asked.length).toBeLessThanOrEqual(limit ?? 5);
      }
    });

    it('labs, each at its place with a link to its page', () => {
      expect(body.labs).toEqual(note.labs.map(({ id }) => [`${site.base}labs/${id}/`]));
      expect(body.labs).toHaveLength(countOf(source, /^::lab\b/gm));
    });

    it('what changed, also on the page of all changes', () => {
      const shown = body
        .withClass('nb-changed')
        .map((aside) => ({ slug: attribute(aside, 'id'), since: attribute(aside, 'data-since') }));
      expect(shown).toEqual(note.changes.map(({ slug, since }) => ({ slug, since })));
      expect(shown).toHaveLength(countOf(source, /^:::changed\b/gm));
      const listed = site
        .page('changed/')
        .all('a')
        .map((link) => attribute(link, 'href'));
      for (const { slug } of note.changes) expect(listed).toContain(`${site.base}notes/${note.id}/#${slug}`);
    });

    it('numbers worth knowing, also on the sheets of its exams', () => {
      expect(body.withClass('nb-limit').map((limit) => textOf(limit))).toEqual(
        note.limits.map(({ text }) => plain(text)),
      );
      for (const exam of bank.topics.get(note.id)?.exams ?? []) {
        const sheet = site
          .page(`numbers/${exam}/`)
          .withClass('nb-limit')
          .map((limit) => textOf(limit));
        for (const { text } of note.limits) expect(sheet).toContain(plain(text));
      }
    });

    it('asides, misconceptions, code and tables', () => {
      const blocks = {
        misconceptions: countOf(source, /^ *:::misconception\b/gm),
        asides: countOf(source, /^ *:::(?:note|tip|caution|danger)\b/gm),
        code: countOf(note.body, /^ *(?:```|~~~)/gm) / 2,
        tables: countOf(source, /^ *\|? *:?-{3,}:? *\|/gm),
      };
      expect({
        misconceptions: body.withClass('nb-misconception').length,
        asides: body.withClass('starlight-aside').length,
        code: body.named('pre').length,
        tables: body.named('table').length,
      }).toEqual(blocks);
    });

    it('the same headings and the same questions in its Markdown twin', () => {
      const twin = outsideFences(site.read(`notes/${note.id}/index.md`));
      const headings = [...twin.matchAll(/^#{2,6} (.*)$/gm)].map(([, text = '']) => plain(text));
      expect(headings.slice(0, -1).map((text) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))).toEqual(
        note.headings.map(({ text }) => plain(text)),
      );
      expect(headings.at(-1)).toBe('Sources');
      const asked = [...twin.matchAll(/^- Question: \[.*\]\(\S*\/q\/([\w-]+)\/\)$/gm)].map(([, id]) => id);
      expect(asked).toEqual(body.quizzes.flat());
      expect(countOf(twin, /^ *:{2,}/gm)).toBe(0);
    });
  });
});

function topicsOf(bank: Bank, ids: readonly string[]): Set<string | undefined> {
  return new Set(ids.map((id) => bank.questions.get(id)?.topic));
}
