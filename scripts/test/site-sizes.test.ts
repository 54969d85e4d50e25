import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { compareBudgets, readBudgets } from '../lib/budgets.ts';
import { measureSite, moduleImports, withoutQuizzes } from '../lib/site-sizes.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function site(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-sizes-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const kB = (...texts: string[]) => texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0) / 1000;

test('imports of a minified module', () => {
  const code =
    'import{a}from"./a.js";import"./b.js";export*from"./c.js";const d=()=>import("./d.js"),e=import(`./e.js`);';
  expect(moduleImports(code)).toEqual({ static: ['./a.js', './b.js', './c.js'], dynamic: ['./d.js', './e.js'] });
});

test('quizzes are taken out, one by one', () => {
  expect(withoutQuizzes('a<notebank-quiz id="1">b</notebank-quiz>c<notebank-quiz>d</notebank-quiz>e')).toBe('ace');
});

test('what loads at once is told from what a quiz brings, under a base path', () => {
  const inline = 'import("/aws/_astro/inline.js")';
  const page =
    '<link rel="stylesheet" href="/aws/_astro/a.css"><style>b{}</style>' +
    '<script type="module" src="/aws/_astro/page.js"></script>' +
    `<script type="application/json">{"no":"code"}</script><script>${inline}</script>` +
    '<notebank-quiz>question</notebank-quiz>';
  const files = {
    'notes/one/index.html': page,
    'notes/two/index.html': '<p>',
    'notes/lab/index.html': '<notebank-some-lab></notebank-some-lab><script src="/aws/_astro/lab-page.js"></script>',
    'labs/index.html': '<script src="/aws/_astro/page.js"></script>',
    'labs/some/index.html':
      '<script src="/aws/_astro/page.js"></script><script src="/aws/_astro/lab-page.js"></script>',
    'q/x/index.html': '<p>question</p>',
    '_astro/a.css': 'a{}'.repeat(100),
    '_astro/page.js': 'import"./shared.js";addEventListener("x",()=>import("./quiz.js"));',
    '_astro/shared.js': 'export const s=1;',
    '_astro/quiz.js': 'import"./shared.js";import"./grade.js";',
    '_astro/grade.js': 'export const g=2;',
    '_astro/inline.js': 'export const i=3;',
    '_astro/lab-page.js': 'import"./shared.js";const load=()=>import("./lab.js")',
    '_astro/lab.js': 'import"./signer.js";const more=()=>import("./repair.js")',
    '_astro/signer.js': 'export const sign=5;',
    '_astro/repair.js': 'import"./signer.js";export const repair=6;',
    '_astro/other.js': 'export const other=4;',
  };
  const sizes = measureSite(site(files), '/aws/');
  const notes = 'notes/one/index.html';
  expect(sizes).toEqual({
    'note-html-with-quiz': { kB: kB(page), page: notes },
    'note-html-without-quiz': { kB: kB(withoutQuizzes(page)), page: notes },
    'question-html': { kB: kB(files['q/x/index.html']), page: 'q/x/index.html' },
    'javascript-before-interaction': {
      kB: kB(inline, files['_astro/page.js'], files['_astro/shared.js']),
      page: notes,
    },
    'javascript-of-a-quiz': {
      kB: kB(files['_astro/inline.js'], files['_astro/quiz.js'], files['_astro/grade.js']),
      page: notes,
    },
    'javascript-of-a-lab': { kB: kB(files['_astro/lab.js'], files['_astro/signer.js']), page: 'labs/some/index.html' },
    'javascript-of-a-lab-on-demand': { kB: kB(files['_astro/repair.js']), page: 'labs/some/index.html' },
    css: { kB: kB(files['_astro/a.css'], 'b{}'), page: notes },
  });
});

test('a site without pages keeps no budget', () => {
  const findings = compareBudgets(measureSite(site({}), '/'), readBudgets());
  expect(findings.map(({ kept }) => kept)).toEqual(findings.map(() => false));
});

test('every budget is measured, and everything measured has a budget', () => {
  const size = { kB: 1, page: 'p' };
  expect(() => compareBudgets({ a: size }, new Map([['b', { kB: 1, reason: 'r' }]]))).toThrow(
    'budgets.json: expected the names that are measured, differs in a, b',
  );
  const kept = new Map([['a', { kB: 1, reason: 'r' }]]);
  expect(compareBudgets({ a: size }, kept)).toEqual([{ name: 'a', kB: 1, page: 'p', budget: 1, kept: true }]);
  expect(compareBudgets({ a: { ...size, kB: 1.1 } }, kept)[0]?.kept).toBe(false);
});
