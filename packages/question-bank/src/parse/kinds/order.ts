import type { List, ListItem } from 'mdast';
import type { OrderQuestion, Step } from '../../bank.ts';
import { placeOf } from '../place.ts';
import { itemIndent, sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { endPlace, missingStem } from './shared.ts';

type OrderBody = Pick<OrderQuestion, 'stem' | 'steps' | 'surplus' | 'explanation'>;

/** Reads one root `1.` list in the right order, and surplus steps as a `-` list after it. */
export function readOrder(input: KindInput): OrderBody | undefined {
  const { source, sections, report } = input;
  const { main } = sections;
  const at = main.findIndex((node) => node.type === 'list' && node.ordered === true);
  const list = main[at];
  if (list?.type !== 'list') {
    report({
      rule: 'order-list',
      place: endPlace(input),
      found: 'order question without steps',
      expected: 'one `1.` list at the root, in the right order',
      mend: 'Number the steps `1.`, `2.`, `3.` after the stem.',
    });
    return undefined;
  }
  const [next, ...others] = main.slice(at + 1);
  const surplusList = next?.type === 'list' && next.ordered !== true ? next : undefined;
  for (const node of surplusList ? others : main.slice(at + 1)) {
    report({
      rule: 'order-list',
      place: placeOf(node),
      found: node.type === 'list' ? 'another list after the steps' : 'text after the steps',
      expected: 'only a `-` list of surplus steps, then `## Explanation`',
      mend: 'Move the text above the steps or under `## Explanation`.',
    });
  }
  if (list.children.length < 2) {
    report({
      rule: 'order-list',
      place: placeOf(list),
      found: 'single step',
      expected: 'at least two steps',
      mend: 'Write the steps as items of one list.',
    });
  }
  const steps = readSteps(input, list, '');
  const surplus = surplusList ? readSteps(input, surplusList, 'x') : [];
  const stem = sliceBlocks(source, main.slice(0, at));
  if (stem === '') return missingStem(input, placeOf(list));
  return { stem, steps, surplus, ...(sections.explanation === undefined ? {} : { explanation: sections.explanation }) };
}

function readSteps(input: KindInput, list: List, prefix: string): Step[] {
  return list.children.map((item, index) => readStep(input, item, `${prefix}${index + 1}`));
}

function readStep({ source, report }: KindInput, item: ListItem, id: string): Step {
  const indent = itemIndent(source, item);
  const last = item.children.at(-1);
  const hasRationale = last?.type === 'blockquote' && item.children.length > 1;
  const blocks = hasRationale ? item.children.slice(0, -1) : item.children;
  const text = sliceBlocks(source, blocks, [indent]);
  if (text === '') {
    report({
      rule: 'order-list',
      place: placeOf(item),
      found: 'empty step',
      expected: 'text',
      mend: 'Write the step after its number.',
    });
  }
  if (!hasRationale || last?.type !== 'blockquote') return { id, text };
  return { id, text, rationale: sliceBlocks(source, last.children, [indent, 'quote']) };
}
