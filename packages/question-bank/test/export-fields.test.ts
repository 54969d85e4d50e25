import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKSUMS, GUIDS } from '../conformance/anki.ts';
import type { ClozeQuestion } from '../src/bank.ts';
import { fieldChecksum, fieldHtml, gapHtml, stripHtml } from '../src/export/anki/escape.ts';
import { base91, guidFor } from '../src/export/anki/guid.ts';
import { ankiNotes } from '../src/export/index.ts';
import { parseCloze } from '../src/parse/cloze.ts';
import { bankOf, generateBank } from './support/generate-bank.ts';

describe('guids', () => {
  it.each(GUIDS)('of %j are those of genanki', (values, guid) => {
    expect(guidFor(...values)).toBe(guid);
  });

  it('are written as division by 91 writes them', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~';
    const slow = (number: bigint): string => (number === 0n ? '' : slow(number / 91n) + alphabet[Number(number % 91n)]);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (number) => base91(number) === slow(number)));
  });
});

describe('checksums and sort fields', () => {
  it.each(CHECKSUMS)('of %j are those of Anki', (text, checksum) => {
    expect(fieldChecksum(text)).toBe(checksum);
  });

  it.each([
    ['<b>Which</b> AWS service?', 'Which AWS service?'],
    ['<img alt="x" src="pic.png">', ' pic.png '],
    ["<img src='pic.png'>", ' pic.png '],
    ['<audio src=a.mp3></audio>[sound:b.mp3]', ' a.mp3  b.mp3 '],
    ['<style>p{}</style><!-- no --><script>x</script>a&nbsp;b', 'a b'],
    ['&#92;( &lt;p&gt; &#x26;amp; &unknown;', '\\( <p> &amp; &unknown;'],
  ])('strip %j as Anki does', (html, text) => {
    expect(stripHtml(html)).toBe(text);
  });
});

describe('fields', () => {
  it.each([
    ['MathJax', 'x \\(a\\) \\[b\\]', 'x &#92;(a&#92;) &#92;[b&#92;]'],
    ['sound', '[sound:a.mp3]', '&#91;sound:a.mp3]'],
    ['LaTeX', '[latex]a[/latex] [$]b[/$] [$$]c[/$$]', '&#91;latex]a&#91;/latex] &#91;$]b&#91;/$] &#91;$$]c&#91;/$$]'],
    ['speech', '[anki:tts lang=en]a[/anki:tts]', '&#91;anki:tts lang=en]a&#91;/anki:tts]'],
    ['gaps', '{{c1::a}} {{{b}}}', '&#123;&#123;c1::a&#125;&#125; &#123;&#123;&#123;b&#125;&#125;&#125;'],
    ['control characters', 'a\x1fb\x00c\td\n', 'abc\td\n'],
    ['decomposed letters', 'e\u0301', 'é'],
    ['what is harmless', '{a} [b] C:\\d (e)', '{a} [b] C:\\d (e)'],
  ])('disarm %s', (_, html, expected) => {
    expect(fieldHtml(html)).toBe(expected);
  });

  it('keep colons and braces out of gaps', () => {
    expect(gapHtml('<code>arn:aws:s3:::b</code> {{resolve:x}}')).toBe(
      '<code>arn&#58;aws&#58;s3&#58;&#58;&#58;b</code> &#123;&#123;resolve&#58;x&#125;&#125;',
    );
  });

  it('read the same after stripping, whatever was disarmed', () => {
    const alphabet = fc.constantFrom('\\', '(', ')', '[', ']', '{', '}', ':', 'sound:', 'latex]', '$', 'a', ' ', '/');
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(fieldHtml(text)).not.toMatch(/\\[()[\]]|\[\/?(?:sound:|latex\]|\$)|\{\{|\}\}/);
        expect(stripHtml(fieldHtml(text))).toBe(text);
        expect(stripHtml(gapHtml(text))).toBe(text);
      }),
    );
  });

  it('leave no sequence alive that Anki would act on, in any generated note', () => {
    for (const note of ankiNotes(generateBank({ questions: 300 })).notes) {
      const [, text = ''] = note.fields;
      const all = note.fields.join('\n').replace(note.notetype === 'cloze' ? text : '', '');
      expect(all).not.toMatch(/\\[()[\]]|\[\/?(?:sound:|latex\]|\$|anki:)|\{\{|\}\}|(?![\t\n])\p{Cc}/u);
    }
  });

  it("hold the gaps of a cloze in Anki's notation and nothing else in braces", () => {
    const bank = generateBank({ questions: 120, kinds: ['cloze'] });
    for (const { id, fields, cards } of ankiNotes(bank).notes) {
      const question = bank.questions.get(id) as ClozeQuestion;
      const [, text = ''] = fields;
      const gaps = [...text.matchAll(/\{\{c(\d+)::((?:(?!\}\}|::).)*)(?:::((?:(?!\}\}|::).)*))?\}\}/gs)];
      expect(gaps.map(([, number]) => Number(number))).toEqual(question.deletions.map(({ number }) => number));
      expect(text.replace(/\{\{c\d+::.*?\}\}/gs, '')).not.toMatch(/\{\{|\}\}/);
      expect(cards).toEqual([...new Set(question.deletions.map(({ number }) => number - 1))]);
      const hints = gaps.map(([, , , hint]) => (hint === undefined ? undefined : stripHtml(hint)));
      expect(hints).toEqual(question.deletions.map(({ hint }) => hint));
    }
  });

  it('write a gap with an ARN and braces so that it ends where it should', () => {
    const stem = 'The {{c1::`arn:aws:s3:::b`::which "ARN"?}} and {{c2::a \\:: b}}.';
    const deletions = parseCloze(stem).deletions;
    const [template] = generateBank({ questions: 1, kinds: ['cloze'] }).questions.values();
    const question = { ...template, stem, deletions } as ClozeQuestion;
    const [note] = ankiNotes(bankOf([question])).notes;
    expect(note?.fields[1]).toBe(
      '<p>The {{c1::<code>arn&#58;aws&#58;s3&#58;&#58;&#58;b</code>::which &quot;ARN&quot;?}} and {{c2::a &#58;&#58; b}}.</p>',
    );
    expect(note?.cards).toEqual([0, 1]);
  });

  it('do not give the key away by the order of options', () => {
    const questions = [...generateBank({ questions: 200, kinds: ['order'], nasty: false }).questions.values()];
    for (const note of ankiNotes(bankOf(questions)).notes) {
      const marks = [...(note.fields[3] ?? '').matchAll(/nb-mark">Step (\d+)</g)].map(([, number]) => Number(number));
      expect(marks).not.toEqual(marks.toSorted((a, b) => a - b));
    }
  });
});
