import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Bank, type Question, readBank } from '@notebank/question-bank';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf, indexSite } from '../src/search/build/index-site.ts';
import { pageRecords, textRecords } from '../src/search/build/records.ts';
import type { SearchTerms } from '../src/search/terms.ts';

const CONTENT = fileURLToPath(new URL('../../../content', import.meta.url));

let bank: Bank;
let hidden: { readonly mock: string; readonly historic: string };
beforeAll(async () => {
  const read = await readBank(CONTENT);
  const [first, second] = [...read.questions.values()].filter(
    (each) => each.pool === 'practice' && each.status === 'current',
  );
  if (!first || !second) throw new Error('expected two practice questions');
  hidden = { mock: first.id, historic: second.id };
  const questions = new Map<string, Question>(read.questions)
    .set(first.id, { ...first, pool: 'mock' })
    .set(second.id, { ...second, status: 'historic' });
  bank = { ...read, questions };
}, 60_000);

describe('records', () => {
  it('hold each current practice question, and no other', () => {
    const urls = textRecords(bank)
      .map(({ url }) => url)
      .filter((url) => url.startsWith('/q/'));
    const current = [...bank.questions.values()].filter(
      ({ pool, status }) => pool === 'practice' && status === 'current',
    );
    expect(urls.toSorted()).toEqual(current.map(({ id }) => `/q/${id}/`).toSorted());
    expect(urls).not.toContain(`/q/${hidden.mock}/`);
    expect(urls).not.toContain(`/q/${hidden.historic}/`);
  });

  it('give no key away: a question is found by its stem and options, not by its rationales', () => {
    const texts = new Map(textRecords(bank).map(({ url, text }) => [url, text]));
    for (const question of bank.questions.values()) {
      const text = texts.get(`/q/${question.id}/`);
      if (text === undefined || question.kind !== 'choice') continue;
      for (const { rationale } of question.options) expect(text).not.toContain(rationale);
    }
  });

  it('carry type, exam, area and service', () => {
    const [note] = pageRecords(bank).filter(({ url }) => url === '/notes/codebuild-buildspec/');
    expect(note?.filters).toEqual({
      type: ['Note'],
      area: ['CI/CD'],
      exam: ['DVA-C02', 'DOP-C02'],
      service: ['AWS CodeBuild'],
    });
    const types = new Set([...pageRecords(bank), ...textRecords(bank)].flatMap(({ filters }) => filters.type ?? []));
    expect([...types].sort()).toEqual(['Exam', 'Lab', 'Note', 'Question', 'Term']);
  });
});

describe('document for the index', () => {
  const record = {
    file: 'notes/a/index.html',
    url: '/notes/a/',
    meta: { title: 'A "b" & <c>' },
    filters: { type: ['Note'] },
  };

  it('holds the main part and the facts as attributes', () => {
    const html = '<html><body><nav>menu</nav><main class="x"><p>text</p></main><footer>foot</footer></body></html>';
    expect(documentOf(record, html)).toBe(
      '<!doctype html><html lang="en"><body>' +
        '<span data-pagefind-meta="title[data-v]" data-v="A &quot;b&quot; &amp; &lt;c>"></span>' +
        '<span data-pagefind-filter="type[data-v]" data-v="Note"></span>' +
        '<main><p>text</p></main></body></html>',
    );
  });

  it('says which page has no main part', () => {
    expect(() => documentOf(record, '<html></html>')).toThrow('notes/a/index.html: expected <main>, found none');
  });
});

describe('index of a site', () => {
  let folder: string;
  let terms: SearchTerms;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'search-index-'));
    for (const { file, meta } of pageRecords(bank)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(
        join(folder, file),
        `<html><body><main><h1>${meta.title}</h1><p>Some text.</p></main></body></html>`,
      );
    }
    terms = await indexSite(folder, bank);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every record once, in one language', () => {
    expect(terms.pages).toBe(pageRecords(bank).length + textRecords(bank).length);
    const entry = JSON.parse(readFileSync(join(folder, 'pagefind/pagefind-entry.json'), 'utf8'));
    expect(Object.keys(entry.languages)).toEqual(['en']);
    expect(entry.languages.en.page_count).toBe(terms.pages);
  });

  it('names the page of every target as the index does', () => {
    const fragments = readdirSync(join(folder, 'pagefind/fragment')).map((name) => name.replace('.pf_fragment', ''));
    expect(terms.targets.map(({ i }) => i).filter((id) => !fragments.includes(id))).toEqual([]);
    expect(terms.targets.length).toBe(bank.notes.size + bank.exams.size);
  });

  it('leaves the user interfaces of Pagefind out', () => {
    expect(readdirSync(join(folder, 'pagefind')).filter((name) => /ui|highlight|unknown/.test(name))).toEqual([]);
    expect(existsSync(join(folder, 'pagefind/pagefind-worker.js'))).toBe(true);
  });

  it('keeps word list and aliases within 15 kB gzip', () => {
    const lists = { ...terms, targets: terms.targets.map(({ i, n }) => ({ i, n })) };
    expect(gzipSync(JSON.stringify(lists)).length).toBeLessThanOrEqual(15_000);
  });

  it('fails when a page is missing', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'search-index-'));
    await expect(indexSite(empty, bank)).rejects.toThrow(
      /^notes\/[\w-]+\/index\.html: expected a page to index, found none$/,
    );
    rmSync(empty, { recursive: true });
  });
});
