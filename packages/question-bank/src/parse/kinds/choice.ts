import type { List, ListItem, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { ChoiceQuestion, Option } from '../../bank.ts';
import { CHECKBOX } from '../body.ts';
import { placeOf } from '../place.ts';
import { itemIndent, sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { endPlace, missingStem } from './shared.ts';

type ChoiceBody = Pick<ChoiceQuestion, 'stem' | 'shuffle' | 'options' | 'explanation'>;

/** Reads exactly one task list at the root, every item a task that ends with its rationale. */
export function readChoice(input: KindInput): ChoiceBody | undefined {
  const { source, sections, data, report } = input;
  if (data.kind !== 'choice') return undefined;
  const { main } = sections;
  const at = main.findIndex((node) => node.type === 'list' && node.children.some(isTask));
  const list = main[at];
  if (list?.type !== 'list') {
    report({
      rule: 'options-list',
      place: endPlace(input),
      found: nestedTask(main) ? 'options inside another list' : 'choice question without options',
      expected: 'one list of `- [x]` and `- [ ]` at the root',
      mend: 'Put the options into a list of their own, not indented, with an empty line above it.',
    });
    return undefined;
  }
  checkAround(input, list, at);
  const options = list.children.map((item, index) => readOption(input, item, index));
  const stem = sliceBlocks(source, main.slice(0, at));
  if (stem === '') return missingStem(input, placeOf(list));
  if (options.some((option) => option === undefined)) return undefined;
  return {
    stem,
    shuffle: data.shuffle,
    options: options as Option[],
    ...(sections.explanation === undefined ? {} : { explanation: sections.explanation }),
  };
}

function isTask(item: ListItem): boolean {
  return typeof item.checked === 'boolean';
}

/** A slip in the brackets has a message of its own. */
function looksLikeTask(item: ListItem): boolean {
  const [first] = item.children;
  return first?.type === 'paragraph' && /^\[\s*[xX]?\s*\]/.test(textOf(first));
}

function nestedTask(nodes: readonly RootContent[]): boolean {
  return nodes.some((node) => {
    if (node.type !== 'list' && node.type !== 'blockquote') return false;
    const inner = node.type === 'list' ? node.children.flatMap((item) => item.children) : node.children;
    return (
      inner.some((child) => child.type === 'list' && child.children.some(isTask)) || nestedTask(inner as RootContent[])
    );
  });
}

function checkAround({ sections, report }: KindInput, list: List, at: number): void {
  for (const node of sections.main.slice(at + 1)) {
    const second = node.type === 'list' && node.children.some(isTask);
    report({
      rule: 'options-list',
      place: placeOf(node),
      found: second ? 'second list of options' : 'text after the options',
      expected: second ? 'one list' : 'only `## Explanation` after the options',
      mend: second
        ? 'Use one bullet character for all options and leave no other text between them.'
        : 'Move the text above the options or under `## Explanation`.',
    });
  }
  for (const item of list.children) {
    if (isTask(item) || looksLikeTask(item)) continue;
    report({
      rule: 'options-list',
      place: placeOf(item),
      found: 'list item without a checkbox among the options',
      expected: '`- [x]` or `- [ ]` on every item',
      mend: 'Check it or leave it open; or, when a list of the stem has swallowed the options, put a sentence between the two.',
    });
  }
}

function readOption(input: KindInput, item: ListItem, index: number): Option | undefined {
  const { source, report } = input;
  if (!isTask(item)) return undefined;
  const id = optionId(index);
  const quotes = item.children.filter((child) => child.type === 'blockquote');
  const last = item.children.at(-1);
  if (quotes.length === 0) {
    report({
      rule: 'rationale',
      place: placeOf(item),
      found: 'option without a rationale',
      expected: 'a blockquote at its end that says why it is right or wrong',
      mend: 'Add an indented line below the option: `  > Because ...`',
    });
    return undefined;
  }
  if (last?.type !== 'blockquote' || quotes.length > 1) {
    const after = quotes.length > 1 ? quotes[1] : item.children[item.children.indexOf(quotes[0] as never) + 1];
    report({
      rule: 'rationale',
      place: placeOf(after ?? item),
      found: quotes.length > 1 ? 'second blockquote in an option' : 'text after the rationale',
      expected: 'the rationale as the last block of its option',
      mend: 'Move the text above the blockquote or into it.',
    });
    return undefined;
  }
  const indent = itemIndent(source, item);
  const text = sliceBlocks(source, item.children.slice(0, -1), [indent]).replace(CHECKBOX, '');
  const rationale = sliceBlocks(source, last.children, [indent, 'quote']);
  if (text === '' || rationale === '') {
    report({
      rule: text === '' ? 'options-list' : 'rationale',
      place: placeOf(text === '' ? item : last),
      found: text === '' ? 'empty option' : 'empty rationale',
      expected: 'text',
      mend: text === '' ? 'Write the option after its checkbox.' : 'Say why the option is right or wrong.',
    });
    return undefined;
  }
  return { id, correct: item.checked === true, text, rationale };
}

/** a, b ... z, then aa, ab ... */
export function optionId(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : optionId(Math.floor(index / 26) - 1) + letter;
}
