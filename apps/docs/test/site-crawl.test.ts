import { join } from 'node:path';
import { readBank } from '@notebank/question-bank';
import { expect, it } from 'vitest';
import { attribute, type Element, type Html, inside, textOf } from './e2e/support/html.ts';
import { brokenAddresses, brokenLinks } from './e2e/support/links.ts';
import { linksOfMarkdown } from './e2e/support/markdown.ts';
import { APP, describeSite } from './e2e/support/site.ts';

describeSite('the built site, link by link', async (site) => {
  const paths = site.pages;
  const bank = await readBank(join(APP, '../../content'));

  /** What a check finds on all pages, each with its page. */
  const onEveryPage = (check: (page: Html, path: string) => Iterable<string>): string[] =>
    paths.flatMap((path) => [...check(site.page(path), path)].map((fault) => `/${path}: ${fault}`));

  it('holds the pages of the bank', () => {
    expect(bank.notes.size).toBeGreaterThan(0);
    const expected = [
      ...[...bank.notes.keys()].map((topic) => `notes/${topic}/`),
      ...[...bank.exams.keys()].flatMap((exam) => [`exams/${exam}/`, `numbers/${exam}/`]),
      ...[...bank.questions.values()].filter(({ pool }) => pool === 'practice').map(({ id }) => `q/${id}/`),
      ...['', 'about/', 'changed/', 'contributing/', 'downloads/', 'exams/', 'notes/', '404.html'],
    ];
    expect(expected.filter((path) => !paths.includes(path))).toEqual([]);
    expect(paths.filter((path) => path.startsWith('q/') && !expected.includes(path))).toEqual([]);
  });

  it('lists every page but 404.html in its sitemap, and each says that it is that page', () => {
    expect([...site.sitemap].sort()).toEqual(paths.filter((path) => path !== '404.html').sort());
    const faults = onEveryPage(function* (page, path) {
      const link = page.all('link').find((element) => attribute(element, 'rel') === 'canonical');
      const canonical = link && attribute(link, 'href');
      const expected = `${site.origin}${site.base}${path}`;
      if (path !== '404.html' && canonical !== expected)
        yield `expected the canonical address ${expected}, got ${canonical}`;
    });
    expect(faults).toEqual([]);
  });

  it('has no broken link, anchor, image, script or style', () => expect(brokenLinks(site)).toEqual([]));

  it('has no broken link in Markdown twins, llms.txt and robots.txt', () => {
    const files = [...site.files('notes/*/index.md'), 'llms.txt', 'robots.txt'];
    expect(files.length).toBe(bank.notes.size + 2);
    const faults = files.flatMap((file) => {
      const hrefs = linksOfMarkdown(site.read(file));
      expect(hrefs.length, `links of ${file}`).toBeGreaterThan(0);
      return brokenAddresses(site, hrefs, file).map((fault) => `${file}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it('tells the browser nothing of itself when a link opens another window', () => {
    const faults = onEveryPage(function* (page) {
      for (const link of page.all('a')) {
        const rel = attribute(link, 'rel') ?? '';
        if (attribute(link, 'target') === '_blank' && !/\bnoopener\b/.test(rel))
          yield `${attribute(link, 'href')} without rel="noopener"`;
      }
    });
    expect(faults).toEqual([]);
  });

  it('has every id once a page, and nothing that names an id which is not there', () => {
    const faults = onEveryPage(function* (page) {
      const ids = new Set(page.ids);
      for (const id of ids) if (page.ids.indexOf(id) !== page.ids.lastIndexOf(id)) yield `id ${id} stands twice`;
      for (const element of page.elements) {
        for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'popovertarget']) {
          const named = (attribute(element, name) ?? '').split(/\s+/).filter(Boolean);
          for (const id of named) if (!ids.has(id)) yield `<${element.tagName} ${name}="${id}"> names no element`;
        }
      }
    });
    expect(faults).toEqual([]);
  });

  it('has one level 1 heading, one main part, and a language on every page', () => {
    const faults = onEveryPage(function* (page) {
      const headings = page.all('h1');
      if (headings.length !== 1) yield `expected one h1, got ${headings.length}`;
      if (headings[0] && textOf(headings[0]) === '') yield 'expected text in its h1';
      if (page.all('main').length !== 1) yield `expected one main, got ${page.all('main').length}`;
      const [html] = page.all('html');
      if (html && attribute(html, 'lang') !== 'en') yield 'expected lang="en"';
    });
    expect(faults).toEqual([]);
  });

  it('gives every page a title and a description of its own', () => {
    const seen = { title: new Map<string, string>(), description: new Map<string, string>() };
    const faults = onEveryPage(function* (page, path) {
      if (path === '404.html') return;
      for (const [name, value] of Object.entries({ title: page.title, description: page.meta('description') })) {
        const known = seen[name as keyof typeof seen];
        if (value === undefined || value.trim() === '') yield `no ${name}`;
        else if (known.has(value)) yield `the ${name} of /${known.get(value)}: ${value}`;
        else known.set(value, path);
      }
    });
    expect(faults).toEqual([]);
  });

  it('leaves no directive, no placeholder and no empty body', () => {
    const faults = onEveryPage(function* (page) {
      const [body] = page.all('body');
      const [main] = page.all('main');
      const text = body === undefined ? '' : textOf(body, ({ tagName }) => tagName === 'code' || tagName === 'pre');
      const directive = /(?:^|\s):{2,3}[a-z][\w-]*.{0,40}/.exec(text);
      if (directive) yield `found "${directive[0].trim()}"`;
      if (page.all('nb-slot').length > 0) yield 'found <nb-slot>';
      if (main === undefined || textOf(main).length < 60) yield 'expected a page with text';
    });
    expect(faults).toEqual([]);
  });

  it('has a sidebar that does not grow with the site', () => {
    const faults = onEveryPage(function* (page, path) {
      const topic = /^notes\/([^/]+)\/$/.exec(path)?.[1];
      const area = bank.topics.get(topic ?? '')?.area;
      const menu = page.byId('menu');
      if (area === undefined || menu === undefined) return;
      const topics = [...bank.topics.values()].filter((each) => each.area === area).length;
      const items = page.all('li').filter((item) => inside(item, (element) => element === menu)).length;
      const expected = topics + bank.areas.length + 10;
      if (items > expected) yield `expected at most ${expected} items in the sidebar, got ${items}`;
    });
    expect(faults).toEqual([]);
  });

  it('tells on the page of a historic or withdrawn question that it is one, and asks it in no quiz', () => {
    const past = [...bank.questions.values()].filter(({ status, pool }) => status !== 'current' && pool === 'practice');
    expect(past.length).toBeGreaterThan(0);
    for (const { id } of past)
      expect(textOf(site.page(`q/${id}/`).withClass('nb-banner')[0] as Element)).toMatch(/^(Historic|Withdrawn)/);
    const current = [...bank.questions.values()].find(
      ({ status, pool }) => status === 'current' && pool === 'practice',
    );
    expect(site.page(`q/${current?.id}/`).withClass('nb-banner')).toEqual([]);
    const asked = onEveryPage((page, path) =>
      /^(?:$|notes\/[^/]+\/$)/.test(path) ? past.filter(({ id }) => page.byId(`nb-${id}`)).map(({ id }) => id) : [],
    );
    expect(asked).toEqual([]);
  });
});
