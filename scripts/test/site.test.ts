import { expect, test } from 'vitest';
import { siteBase } from '../lib/site.ts';

test.each([
  ['/', '/'],
  ['notes', '/notes/'],
  ['/notes', '/notes/'],
  ['/aws/notes/', '/aws/notes/'],
  ['//aws//', '/aws/'],
])('NOTEBANK_BASE=%s is served under %s', (given, base) => {
  expect(siteBase({ NOTEBANK_BASE: given })).toBe(base);
});

test('without it the bank says where', () => {
  expect(siteBase({})).toBe('/');
});
