import { describe, expect, it } from 'vitest';
import { faultsOf } from '../src/integrations/guards.ts';

const page = (content: string, around = '') =>
  `<html><body>${around}<!--content--><div>${content}</div><!--/content--></body></html>`;

describe('faultsOf', () => {
  it('finds nothing in a page that holds what it should', () => {
    expect(faultsOf(page('<h2 id="a">A</h2><p>Text.</p>'), ['a'])).toEqual([]);
  });

  it('finds an empty body, also one of nothing but elements', () => {
    const fault = 'its body is empty, expected text: a Markdown plugin may have failed';
    expect(faultsOf(page(''))).toEqual([fault]);
    expect(faultsOf(page('<p> </p><div></div>'))).toEqual([fault]);
  });

  it('finds a page whose body cannot be told', () => {
    expect(faultsOf('<html></html>')).toEqual([
      'expected <!--content--> and <!--/content--> around its body, found none',
    ]);
  });

  it.each(['<p>::quiz{topic=a}</p>', '<p>Text.</p>\n:::note', '<p>Text.\n::lab</p>'])(
    'finds a directive in %s',
    (html) => {
      expect(faultsOf(page(html))[0]).toMatch(/^found "::.*expected no directive that nobody resolved$/);
    },
  );

  it('leaves directives in code alone, and colons within a line', () => {
    expect(faultsOf(page('<pre><code>::quiz{id=a}</code></pre><p>Use <code>::quiz</code> or std::move.</p>'))).toEqual(
      [],
    );
  });

  it('finds a placeholder that nobody filled', () => {
    expect(faultsOf(page('<p>Text.</p><nb-slot data-kind="quiz"></nb-slot>'))).toEqual([
      'found <nb-slot>, expected a quiz or a lab in its place',
    ]);
  });

  it('finds the text of an error', () => {
    expect(faultsOf(page('<p>[ERROR] it broke</p>'))).toEqual(['found "[ERROR] it broke" in its text']);
  });

  it('finds inline styles and handlers, which the policy would block', () => {
    expect(faultsOf(page('<p style="color:red">Text.</p>'))[0]).toMatch(/^found an inline `style` in <p style/);
    expect(faultsOf(page('<p onclick="a()">Text.</p>'))[0]).toMatch(/^found an inline `onclick`/);
  });

  it('finds ids that stand twice, and anchors that are missing', () => {
    expect(faultsOf(page('<p id="a">Text.</p><p id="a">Text.</p>'), ['a', 'b', 'c'])).toEqual([
      'found the ids a more than once',
      'expected the anchors #b, #c, found none',
    ]);
  });
});
