import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCanonicalRequests, compareStringsToSign, describeComparison } from '../src/sigv4/diagnose/index.ts';
import { compareTexts } from '../src/sigv4/diagnose/segments.ts';
import { xmlTexts } from '../src/sigv4/diagnose/xml-text.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const REQUEST = ['GET', '/a b', 'x=1', 'host:example.com', 'x-amz-date:20150830T123600Z', '', 'host;x-amz-date', HASH];
const text = (...lines: readonly string[]): string => lines.join('\n');
const RIGHT = text(...REQUEST);
const changed = (at: number, line: string): string => text(...REQUEST.with(at, line));
const odd = (a: string, b: string) => compareCanonicalRequests(a, b).lines.filter(({ same }) => !same);

describe('compareCanonicalRequests', () => {
  test('names the part of each line', () => {
    const { same, lines, reordered } = compareCanonicalRequests(RIGHT, RIGHT);
    expect(same).toBe(true);
    expect(reordered).toBe(false);
    expect(lines.map(({ part, name }) => name ?? part)).toEqual([
      'method',
      'uri',
      'query',
      'host',
      'x-amz-date',
      'separator',
      'signed-headers',
      'payload-hash',
    ]);
  });

  test('a byte that changed is one segment of one character on each side', () => {
    expect(odd(RIGHT, changed(1, '/a+b'))).toEqual([
      {
        part: 'uri',
        same: false,
        a: [
          { text: '/a', same: true },
          { text: ' ', same: false },
          { text: 'b', same: true },
        ],
        b: [
          { text: '/a', same: true },
          { text: '+', same: false },
          { text: 'b', same: true },
        ],
      },
    ]);
  });

  test('a hash differs as a whole', () => {
    expect(odd(RIGHT, changed(7, HASH.replace('e3', 'e4')))).toMatchObject([
      { part: 'payload-hash', a: [{ text: HASH, same: false }] },
    ]);
  });

  test('a header more on one side moves nothing else', () => {
    const more = text(...REQUEST.slice(0, 3), 'accept:*/*', ...REQUEST.slice(3));
    expect(odd(RIGHT, more)).toEqual([
      { part: 'header', name: 'accept', same: false, a: undefined, b: [{ text: 'accept:*/*', same: false }] },
    ]);
    expect(odd(more, RIGHT)).toEqual([
      { part: 'header', name: 'accept', same: false, a: [{ text: 'accept:*/*', same: false }], b: undefined },
    ]);
    const { lines } = compareCanonicalRequests(RIGHT, more);
    expect(lines.map(({ part, name }) => name ?? part).slice(2, 5)).toEqual(['query', 'accept', 'host']);
  });

  test('headers in another order are paired by name, and the order is told', () => {
    const swapped = text(...REQUEST.slice(0, 3), REQUEST[4] ?? '', REQUEST[3] ?? '', ...REQUEST.slice(5));
    const { same, lines, reordered } = compareCanonicalRequests(RIGHT, swapped);
    expect({ same, reordered, odd: lines.filter((line) => !line.same) }).toEqual({
      same: false,
      reordered: true,
      odd: [],
    });
  });

  test('the empty line that is missing, and a line feed at the end', () => {
    expect(odd(RIGHT, text(...REQUEST.toSpliced(5, 1)))).toMatchObject([{ part: 'separator', b: undefined }]);
    expect(odd(RIGHT, `${RIGHT}\n`)).toEqual([
      { part: 'surplus', same: false, a: undefined, b: [{ text: '', same: false }] },
    ]);
  });

  test('a header that stands twice is paired in order', () => {
    const twice = (first: string, second: string) =>
      text(...REQUEST.slice(0, 3), `a:${first}`, `a:${second}`, ...REQUEST.slice(3));
    expect(odd(twice('1', '2'), twice('1', '3'))).toMatchObject([{ name: 'a', a: [{ text: 'a:' }, { text: '2' }] }]);
    expect(odd(twice('1', '2'), text(...REQUEST.slice(0, 3), 'a:1', ...REQUEST.slice(3)))).toMatchObject([
      { name: 'a', b: undefined },
    ]);
  });

  test('any two texts: both sides can be read back, and it is the same exactly when they are', () => {
    const line = fc.stringMatching(/^[a-c:; %]{0,6}$/);
    const any = fc.array(line, { maxLength: 9 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(any, any, (a, b) => {
        const comparison = compareCanonicalRequests(a, b);
        expect(comparison.same).toBe(a === b);
        const side = (which: 'a' | 'b') =>
          comparison.lines
            .flatMap((one) => (one[which] === undefined ? [] : [one[which].map((segment) => segment.text).join('')]))
            .toSorted();
        // Texts of less than three lines get empty ones for what they lack.
        const padded = (text: string) =>
          [...text.split('\n'), '', ''].slice(0, Math.max(3, text.split('\n').length)).toSorted();
        expect(side('a')).toEqual(padded(a));
        expect(side('b')).toEqual(padded(b));
        for (const { same, a: left, b: right } of comparison.lines) {
          if (same) expect(left).toEqual(right);
          else expect([...(left ?? []), ...(right ?? [])].some((segment) => !segment.same)).toBe(true);
        }
      }),
    );
  });
});

describe('compareTexts', () => {
  test('what is marked as shared is the same text on both sides', () => {
    const any = fc.string({ unit: fc.constantFrom('a', 'b', '%2', '5', '/', 'ü', '😀'), maxLength: 30 });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const compared = compareTexts(a, b);
        const joined = (side: 'a' | 'b', keep: (same: boolean) => boolean) =>
          compared[side]
            .filter(({ same }) => keep(same))
            .map(({ text }) => text)
            .join('');
        expect(joined('a', () => true)).toBe(a);
        expect(joined('b', () => true)).toBe(b);
        expect(joined('a', Boolean)).toBe(joined('b', Boolean));
      }),
    );
  });

  test('a single character that changed is all that is marked', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), fc.nat(), (word, at) => {
        const index = at % word.length;
        const other = `${word.slice(0, index)}ü${word.slice(index + 1)}`;
        const marked = compareTexts(word, other).b.filter(({ same }) => !same);
        expect(marked).toEqual([{ text: 'ü', same: false }]);
      }),
    );
  });
});

test('compareStringsToSign names the four lines', () => {
  const lines = ['AWS4-HMAC-SHA256', '20150830T123600Z', '20150830/us-east-1/iam/aws4_request', HASH];
  const other = compareStringsToSign(text(...lines), text(...lines.with(2, '20150830/eu-west-1/iam/aws4_request'), ''));
  expect(other.lines.map(({ part, same }) => [part, same])).toEqual([
    ['algorithm', true],
    ['date', true],
    ['scope', false],
    ['canonical-request-hash', true],
    ['surplus', false],
  ]);
});

test('describeComparison marks what differs', () => {
  const more = text(...REQUEST.slice(0, 3), 'accept:*/*', ...REQUEST.slice(3)).replace('/a b', '/a%20b');
  expect(describeComparison(compareCanonicalRequests(RIGHT, more)).split('\n').slice(0, 9)).toEqual([
    '= GET',
    '- /a b',
    '    ^',
    '+ /a%20b',
    '    ^^^',
    '= x=1',
    '- (no such line)',
    '+ accept:*/*',
    '  ^^^^^^^^^^',
  ]);
});

describe('xmlTexts', () => {
  test('reads elements that hold text, decodes entities, takes the first of each name', () => {
    const xml =
      '<?xml version="1.0"?><ns:Error xmlns:ns="x"><Code a="1">A&amp;B &lt;&#60;&#x3c;&gt;&quot;&apos;</Code><ns:Message>one\ntwo</ns:Message><Code>C</Code><C><![CDATA[<x>&]]></C></ns:Error>';
    expect([...xmlTexts(xml)]).toEqual([
      ['Code', 'A&B <<<>"\''],
      ['Message', 'one\ntwo'],
      ['C', '<x>&'],
    ]);
  });

  test('leaves alone what is no entity, and leaves out what is not closed', () => {
    expect([...xmlTexts('<a>&nope; &#x110000; & &amp;amp;</a><b>cut off')]).toEqual([
      ['a', '&nope; &#x110000; & &amp;'],
    ]);
  });
});
