import type { List, Root } from 'mdast';
import { removePosition } from 'unist-util-remove-position';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../src/parse/markdown.ts';
import { itemIndent, sliceBlocks } from '../src/parse/slice.ts';

function bare(tree: Root): Root {
  const copy = structuredClone(tree);
  removePosition(copy, { force: true });
  return copy;
}

/** What stands in the only item of a list, taken out. */
function inner(source: string, quoted: boolean): { slice: string; blocks: Root } {
  const list = parseMarkdown(source).children.find((node) => node.type === 'list') as List;
  const item = list.children[0];
  if (!item) throw new Error('no item');
  const indent = itemIndent(source, item);
  const quote = item.children.at(-1);
  const nodes = quoted && quote?.type === 'blockquote' ? quote.children : item.children;
  const slice = sliceBlocks(source, nodes, quoted ? [indent, 'quote'] : [indent]);
  return { slice, blocks: { type: 'root', children: nodes } };
}

const BLOCKS = [
  'text',
  'two\nlines',
  'a paragraph\n\nand another',
  'code:\n\n```yaml\nversion: 0.2\n  deep: 1\n```',
  '- a\n- b\n\n  more of b',
  '| a | b |\n| - | - |\n| 1 | `x\\|y` |',
  'hard  \nbreak',
  '> quoted\n> twice',
  'with **strong** and [link](https://example.org "title")',
];

describe('sliceBlocks', () => {
  for (const [marker, width] of [
    ['-', 2],
    ['1.', 3],
    ['-  ', 4],
  ] as const) {
    for (const block of BLOCKS) {
      test(`takes ${JSON.stringify(block)} out of an item of ${JSON.stringify(marker)}`, () => {
        const pad = ' '.repeat(width);
        const source = `stem\n\n${marker.padEnd(width)}${block.split('\n').join(`\n${pad}`)}\n`;
        const { slice, blocks } = inner(source, false);
        expect(bare(parseMarkdown(slice)).children).toEqual(bare(blocks).children);
      });
      test(`takes ${JSON.stringify(block)} out of a blockquote in an item of ${JSON.stringify(marker)}`, () => {
        const pad = ' '.repeat(width);
        const quoted = block
          .split('\n')
          .map((line) => `${pad}> ${line}`)
          .join('\n');
        const source = `stem\n\n${marker.padEnd(width)}option\n\n${quoted}\n`;
        const { slice, blocks } = inner(source, true);
        expect(bare(parseMarkdown(slice)).children).toEqual(bare(blocks).children);
      });
    }
  }

  test('keeps lazy lines of a blockquote', () => {
    const { slice } = inner('stem\n\n- option\n  > first\nsecond\n', true);
    expect(slice).toBe('first\nsecond');
  });
});
