import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateText } from '../src/lib/dates.ts';
import { editUrl, reportUrl } from '../src/lib/links.ts';
import { withSlashes } from '../src/lib/place.ts';
import { termSlug } from '../src/lib/terms.ts';
import { excerpt, fileSize, plain } from '../src/lib/text.ts';
import { testBank } from './support/bank.ts';

describe('plain', () => {
  it('drops marks, links and tables and hides gaps', () => {
    expect(plain('A **bold** `code` and [link](https://a.example), {{c1::gap::hint}}.\n\n| a | b |\n| - | - |')).toBe(
      'A bold code and link, ….',
    );
  });

  it('shows the default of a computed number', () => {
    expect(plain('Items of {{size=11}} KB')).toBe('Items of 11 KB');
  });
});

describe('excerpt', () => {
  it('never passes its length and cuts at a word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{0,200}$/), fc.integer({ min: 20, max: 100 }), (text, length) => {
        const cut = excerpt(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        const whole = plain(text);
        expect(cut === whole || (cut.endsWith('…') && whole.startsWith(cut.slice(0, -1)))).toBe(true);
      }),
    );
  });
});

describe('dateText', () => {
  it.each([
    ['2024', '2024'],
    ['2024-07', 'July 2024'],
    ['2024-07-09', '9 July 2024'],
  ])('%s is %s', (date, text) => {
    expect(dateText(date)).toBe(text);
  });
});

describe('addresses', () => {
  it('edit the file where the repository keeps it', async () => {
    const { identity } = await testBank([{ id: 'a-one', area: 'a' }]);
    expect(editUrl(identity, { path: 'notes/a/a-one.md' })).toBe(
      'https://code.example/bank/edit/main/content/notes/a/a-one.md',
    );
  });

  it('report a question with id and revision', async () => {
    const { identity } = await testBank([{ id: 'a-one', area: 'a' }]);
    const url = new URL(reportUrl(identity, { id: 'q-alpha', revision: 3 }));
    expect(`${url.origin}${url.pathname}`).toBe('https://code.example/bank/issues/new');
    expect(url.searchParams.get('title')).toBe('Question q-alpha: ');
    expect(url.searchParams.get('body')).toContain('Question: q-alpha\nRevision: 3\n');
  });

  it.each([
    ['', '/'],
    ['/', '/'],
    ['docs', '/docs/'],
    ['/a/b/', '/a/b/'],
  ])('the base path %j becomes %s', (given, expected) => {
    expect(withSlashes(given)).toBe(expected);
  });

  it('name a term by its words', () => {
    expect(termSlug('AWS CodeBuild (batch)')).toBe('aws-codebuild-batch');
  });
});

describe('fileSize', () => {
  it.each([
    [243, '243 bytes'],
    [4_310, '4.3 KB'],
    [110_000, '110 KB'],
    [3_400_000, '3.4 MB'],
  ])('%d is %s', (bytes, text) => {
    expect(fileSize(bytes)).toBe(text);
  });
});
