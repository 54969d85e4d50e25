import { describe, expect, it } from 'vitest';
import { noteTwin, withoutDirectives } from '../src/lib/twin.ts';
import { question, testBank } from './support/bank.ts';

describe('withoutDirectives', () => {
  it('tells changes, asides and misconceptions in words', () => {
    const text =
      ':::changed{since=2024-07}\nIt moved.\n:::\n\n:::tip[Do this]\nNow.\n:::\n\n:::misconception\nNo.\n:::\n';
    expect(withoutDirectives(text)).toBe(
      '**Changed 2024-07.**\n\nIt moved.\n\n**Do this.**\n\nNow.\n\n**A common misconception.**\n\nNo.\n',
    );
  });

  it('says when a date is not known', () => {
    expect(withoutDirectives(':::changed\nIt moved.\n:::\n')).toBe('**Changed, date unverified.**\n\nIt moved.\n');
  });

  it('keeps the text of a marked number', () => {
    expect(withoutDirectives('At most :limit[8 hours]{of="build" scope="per build"}.')).toBe('At most 8 hours.');
  });

  it('keeps code as it is', () => {
    const code = '```md\n::quiz{id=a}\n:::tip\n:::\n```';
    expect(withoutDirectives(`${code}\n\n::quiz{id=b}`, ['the question'])).toBe(`${code}\n\nthe question`);
  });

  it('leaves colons of ordinary text alone', () => {
    const text = 'Allow `s3:GetObject` at 10:30, see arn:aws:iam::123456789012:role/x.';
    expect(withoutDirectives(text)).toBe(text);
  });
});

describe('noteTwin', () => {
  it('holds title, text, sources and absolute links, and no directive', async () => {
    const body = '## In short\n\nSee [the other](./a-two.md#why).\n\n::quiz{id=q-alpha}\n';
    const bank = await testBank(
      [
        { id: 'a-one', area: 'a', note: body },
        { id: 'a-two', area: 'a', note: '## Why\n\nText.' },
      ],
      { 'a-one/q-alpha': question('q-alpha', 'a-one') },
    );
    const note = bank.notes.get('a-one');
    if (note === undefined) throw new Error('expected the note of the test');
    expect(noteTwin(bank, note, (path) => `https://bank.example/base/${path}`)).toBe(`# Note a-one

> Decide what to do about Note a-one in a test of the site.

Reviewed 2026-11-21. https://bank.example/base/notes/a-one/

## In short

See [the other](https://bank.example/base/notes/a-two/#why).

- Question: [What does somebody do about alpha and q here?](https://bank.example/base/q/q-alpha/)

## Sources

- [Docs](https://docs.example/page), read 2026-11-21

Test bank, CC BY 4.0: https://licence.example/by

`);
  });
});
