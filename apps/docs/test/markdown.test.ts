import { createMarkdownProcessor } from '@astrojs/markdown-remark';
import { describe, expect, it } from 'vitest';
import { exampleBlock, fenced } from '../src/lib/rule-example.ts';
import { shikiClasses, tokenClass } from '../src/markdown/shiki-classes.ts';
import { rehypeTables } from '../src/markdown/tables.ts';

async function render(markdown: string): Promise<string> {
  const processor = await createMarkdownProcessor({
    gfm: true,
    rehypePlugins: [rehypeTables],
    shikiConfig: { theme: 'css-variables', transformers: [shikiClasses] } as never,
  });
  return (await processor.render(markdown)).code;
}

describe('code', () => {
  it('holds classes and no inline style', async () => {
    const html = await render('```yaml title="buildspec.yml"\nversion: 0.2 # the only one\n```');
    expect(html).not.toContain('style=');
    expect(html).toContain('<pre class="nb-code" tabindex="0" data-language="yaml" data-title="buildspec.yml">');
    expect(html).toMatch(/<span class="tc">.*the only one<\/span>/);
  });

  it('wraps no plain token in an element', async () => {
    expect(await render('```text\nplain words\n```')).toContain('<span class="line">plain words</span>');
  });

  it('knows every kind of token of the theme by a short class', () => {
    expect(tokenClass('color:var(--astro-code-token-string-expression)')).toBe('ts');
    expect(tokenClass('color:var(--astro-code-foreground)')).toBeUndefined();
  });
});

describe('tables', () => {
  it('stand in a box that scrolls, can be focused and has a name', async () => {
    const html = await render('| Key | Value |\n| --- | --- |\n| a | b |');
    expect(html).toMatch(/^<div class="table-box" tabindex="0" role="group" aria-label="Table: Key, Value"><table>/);
    expect(html).toContain('<th scope="col">Key</th>');
    expect(html).toContain('<td>a</td>');
  });

  it('have row headers below an empty corner', async () => {
    const html = await render('| | S3 | Local |\n| --- | --- | --- |\n| Kept where | a bucket | the host |');
    expect(html).toContain('aria-label="Table: S3, Local"');
    expect(html).toContain('<td></td>');
    expect(html).toMatch(/<th scope="row">Kept where<\/th>\s*<td>a bucket<\/td>/);
    expect(html).not.toContain('<th></th>');
  });
});

describe('examples of rules', () => {
  it('fence text that holds fences', () => {
    expect(fenced('```sh\nls\n```', 'md')).toBe('````md\n```sh\nls\n```\n````');
  });

  it('show the front matter that matters, of either half', () => {
    const example = {
      front: 'shuffle: all',
      goodFront: 'shuffle: none',
      bad: 'Stem?',
      good: 'Better stem?',
      message: '',
    };
    expect(exampleBlock(example, 'bad')).toBe('```md\n---\nshuffle: all\n---\n\nStem?\n```');
    expect(exampleBlock(example, 'good')).toBe('```md\n---\nshuffle: none\n---\n\nBetter stem?\n```');
  });
});
