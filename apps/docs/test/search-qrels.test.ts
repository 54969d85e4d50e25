import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readBank } from '@notebank/question-bank';
import { expect, it } from 'vitest';
import { measures } from '../search/evaluate.ts';
import { CLASSES, QRELS, readQrels } from '../search/qrels.ts';

const content = fileURLToPath(new URL('../../../content', import.meta.url));

it('the queries are frozen: a figure over other queries is another figure', () => {
  const hash = createHash('sha256').update(readFileSync(QRELS)).digest('hex');
  expect(hash).toBe('7d21311a6f0ea071187c1c45b2f9e79915cce14e8ccb4e03f0134ea3e6eb05a5');
});

it('there are 22 queries of each class, each once', () => {
  const all = readQrels();
  expect(new Set(all.map(({ query }) => query)).size).toBe(132);
  expect(CLASSES.map((kind) => all.filter((each) => each.class === kind).length)).toEqual([22, 22, 22, 22, 22, 22]);
});

it('the split follows its rule: by the hash of the query, every other one of a class', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  for (const kind of CLASSES) {
    const sorted = readQrels()
      .filter((each) => each.class === kind)
      .sort((a, b) => (sha(a.query) < sha(b.query) ? -1 : 1));
    expect(sorted.map(({ split }) => split)).toEqual(sorted.map((_, index) => (index % 2 === 0 ? 'dev' : 'test')));
  }
});

it.runIf(existsSync(content))('every expected page is a note of the bank', async () => {
  const { notes } = await readBank(content);
  const missing = readQrels().flatMap(({ expected }) =>
    expected.filter((url) => !notes.has(url.replace(/^\/notes\/|\/$/g, ''))),
  );
  expect(missing).toEqual([]);
});

it('says which line of the file is wrong', () => {
  const head = 'query\texpected\tclass\tsplit\n';
  expect(() => readQrels(`${head}a\t/notes/a/\tkeyword\ttest\nb\t/notes/b/\tother\ttest\n`)).toThrow(
    'qrels.tsv:3: expected query, addresses, class and split between tabs, found "b\t/notes/b/\tother\ttest"',
  );
});

it('measures as the field does', () => {
  const answer = (rank: number, milliseconds: number) => ({ rank, milliseconds, urls: rank === 0 ? [] : ['/'] });
  expect(measures([answer(1, 10), answer(2, 20), answer(10, 30), answer(0, 40)])).toEqual({
    queries: 4,
    success1: 0.25,
    success5: 0.5,
    mrr10: (1 + 0.5 + 0.1 + 0) / 4,
    zero: 1,
    p95: 40,
  });
});
