import { describe, expect, test } from 'vitest';
import { loadBank, memoryFiles, publishQuestion } from '../src/index.ts';
import { parseCloze } from '../src/parse/cloze.ts';
import { BASE_FILES, wrapBody } from './support/example-bank.ts';

describe('parseCloze', () => {
  test.each([
    ['{{c1::text}}', [{ number: 1, text: 'text' }]],
    [
      '{{c1::text::hint}} and {{c2::more}}',
      [
        { number: 1, text: 'text', hint: 'hint' },
        { number: 2, text: 'more' },
      ],
    ],
    ['{{c1::`a::b`}}', [{ number: 1, text: '`a::b`' }]],
    ['{{c1::`}}`::`x`}}', [{ number: 1, text: '`}}`', hint: '`x`' }]],
    ['{{c12::arn\\:\\:aws}}', [{ number: 12, text: 'arn\\:\\:aws' }]],
    ['`{{c1::code}}` is no gap', []],
    ['\\{{ is no gap', []],
  ])('%s', (source, expected) => {
    const { deletions, problems } = parseCloze(source);
    expect(problems).toEqual([]);
    expect(deletions.map(({ start, end, ...rest }) => rest)).toEqual(expected);
  });

  test.each([
    ['{{c1::text', 0, 'gap that is never closed'],
    ['text}}', 4, '`}}` that closes no gap'],
    ['{{text}}', 0, '`{{` that opens no gap'],
    ['{{c0::text}}', 0, '`{{` that opens no gap'],
    ['{{c1::}}', 0, 'empty gap'],
    ['{{c1::a {{c2::b}} }}', 8, 'gap inside a gap'],
    ['{{c1::a::b::c}}', 10, 'third `::` in a gap'],
  ])('%s has a problem', (source, offset, found) => {
    expect(parseCloze(source).problems[0]).toMatchObject({ offset, found });
  });
});

test('a published cloze shows its gaps as elements and nothing else', async () => {
  const body =
    'The file {{c1::`build<spec>.yml`::a "name"}} stands at {{c2::**the root**}}.\n\n## Explanation\n\nYes.\n';
  const path = 'questions/example-topic/example-question.md';
  const { bank } = await loadBank(memoryFiles({ ...BASE_FILES, [path]: wrapBody(body, 'cloze') }), {
    today: '2026-11-21',
  });
  const question = bank.questions.get('example-question');
  if (!question) throw new Error('not read');
  expect(publishQuestion(bank, question).stem.html).toBe(
    '<p>The file <span class="cloze" data-cloze="1" data-hint="a &quot;name&quot;"><code>build&#x3C;spec>.yml</code></span> stands at <span class="cloze" data-cloze="2"><strong>the root</strong></span>.</p>',
  );
});
